//! How far an order is, as a badge; and the sides of the room.

use leptos::prelude::*;
use shared::{orders::OrderState, permissions::Permission, work::WorkStatus};

use crate::{
    i18n::{Text, orders as w, tr},
    inquiries::marks::status_text,
    prefs, session,
};

#[component]
pub fn StateBadge(state: OrderState) -> impl IntoView {
    let class = match state {
        OrderState::Placed => "badge warn",
        OrderState::Paid | OrderState::InService => "badge info",
        OrderState::Completed => "badge good",
        OrderState::Cancelled | OrderState::Refunded => "badge",
    };
    view! { <span class=class>{move || state.title(prefs::lang())}</span> }
}

/// A page of the room.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Orders,
    Deals,
    Incomplete,
}

/// Leads to the pages of the room, as far as one may go there.
#[component]
pub fn Sides(here: Side) -> impl IntoView {
    let link = move |side: Side, path: &'static str, text: Text| {
        view! {
            <a class="button slim" class:ghost=side != here href=path aria-current=(side == here).then_some("page")>{tr(text)}</a>
        }
    };
    view! {
        <nav class="row wrap" aria-label=tr(w::TITLE)>
            {link(Side::Orders, "/orders", w::TITLE)}
            {link(Side::Deals, "/orders/deals", w::DEALS)}
            <Show when=|| session::can(Permission::OrderPush)>
                {link(Side::Incomplete, "/orders/incomplete", w::INCOMPLETE)}
            </Show>
        </nav>
    }
}

/// Who has an order, if anybody still must: an order has no talk of its own beside its state.
#[component]
pub fn WorkBadge(status: WorkStatus) -> impl IntoView {
    let class = match status {
        WorkStatus::Waiting => "badge warn",
        WorkStatus::Open => "badge info",
        WorkStatus::Done => "badge good",
    };
    view! { <span class=class>{tr(status_text(status))}</span> }
}
