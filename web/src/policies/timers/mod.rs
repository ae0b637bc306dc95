//! The timers of a policy: their editor, and how they are told.

mod card;
mod shown;
mod stages;
pub mod words;

pub use shown::ShownTimers;

use leptos::prelude::*;
use shared::assignment::{
    Condition,
    policy::{TimerRule, TimerWatch},
    timer::MAX_TIMERS,
};

use self::{card::TimerCard, stages::fresh_stage};
use super::{
    cards::{Hand, ListHead},
    conditions::Remarks,
    desk::Desk,
};
use crate::{
    components::{Glyph, Notice},
    i18n::{t, timers as w},
};

/// The timers in their order.
#[component]
pub fn TimersEditor(desk: Desk) -> impl IntoView {
    let hand = Hand::new(desk.model.timers);
    let timers = hand.all;
    let add = Callback::new(move |()| {
        let name = t(w::NEW).to_owned();
        let timer = TimerRule {
            key: hand.fresh_key(&name),
            name,
            enabled: true,
            watch: TimerWatch::NotAnswered,
            when: Condition::always(),
            stages: vec![fresh_stage(&[]).1],
        };
        hand.add(desk.maker.timer(&timer), usize::MAX, desk);
    });
    let full = Signal::derive(move || timers.with(Vec::len) >= MAX_TIMERS);
    let own = Signal::derive(move || desk.remarks("/timers", false));
    view! {
        <section class="panel rules" id="timers" aria-labelledby="timers-title">
            <ListHead hand=hand desk=desk title=w::TITLE hint=w::HINT add_label=w::ADD on_add=add full=full />
            <Remarks remarks=own />
            <Show when=move || timers.with(Vec::is_empty)>
                <Notice glyph=Glyph::Clock title=w::NONE body=w::NONE_BODY slim=true />
            </Show>
            <ol class="rule-list" data-testid="timers">
                <For each=move || timers.get() key=|timer| timer.head.id let:timer>
                    <TimerCard timer=timer hand=hand desk=desk />
                </For>
            </ol>
            <span class="sr-only" role="status" aria-live="polite">{move || hand.said.get()}</span>
        </section>
    }
}
