//! What is known of an order, and of the customer whose it is.

use leptos::prelude::*;
use shared::{orders::OrderDetail, work::WorkStatus};

use super::marks::{StateBadge, WorkBadge};
use crate::{
    avatars::Seen,
    components::Person,
    customers::marks::LevelMark,
    format,
    i18n::{avatars as avw, customers as cw, inquiries as iw, orders as w, t, tr},
    inquiries::marks::reason_text,
};

#[component]
pub fn Facts(detail: OrderDetail) -> impl IntoView {
    let order = detail.order;
    let fact = |label, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <dt>{tr(label)}</dt><dd>{value}</dd> })
    };
    let whose = if order.status == WorkStatus::Done { w::LAST_OWNER } else { w::OWNER };
    let (paid, answered) = (order.paid_at, order.answered_at);
    let deal = detail.deal_on.map(|day| {
        let owner = match detail.deal_owner {
            Some(owner) => view! { <Person person=owner /> }.into_any(),
            None => view! { <span class="muted">{tr(w::DEAL_NOBODY)}</span> }.into_any(),
        };
        view! {
            <dt>{tr(w::DEAL)}</dt>
            <dd>{owner}</dd>
            <dt>{tr(w::DEAL_ON)}</dt>
            <dd class="num">{format::date(day)}</dd>
        }
    });
    view! {
        <dl class="facts panel-body">
            <dt>{tr(w::STATE)}</dt>
            <dd><StateBadge state=order.state /></dd>
            <dt>{tr(w::HANDLING)}</dt>
            <dd><WorkBadge status=order.status /></dd>
            <dt>{tr(whose)}</dt>
            <dd>
                {match order.owner {
                    Some(owner) => view! { <Person person=owner /> }.into_any(),
                    None => view! { <span class="muted">{tr(w::NOBODY)}</span> }.into_any(),
                }}
            </dd>
            <dt>{tr(avw::SEEN)}</dt>
            <dd data-testid="seen-as"><Seen avatar=detail.avatar /></dd>
            {order.reason.map(|reason| view! { <dt>{tr(iw::WHY)}</dt><dd>{tr(reason_text(reason))}</dd> })}
            {fact(iw::GROUP, order.group.map(|group| group.name))}
            {fact(w::EXTERNAL_ID, Some(order.external_id))}
            {fact(w::LINE, order.product_line)}
            {fact(w::CHANNEL, Some(order.channel))}
            <dt>{tr(w::PLACED)}</dt>
            <dd class="num">{format::time(order.placed_at)}</dd>
            <dt>{tr(w::PAID)}</dt>
            <dd class="num">{move || paid.map_or_else(|| t(w::NOT_PAID).to_owned(), format::time)}</dd>
            {deal}
            <dt>{tr(w::ARRIVED)}</dt>
            <dd class="num">{format::time(order.arrived_at)}</dd>
            <dt>{tr(w::FIRST_FOLLOW_UP)}</dt>
            <dd class="num">{move || answered.map_or_else(|| t(w::NOT_FOLLOWED_UP).to_owned(), format::time)}</dd>
            {fact(iw::DONE, order.done_at.map(format::time))}
        </dl>
    }
}

/// The customer beside the order.
#[component]
pub fn CustomerFacts(detail: OrderDetail) -> impl IntoView {
    let order = detail.order;
    let href = format!("/customers/{}", order.customer_id);
    let (name, last) = (order.customer.clone(), detail.customer_followed_up_at);
    let company = detail.customer_company;
    view! {
        <dl class="facts panel-body" data-testid="order-customer">
            <dt>{tr(cw::NAME)}</dt>
            <dd class="row">
                <LevelMark level=order.level />
                {if detail.can_see_customer {
                    view! { <a href=href>{name}</a> }.into_any()
                } else {
                    name.into_any()
                }}
            </dd>
            <dt>{tr(cw::PHONE)}</dt>
            <dd class="num">{format::phone(&detail.customer_phone)}</dd>
            {(!company.is_empty()).then(|| view! { <dt>{tr(cw::COMPANY)}</dt><dd>{company}</dd> })}
            <dt>{tr(w::CUSTOMER_OWNER)}</dt>
            <dd>
                {match detail.customer_owner {
                    Some(owner) => view! { <Person person=owner /> }.into_any(),
                    None => view! { <span class="muted">{tr(cw::NO_OWNER)}</span> }.into_any(),
                }}
            </dd>
            <dt>{tr(w::LAST_CONTACT)}</dt>
            <dd class="num">{move || last.map_or_else(|| t(w::NO_FOLLOW_UPS).to_owned(), format::time)}</dd>
        </dl>
    }
}
