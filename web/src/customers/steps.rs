//! The steps of timers on the timeline.

use leptos::prelude::*;
use shared::{
    assignment::policy::{CaseKind, TimerWatch},
    permissions::Permission,
    timeline::{PersonRef, TimelineKind, TimerStep},
};

use crate::{
    format,
    i18n::{t, tf, tfs, timers as w, tr},
    prefs,
    router::Place,
    session,
};

/// What a timer did.
pub fn step_headline(kind: TimelineKind, step: &TimerStep) -> String {
    let owner = &step.owner.name;
    match (kind, &step.new_owner) {
        (TimelineKind::TimerReassigned, Some(new)) => tfs(w::DONE_REASSIGNED, &[owner, &new.name]),
        (TimelineKind::TimerReassigned, None) => tf(w::DONE_TAKEN, owner),
        (TimelineKind::TimerKept, _) => tf(w::DONE_KEPT, owner),
        (TimelineKind::TimerLeadTold, _) => told_words(&step.told),
        _ => tf(w::DONE_REMINDED, owner),
    }
}

fn told_words(told: &[PersonRef]) -> String {
    if told.is_empty() {
        return t(w::DONE_NO_LEAD).to_owned();
    }
    let names: Vec<_> = told.iter().map(|person| person.name.as_str()).collect();
    tf(w::DONE_LEAD_TOLD, names.join(prefs::lang().pick("、", ", ")))
}

/// Why it did so, and which timer it was.
#[component]
pub fn StepDetail(step: TimerStep) -> impl IntoView {
    let (place, may, text) = match step.case_kind {
        Some(CaseKind::Order) => (Place::Orders, Permission::OrderRead, w::OPEN_ORDER),
        _ => (Place::Inquiries, Permission::InquiryRead, w::OPEN_INQUIRY),
    };
    let case = step.case.filter(|_| session::can_now(may));
    let (name, number) = (step.name.clone(), step.stage + 1);
    let which = move || tfs(w::STEP_OF, &[&name, &number]);
    let says = move || {
        let waited = format::working(step.waited_minutes, prefs::lang());
        let why = match step.watch {
            TimerWatch::NotAnswered => w::WAITED_ANSWER,
            TimerWatch::NotFollowedUp => w::WAITED_FOLLOW_UP,
        };
        let mut said = tfs(why, &[&step.owner.name, &waited]);
        // Of a reassignment that found nobody the lead is told, which its headline does not say.
        if step.new_owner.is_none() && step.decision.is_some() {
            said.push_str(" · ");
            said.push_str(&told_words(&step.told));
        }
        said
    };
    view! {
        <p class="small soft">{says}</p>
        <p class="tiny muted row wrap">
            <span>{which}</span>
            {case.map(|case| view! { <a href=format!("{}/{case}", place.path())>{tr(text)}</a> })}
        </p>
    }
}
