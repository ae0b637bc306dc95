//! What was found, as rows, with the words marked.

use leptos::prelude::*;
use shared::search::{Found, SearchMatch, SearchRow};

use super::catalog::kind_text;
use crate::{
    components::Person,
    customers::marks::{LevelMark, StatusBadge},
    format,
    i18n::{common as c, search as w, tr},
    inquiries::marks::StageBadge,
    orders::marks::StateBadge,
    prefs,
};

#[component]
pub fn Results(rows: RwSignal<Vec<Found>>) -> impl IntoView {
    view! {
        <table class="table cards found-rows" data-testid="found">
            <thead>
                <tr>
                    <th scope="col">{tr(w::FOUND)}</th>
                    <th scope="col">{tr(w::OF_WHOM)}</th>
                    <th scope="col">{tr(c::STATUS)}</th>
                    <th scope="col">{tr(w::WHO)}</th>
                    <th scope="col">{tr(w::WHEN)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=key let:found>
                    <FoundRow found=found />
                </For>
            </tbody>
        </table>
    }
}

fn key(found: &Found) -> (String, String) {
    let matches = found.matches.iter().map(|one| one.excerpt.as_str()).collect();
    (found.row.id(), matches)
}

/// Where a row leads.
pub fn target(found: &Found) -> String {
    match &found.row {
        SearchRow::Customer(row) => format!("/customers/{}", row.id),
        SearchRow::Inquiry(row) => format!("/inquiries/{}", row.id),
        SearchRow::Order(row) => format!("/orders/{}", row.id),
        SearchRow::FollowUp(row) => format!("/customers/{}", row.customer_id),
    }
}

/// What a row is called, and a little more about it.
pub fn titles(found: &Found) -> (String, String) {
    match &found.row {
        SearchRow::Customer(row) => (row.name.clone(), row.company.clone()),
        SearchRow::Inquiry(row) => (row.text.clone(), row.entrance_name.clone()),
        SearchRow::Order(row) => {
            (row.title.clone(), format!("{} · {}", row.external_id, format::price(row.amount, &row.currency)))
        }
        SearchRow::FollowUp(row) => (row.content.clone(), row.way.title(prefs::lang()).to_owned()),
    }
}

#[component]
fn FoundRow(found: Found) -> impl IntoView {
    let (title, more) = titles(&found);
    let (href, customer) = (target(&found), found.customer.clone());
    let (state, who, at) = match &found.row {
        SearchRow::Customer(row) => {
            (view! { <StatusBadge status=row.status /> }.into_any(), row.owner.clone(), row.registered_at)
        }
        SearchRow::Inquiry(row) => {
            (view! { <StageBadge status=row.status stage=row.stage /> }.into_any(), row.owner.clone(), row.arrived_at)
        }
        SearchRow::Order(row) => {
            (view! { <StateBadge state=row.state /> }.into_any(), row.owner.clone(), row.placed_at)
        }
        SearchRow::FollowUp(row) => {
            let way = row.way;
            (
                view! { <span class="badge">{move || way.title(prefs::lang())}</span> }.into_any(),
                Some(row.author.clone()),
                row.at,
            )
        }
    };
    let name = if customer.can_see {
        view! { <a href=format!("/customers/{}", customer.id)>{customer.name.clone()}</a> }.into_any()
    } else {
        view! { <span>{customer.name.clone()}</span> }.into_any()
    };
    view! {
        <tr data-row>
            <td class="lead">
                <span class="two">
                    <a class="name clip" href=href>{title}</a>
                    <span class="muted">{more}</span>
                    {found.matches.into_iter().map(|one| view! { <Excerpt found=one /> }).collect_view()}
                </span>
            </td>
            <td class="bare" data-label=tr(w::OF_WHOM)>
                <span class="row">
                    <LevelMark level=customer.level />
                    <span class="two">
                        {name}
                        <span class="muted num">{customer.phone.as_deref().map(format::phone)}</span>
                    </span>
                </span>
            </td>
            <td class="corner" data-label=tr(c::STATUS)>{state}</td>
            <td class="bare" data-label=tr(w::WHO)>{who.map(|who| view! { <Person person=who /> })}</td>
            <td class="bare soft num" data-label=tr(w::WHEN)>{format::time(at)}</td>
        </tr>
    }
}

/// A part of a text with the words in it marked.
#[component]
fn Excerpt(found: SearchMatch) -> impl IntoView {
    let letters: Vec<char> = found.excerpt.chars().collect();
    let part = |from: usize, to: usize| letters.iter().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let mut at = 0;
    let mut pieces = Vec::new();
    for mark in &found.marks {
        pieces.push(view! { <span>{part(at, mark.from)}</span> }.into_any());
        pieces.push(view! { <mark>{part(mark.from, mark.to)}</mark> }.into_any());
        at = mark.to;
    }
    pieces.push(view! { <span>{part(at, letters.len())}</span> }.into_any());
    let (kind, field) = (found.kind, found.field);
    view! {
        <span class="excerpt">
            <span class="excerpt-of" title=tr(kind_text(kind))>{move || field.title(prefs::lang())}</span>
            <span class="excerpt-text">{pieces}</span>
        </span>
    }
}
