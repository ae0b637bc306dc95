//! Timers that cannot be changed, in words.

use leptos::prelude::*;
use shared::{assignment::policy::TimerRule, policies::Names};

use super::words::{stage_words, watch_text};
use crate::{
    components::{Glyph, Notice},
    i18n::{policies as pw, timers as w, tr},
    policies::{conditions::Lead, words::condition_words},
};

#[component]
pub fn ShownTimers(timers: Vec<TimerRule>, names: StoredValue<Names>) -> impl IntoView {
    let empty = timers.is_empty();
    view! {
        <section class="panel rules" aria-labelledby="timers-title">
            <div class="panel-head">
                <h2 id="timers-title">{tr(w::TITLE)}</h2>
                <span class="small soft rules-hint">{tr(w::HINT)}</span>
            </div>
            {empty.then(|| view! { <Notice glyph=Glyph::Clock title=w::NONE body=w::NONE_BODY slim=true /> })}
            <ol class="rule-list" data-testid="timers">
                {timers.into_iter().enumerate().map(|(at, timer)| view! { <ShownTimer at=at timer=timer names=names /> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn ShownTimer(at: usize, timer: TimerRule, names: StoredValue<Names>) -> impl IntoView {
    let when = StoredValue::new(timer.when);
    view! {
        <li class="rule" class:off=!timer.enabled>
            <div class="rule-head still">
                <span class="rule-number" aria-hidden="true">{at + 1}</span>
                <span class="row grow">
                    <h3 class="clip">{timer.name}</h3>
                    <span class="badge">{tr(watch_text(timer.watch))}</span>
                    {(!timer.enabled).then(|| view! { <span class="badge">{tr(pw::RULE_OFF)}</span> })}
                </span>
                <code class="mono tiny muted">{timer.key}</code>
            </div>
            <div class="rule-body">
                <div class="rule-part">
                    <Lead text=pw::WHEN />
                    <p>{move || when.with_value(|when| names.with_value(|names| condition_words(when, names)))}</p>
                </div>
                <div class="rule-part">
                    <Lead text=pw::THEN />
                    <ol class="shown-routes">
                        {timer.stages.into_iter().map(|stage| view! { <li>{move || stage_words(stage)}</li> }).collect_view()}
                    </ol>
                </div>
            </div>
        </li>
    }
}
