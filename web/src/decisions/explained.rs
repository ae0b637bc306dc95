//! Why something went to whom it went: the decision, and every rule that was asked on the way.

use leptos::prelude::*;
use shared::{
    assignment::{
        Decision,
        explain::{RuleSeen, Verdict},
    },
    policies::ExplainedCase,
};

use super::{
    routes::RouteTaken,
    words::{actual, asked, because, headline, person, rule_title},
};
use crate::{
    components::{Glyph, Icon, avatar::initial},
    i18n::{decisions as w, t, tf, tn, tr},
    policies::words::ref_name,
};

/// The case that the parts tell of.
pub type Told = StoredValue<ExplainedCase>;

#[component]
pub fn Explained(case: ExplainedCase) -> impl IntoView {
    let rules = case.explanation.rules.clone();
    let told: Told = StoredValue::new(case);
    view! {
        <div class="decision" data-testid="explained">
            <Outcome told=told />
            <h3 class="decision-steps small soft">{tr(w::STEPS)}</h3>
            <ol class="decision-rules">
                {rules.into_iter().map(|seen| view! { <Rule seen=seen told=told /> }).collect_view()}
            </ol>
        </div>
    }
}

/// What was decided, and by what.
#[component]
fn Outcome(told: Told) -> impl IntoView {
    let decision = told.with_value(|case| case.explanation.decision);
    let mark = match decision {
        Decision::Assigned(assigned) => {
            let name = told.with_value(|case| person(&case.names, assigned.owner));
            view! { <span class="avatar" aria-hidden="true">{initial(&name)}</span> }.into_any()
        }
        Decision::Waiting(_) => {
            view! { <span class="avatar waits" aria-hidden="true"><Icon glyph=Glyph::Inbox /></span> }.into_any()
        }
    };
    let by = move || {
        told.with_value(|case| match &case.policy {
            Some(policy) => tf(w::BY_VERSION, ref_name(policy)),
            None => t(w::BY_DOCUMENT).to_owned(),
        })
    };
    view! {
        <div class="decision-outcome" class:waits=matches!(decision, Decision::Waiting(_)) role="status">
            {mark}
            <div>
                <div class="strong">{move || told.with_value(headline)}</div>
                <div class="small">{move || told.with_value(because)}</div>
                <div class="tiny muted">{by}</div>
            </div>
        </div>
    }
}

#[component]
fn Rule(seen: RuleSeen, told: Told) -> impl IntoView {
    let verdict = seen.verdict;
    let (glyph, text, class) = match verdict {
        Verdict::Matched => (Glyph::Check, w::MATCHED, "matched"),
        Verdict::NotMatched => (Glyph::X, w::NOT_MATCHED, "passed"),
        Verdict::Disabled => (Glyph::X, w::DISABLED, "passed"),
    };
    let rest = i64::from(seen.tests_total) - i64::try_from(seen.tests.len()).unwrap_or(i64::MAX);
    let is_rule = seen.rule.is_some();
    let no_tests = is_rule && seen.tests.is_empty() && verdict != Verdict::Disabled;
    let named = seen.clone();
    let title = move || told.with_value(|case| rule_title(case, &named));
    let tests = seen.tests.into_iter().map(move |test| {
        let held = test.held;
        let (question, answer) = (test.clone(), test);
        view! {
            <li class:held=held>
                <Icon glyph=if held { Glyph::Check } else { Glyph::X } />
                <span>
                    <span class="sr-only">{move || t(if held { w::HELD } else { w::NOT_HELD })} " "</span>
                    {move || told.with_value(|case| asked(case, &question))}
                    <span class="muted">" · " {move || told.with_value(|case| actual(case, &answer))}</span>
                </span>
            </li>
        }
    });
    view! {
        <li class=format!("decision-rule {class}")>
            <div class="decision-rule-head">
                {match seen.rule {
                    Some(at) => view! { <span class="rule-number" aria-hidden="true">{at + 1}</span> }.into_any(),
                    None => view! { <span class="rule-number" aria-hidden="true">"∗"</span> }.into_any(),
                }}
                <span class="strong clip">{title}</span>
                {is_rule.then(|| view! { <span class="verdict"><Icon glyph=glyph /> {tr(text)}</span> })}
            </div>
            <ul class="decision-tests">
                {no_tests.then(|| view! {
                    <li class="muted">{tr(if verdict == Verdict::Matched { w::ALWAYS } else { w::NEVER })}</li>
                })}
                {tests.collect_view()}
                {(rest > 0).then(|| view! { <li class="muted">{move || tn(w::MORE_TESTS, rest)}</li> })}
            </ul>
            <ol class="decision-routes">
                {seen.routes.into_iter().map(|route| view! { <RouteTaken seen=route told=told /> }).collect_view()}
            </ol>
        </li>
    }
}
