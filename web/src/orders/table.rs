//! Orders as rows.

use leptos::prelude::*;
use shared::orders::Order;

use super::marks::{StateBadge, WorkBadge};
use crate::{
    components::Person,
    customers::marks::LevelMark,
    format,
    i18n::{orders as w, tr},
};

/// `with_owner` is for those who see more than their own.
#[component]
pub fn OrderTable(rows: RwSignal<Vec<Order>>, #[prop(into)] with_owner: Signal<bool>) -> impl IntoView {
    view! {
        <table class="table cards orders" data-testid="orders">
            <thead>
                <tr>
                    <th scope="col">{tr(w::ORDER)}</th>
                    <th scope="col">{tr(w::EXTERNAL_ID)}</th>
                    <th scope="col" class="end">{tr(w::AMOUNT)}</th>
                    <th scope="col">{tr(w::STATE)}</th>
                    <th scope="col">{tr(w::HANDLING)}</th>
                    {move || with_owner.get().then(|| view! { <th scope="col">{tr(w::OWNER)}</th> })}
                    <th scope="col">{tr(w::PLACED)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|row| (row.id, row.version, row.state, row.amount) let:row>
                    <OrderRow row=row with_owner=with_owner />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn OrderRow(row: Order, with_owner: Signal<bool>) -> impl IntoView {
    let owner = row.owner.clone();
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <LevelMark level=row.level />
                    <span class="two">
                        <a class="name clip" href=format!("/orders/{}", row.id)>{row.title.clone()}</a>
                        <span class="muted">{row.customer.clone()}</span>
                    </span>
                </span>
            </td>
            <td class="bare" data-label=tr(w::EXTERNAL_ID)>
                <span class="two">
                    <span class="num">{row.external_id.clone()}</span>
                    <span class="muted">{row.product_line.clone()}</span>
                </span>
            </td>
            <td class="end num" data-label=tr(w::AMOUNT)>{format::price(row.amount, &row.currency)}</td>
            <td class="corner" data-label=tr(w::STATE)><StateBadge state=row.state /></td>
            <td class="bare" data-label=tr(w::HANDLING)><WorkBadge status=row.status /></td>
            {move || {
                let owner = owner.clone();
                with_owner
                    .get()
                    .then(|| view! { <td class="bare" data-label=tr(w::OWNER)>{owner.map(|owner| view! { <Person person=owner /> })}</td> })
            }}
            <td class="bare soft num" data-label=tr(w::PLACED)>{format::time(row.placed_at)}</td>
        </tr>
    }
}
