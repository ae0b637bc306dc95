//! The decisions that are others, each with who had it, who has it, and why both.

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;
use shared::{
    assignment::policy::CaseKind, ids::EmployeeId, permissions::Permission, policies::ExplainedCase,
    simulation::ChangedDecision,
};

use super::{
    run::Outcome,
    sides::{Side, count, full_name},
};
use crate::{
    components::{Glyph, Icon, Notice},
    decisions::Explained,
    format,
    i18n::{simulation as w, t, tf, tfs, tr},
    policies::words::kind_text,
    router::Place,
    session,
};

#[component]
pub fn Changes(outcome: Arc<Outcome>) -> impl IntoView {
    let of = &outcome.simulated;
    let told = of.beside_other.as_ref().or(of.beside_happened.as_ref());
    let (total, shown) = (told.map_or(0, |told| told.changed), of.explained.len());
    let names: HashMap<EmployeeId, String> = of.people.iter().map(|one| (one.id, one.name.clone())).collect();
    let names = StoredValue::new(names);
    let is_file = of.file.is_some();
    let before = Side::compared(of);
    let said = move || match u64::try_from(shown).unwrap_or(u64::MAX) {
        shown if shown < total => tfs(w::CHANGES_SHOWN, &[&count(total), &shown]),
        _ => tf(w::CHANGES_ALL, count(total)),
    };
    let sides = StoredValue::new((
        before.map(|side| (side, if side == Side::Other { of.other.clone() } else { None })),
        of.policy.clone(),
    ));
    let rows = of.explained.clone();
    view! {
        <section class="panel" aria-labelledby="changes-title" data-testid="changes">
            <div class="panel-head">
                <h2 id="changes-title">{tr(w::CHANGES)}</h2>
                {(total > 0).then(|| view! { <span class="small soft">{said}</span> })}
            </div>
            {match (before, total) {
                (None, _) => view! { <Notice glyph=Glyph::Scale title=w::CHANGES_NONE body=w::CHANGES_FILE slim=true /> }.into_any(),
                (Some(_), 0) => view! { <Notice glyph=Glyph::Check title=w::CHANGES_NONE body=w::CHANGES_NONE_BODY slim=true /> }.into_any(),
                _ => view! {
                    <div class="decisions">
                        {rows.into_iter().map(|row| view! { <Row row=row names=names sides=sides is_file=is_file /> }).collect_view()}
                    </div>
                }.into_any(),
            }}
        </section>
    }
}

/// What the two explanations are called.
type Titles = StoredValue<(Option<(Side, Option<shared::policies::PolicyRef>)>, Option<shared::policies::PolicyRef>)>;

#[component]
fn Row(
    row: ChangedDecision,
    names: StoredValue<HashMap<EmployeeId, String>>,
    sides: Titles,
    is_file: bool,
) -> impl IntoView {
    let unfolded = RwSignal::new(false);
    let (at, kind, case) = (row.arrived_at, row.kind, row.case);
    let name = move |who: Option<EmployeeId>| {
        let known = who.and_then(|who| names.with_value(|names| names.get(&who).cloned()));
        known.unwrap_or_else(|| t(w::NOBODY_HAD).to_owned())
    };
    let (before, after) = (row.before, row.after);
    let explanations = StoredValue::new((row.before_explanation, row.after_explanation));
    let title = move |which: bool| {
        sides.with_value(|(before, policy)| match (which, before) {
            (false, Some((side, version))) => full_name(*side, version.as_ref()),
            _ => full_name(Side::This, policy.as_ref()),
        })
    };
    let link = match kind {
        _ if is_file => None,
        CaseKind::Inquiry => session::can_now(Permission::InquiryRead).then_some((Place::Inquiries, w::SEE_INQUIRY)),
        CaseKind::Customer => session::can_now(Permission::CustomerRead).then_some((Place::Customers, w::SEE_CUSTOMER)),
        CaseKind::Order => session::can_now(Permission::OrderRead).then_some((Place::Orders, w::SEE_ORDER)),
    };
    let link = move || {
        link.map(|(place, text)| {
            let href = format!("{}/{case}", place.path());
            view! { <a class="button slim ghost" href=href>{tr(text)} <Icon glyph=Glyph::ChevronRight /></a> }
        })
    };
    let body = move || {
        let (before, after) = explanations.get_value();
        view! {
            <div class="change-body">
                {link()}
                <div class="both-sides">
                    <Why title=Signal::derive(move || title(false)) case=before />
                    <Why title=Signal::derive(move || title(true)) case=after />
                </div>
            </div>
        }
    };
    view! {
        <details
            data-row
            on:toggle=move |event| {
                let details: web_sys::Element = event_target(&event);
                unfolded.set(details.has_attribute("open"));
            }
        >
            <summary>
                <Icon glyph=Glyph::ChevronRight />
                <span class="change-who">
                    <span class="soft">{move || name(before)}</span>
                    <span class="muted" aria-hidden="true">"→"</span>
                    <span class="sr-only">{tr(w::BECOMES)}</span>
                    <span class="strong">{move || name(after)}</span>
                </span>
                <span class="badge">{tr(kind_text(kind))}</span>
                <span class="small muted num">
                    {is_file.then_some(move || format!("{} · ", tf(w::AT_LINE, case.raw())))}
                    {format::time(at)}
                </span>
            </summary>
            {move || unfolded.get().then(body)}
        </details>
    }
}

/// One explanation under its title.
#[component]
fn Why(title: Signal<String>, case: Option<ExplainedCase>) -> impl IntoView {
    view! {
        <div class="why">
            <h3 class="small soft">{move || title.get()}</h3>
            {match case {
                Some(case) => view! { <Explained case=case /> }.into_any(),
                None => view! { <p class="small muted why-none">{tr(w::NOT_TOLD)}</p> }.into_any(),
            }}
        </div>
    }
}
