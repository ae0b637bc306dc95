//! What was ordered.

use leptos::prelude::*;
use shared::orders::OrderDetail;

use crate::{
    format,
    i18n::{orders as w, tr},
};

#[component]
pub fn Items(detail: OrderDetail) -> impl IntoView {
    let currency = detail.order.currency.clone();
    let total = format::price(detail.order.amount, &currency);
    let row = move |item: shared::orders::OrderItem| {
        let sum = format::price(item.quantity.saturating_mul(item.unit_amount), &currency);
        let each = format::price(item.unit_amount, &currency);
        view! {
            <tr>
                <td class="lead">
                    <span class="two">
                        <span class="strong">{item.name}</span>
                        <span class="muted">{item.product_line}</span>
                    </span>
                </td>
                <td class="end num" data-label=tr(w::UNIT_AMOUNT)>{each}</td>
                <td class="end num" data-label=tr(w::QUANTITY)>{format::number(item.quantity)}</td>
                <td class="end num" data-label=tr(w::SUM)>{sum}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap">
            <table class="table cards order-items" data-testid="order-items">
                <thead>
                    <tr>
                        <th scope="col">{tr(w::ITEM)}</th>
                        <th scope="col" class="end">{tr(w::UNIT_AMOUNT)}</th>
                        <th scope="col" class="end">{tr(w::QUANTITY)}</th>
                        <th scope="col" class="end">{tr(w::SUM)}</th>
                    </tr>
                </thead>
                <tbody>{detail.items.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="order-total"><span class="muted">{tr(w::TOTAL)}</span> <span class="strong num">{total}</span></p>
        {(!detail.note.is_empty()).then(|| view! {
            <div class="order-note">
                <span class="tiny muted">{tr(w::NOTE)}</span>
                <p class="prose">{detail.note}</p>
            </div>
        })}
    }
}
