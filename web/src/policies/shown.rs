//! A version that cannot be changed, in words.

use leptos::prelude::*;
use shared::{
    assignment::{Policy, Rule},
    policies::Names,
};

use super::{
    conditions::Lead,
    timers::ShownTimers,
    words::{condition_words, route_words},
};
use crate::{
    components::{Glyph, Notice},
    i18n::{policies as w, t, tr},
};

#[component]
pub fn Shown(document: Policy, names: Names) -> impl IntoView {
    let names = StoredValue::new(names);
    let empty = document.rules.is_empty();
    view! {
        <section class="panel rules" aria-labelledby="rules-title">
            <div class="panel-head">
                <h2 id="rules-title">{tr(w::RULES)}</h2>
                <span class="small soft rules-hint">{tr(w::RULES_HINT)}</span>
            </div>
            {empty.then(|| view! { <Notice glyph=Glyph::Route title=w::NO_RULES body=w::NO_RULES_BODY slim=true /> })}
            <ol class="rule-list" data-testid="rules">
                {document.rules.into_iter().enumerate().map(|(at, rule)| view! { <ShownRule at=at rule=rule names=names /> }).collect_view()}
            </ol>
        </section>
        <section class="panel" aria-labelledby="otherwise-title">
            <div class="panel-head">
                <h2 id="otherwise-title">{tr(w::OTHERWISE)}</h2>
                <span class="small soft rules-hint">{tr(w::OTHERWISE_HINT)}</span>
            </div>
            <div class="panel-body">
                <ShownRoutes routes=document.otherwise names=names />
            </div>
        </section>
        <ShownTimers timers=document.timers names=names />
    }
}

#[component]
fn ShownRule(at: usize, rule: Rule, names: StoredValue<Names>) -> impl IntoView {
    let when = StoredValue::new(rule.when);
    view! {
        <li class="rule" class:off=!rule.enabled>
            <div class="rule-head still">
                <span class="rule-number" aria-hidden="true">{at + 1}</span>
                <span class="row grow">
                    <h3 class="clip">{rule.name}</h3>
                    {(!rule.enabled).then(|| view! { <span class="badge">{tr(w::RULE_OFF)}</span> })}
                </span>
                <code class="mono tiny muted">{rule.key}</code>
            </div>
            <div class="rule-body">
                <div class="rule-part">
                    <Lead text=w::WHEN />
                    <p>{move || when.with_value(|when| names.with_value(|names| condition_words(when, names)))}</p>
                </div>
                <div class="rule-part">
                    <Lead text=w::THEN />
                    <ShownRoutes routes=rule.routes names=names />
                </div>
            </div>
        </li>
    }
}

#[component]
fn ShownRoutes(routes: Vec<shared::assignment::Route>, names: StoredValue<Names>) -> impl IntoView {
    if routes.is_empty() {
        return view! { <p class="small muted">{move || t(w::OTHERWISE_NONE)}</p> }.into_any();
    }
    view! {
        <ol class="shown-routes">
            {routes
                .into_iter()
                .map(|route| view! { <li>{move || names.with_value(|names| route_words(&route, names))}</li> })
                .collect_view()}
        </ol>
    }
    .into_any()
}
