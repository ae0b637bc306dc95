//! What a customer did on one day.

use leptos::prelude::*;
use shared::{
    behaviour::{BehaviourDay, kind_title},
    ids::CustomerId,
};

use super::events::Events;
use crate::{
    format,
    i18n::{behaviour as w, tf, tn},
    prefs,
};

/// What they did and how often, in one line.
pub fn day_headline(day: &BehaviourDay) -> String {
    let kinds = day.kinds.iter().map(|tally| {
        let title = kind_title(&tally.kind, prefs::lang());
        format!("{title} {}", tn(w::TIMES, tally.times))
    });
    kinds.collect::<Vec<_>>().join(" · ")
}

/// From when to when.
pub fn day_span(day: &BehaviourDay) -> String {
    let (first, last) = (format::clock(day.first_at), format::clock(day.last_at));
    if first == last { last } else { format!("{first}–{last}") }
}

/// What the last of it was about, and each thing once that is asked for.
#[component]
pub fn DayDetail(customer: CustomerId, day: BehaviourDay) -> impl IntoView {
    let told = day.kinds.iter().filter(|tally| !tally.last_subject.is_empty());
    let last = told.max_by_key(|tally| tally.last_at).map(|tally| tally.last_subject.clone());
    // What was unfolded once stays read when it is folded again.
    let was_unfolded = RwSignal::new(false);
    let (times, date) = (day.times, day.day);
    view! {
        {last.map(|last| view! { <p class="small soft">{move || tf(w::LAST, &last)}</p> })}
        <details class="day-acts" data-testid="behaviour" on:toggle=move |_| was_unfolded.set(true)>
            <summary class="small">{move || tn(w::EACH, times)}</summary>
            <Show when=move || was_unfolded.get()>
                <Events customer=customer day=date />
            </Show>
        </details>
    }
}
