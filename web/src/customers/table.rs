//! Customers as rows.

use leptos::prelude::*;
use shared::customers::Customer;

use super::marks::{DueMark, IdleMark, LevelMark, StatusBadge};
use crate::{
    components::Person,
    format,
    i18n::{common as c, customers as w, tr},
};

/// `with_owner` is for those who see more than their own.
#[component]
pub fn CustomerTable(rows: RwSignal<Vec<Customer>>, #[prop(into)] with_owner: Signal<bool>) -> impl IntoView {
    view! {
        <table class="table cards" data-testid="customers">
            <thead>
                <tr>
                    <th scope="col">{tr(w::CUSTOMER)}</th>
                    <th scope="col">{tr(w::PHONE)}</th>
                    <th scope="col">{tr(c::STATUS)}</th>
                    <th scope="col">{tr(w::DISTRICT)}</th>
                    {move || with_owner.get().then(|| view! { <th scope="col">{tr(w::OWNER)}</th> })}
                    <th scope="col">{tr(w::IDLE)}</th>
                    <th scope="col">{tr(w::DUE)}</th>
                    <th scope="col">{tr(w::REGISTERED)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|row| (row.id, row.version, row.owned_since) let:row>
                    <CustomerRow row=row with_owner=with_owner />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn CustomerRow(row: Customer, with_owner: Signal<bool>) -> impl IntoView {
    let owner = row.owner.clone();
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <LevelMark level=row.level />
                    <span class="two">
                        <a class="name" href=format!("/customers/{}", row.id)>{row.name.clone()}</a>
                        <span class="muted">{row.company.clone()}</span>
                    </span>
                </span>
            </td>
            <td class="num bare" data-label=tr(w::PHONE)>{format::phone(&row.phone)}</td>
            <td class="bare" class:off=row.owner.is_some() data-label=tr(c::STATUS)>
                <StatusBadge status=row.status />
            </td>
            <td class="bare" data-label=tr(w::DISTRICT)>
                {row.district.clone().map(|district| view! { <span title=district.path>{district.name}</span> })}
            </td>
            {move || {
                let owner = owner.clone();
                with_owner.get().then(|| view! { <td class="bare" data-label=tr(w::OWNER)>{owner.map(|owner| view! { <Person person=owner /> })}</td> })
            }}
            <td class="off" data-label=tr(w::IDLE)>
                <IdleMark days=row.idle_days />
            </td>
            <td class="corner" data-label=tr(w::DUE)>
                <DueMark customer=row.clone() />
            </td>
            <td class="num soft off" data-label=tr(w::REGISTERED)>{format::day(row.registered_at)}</td>
        </tr>
    }
}
