//! What a customer has ordered, on the customer's page.

use leptos::prelude::*;
use shared::{
    Page,
    ids::CustomerId,
    orders::{Order, OrderQuery},
};

use super::marks::StateBadge;
use crate::{
    api,
    components::Loaded,
    format,
    i18n::{orders as w, tr},
    reading::Read,
};

/// How many are shown here; the list has all.
const SHOWN: u32 = 5;

#[component]
pub fn OrdersOf(id: CustomerId, happened: RwSignal<()>) -> impl IntoView {
    let orders = Read::new(move || {
        happened.track();
        let query = OrderQuery { customer_id: Some(id), limit: Some(SHOWN), ..OrderQuery::default() };
        async move { api::orders::list(&query).await }
    });
    let draw = move |page: Page<Order>| {
        if page.items.is_empty() {
            return view! { <p class="panel-body muted small">{tr(w::EMPTY_OF_CUSTOMER)}</p> }.into_any();
        }
        let all = page.next_cursor.is_some().then(|| {
            view! { <p class="panel-body small"><a href=format!("/orders?customer_id={id}")>{tr(w::ALL_OF_CUSTOMER)}</a></p> }
        });
        view! {
            <ul class="asked" data-testid="orders-of">
                {page.items.into_iter().map(|one| view! { <Line one=one /> }).collect_view()}
            </ul>
            {all}
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="ordered-title">
            <div class="panel-head"><h2 id="ordered-title">{tr(w::TITLE)}</h2></div>
            <Loaded read=orders show=draw />
        </section>
    }
}

#[component]
fn Line(one: Order) -> impl IntoView {
    view! {
        <li>
            <a class="name clip" href=format!("/orders/{}", one.id)>{one.title.clone()}</a>
            <div class="row tiny muted">
                <StateBadge state=one.state />
                {one.owner.map(|owner| view! { <span class="clip">{owner.name}</span> })}
                <span class="end grow num">{format::price(one.amount, &one.currency)}</span>
            </div>
        </li>
    }
}
