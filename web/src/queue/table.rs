//! Those who wait as rows.

use leptos::prelude::*;
use shared::{
    assignment::{decision::WaitReason, policy::CaseKind},
    permissions::Permission,
    work::Waiter,
};

use crate::{
    components::Age,
    i18n::{Text, queue as w, tr},
    session,
};

#[component]
pub fn WaiterTable(rows: Signal<Vec<Waiter>>) -> impl IntoView {
    let numbered = move || rows.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <table class="table cards queue" data-testid="queue">
            <thead>
                <tr>
                    <th scope="col">{tr(w::PLACE)}</th>
                    <th scope="col">{tr(w::WHO)}</th>
                    <th scope="col">{tr(w::WHY)}</th>
                    <th scope="col">{tr(w::WAITS_FOR)}</th>
                    <th scope="col">{tr(w::SINCE)}</th>
                </tr>
            </thead>
            <tbody>
                // A row is drawn anew only when something in it is another than before.
                <For each=numbered key=|(place, row)| (*place, row.case, row.reason, names(row)) let((place, row))>
                    <Row place=place row=row />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn Row(place: usize, row: Waiter) -> impl IntoView {
    let who = row.customer.clone();
    let waits_for = names(&row);
    view! {
        <tr data-row>
            <td class="num muted place off">{place + 1}</td>
            <td class="lead">
                <span class="two">
                    <span class="row">
                        {match address(&row) {
                            Some(address) => view! { <a class="name" href=address>{who}</a> }.into_any(),
                            None => view! { <span class="name">{who}</span> }.into_any(),
                        }}
                        <span class="badge">{tr(kind_text(row.kind))}</span>
                    </span>
                    <span class="muted about">{row.about.clone()}</span>
                </span>
            </td>
            <td class="bare" data-label=tr(w::WHY)>{tr(reason_text(row.reason))}</td>
            <td class="soft" data-label=tr(w::WAITS_FOR)>
                {if waits_for.is_empty() {
                    view! { <span class="muted">{tr(w::ANYBODY)}</span> }.into_any()
                } else {
                    waits_for.into_any()
                }}
            </td>
            <td class="corner" data-label=tr(w::SINCE)><Age since=row.since /></td>
        </tr>
    }
}

/// Where to read more, for those who may: what has no owner is seen only by who sees everything.
fn address(row: &Waiter) -> Option<String> {
    match row.kind {
        CaseKind::Customer if session::all(Permission::CustomerRead) => Some(format!("/customers/{}", row.case)),
        CaseKind::Inquiry if session::all(Permission::InquiryRead) => Some(format!("/inquiries/{}", row.case)),
        CaseKind::Order if session::all(Permission::OrderRead) => Some(format!("/orders/{}", row.case)),
        _ => None,
    }
}

/// The groups and people who could have it.
fn names(row: &Waiter) -> String {
    let groups = row.groups.iter().map(|group| group.name.as_str());
    let people = row.people.iter().map(|person| person.name.as_str());
    groups.chain(people).collect::<Vec<_>>().join(" · ")
}

const fn kind_text(kind: CaseKind) -> Text {
    match kind {
        CaseKind::Customer => w::KIND_CUSTOMER,
        CaseKind::Inquiry => w::KIND_INQUIRY,
        CaseKind::Order => w::KIND_ORDER,
    }
}

const fn reason_text(reason: WaitReason) -> Text {
    match reason {
        WaitReason::Queue => w::REASON_QUEUE,
        WaitReason::NobodyAvailable => w::REASON_NOBODY,
        WaitReason::NoRule => w::REASON_NO_RULE,
    }
}
