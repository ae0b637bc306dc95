//! What is known of a customer.

use leptos::prelude::*;
use shared::{
    customers::{AlsoKnown, CustomerDetail},
    visitors::{CustomerIdentity, IdentityProof},
};

use super::marks::{DueMark, level_text};
use crate::{
    components::Person,
    format,
    i18n::{behaviour as bw, customers as w, merges as mw, t, tn, tr, widgets as ww},
    prefs,
};

#[component]
pub fn Facts(detail: CustomerDetail) -> impl IntoView {
    let customer = detail.customer.clone();
    let call = format!("tel:{}", customer.phone);
    let (last, idle) = (customer.last_follow_up_at, customer.idle_days);
    let reviewed = detail.reviewed_at.map(|at| {
        let by = detail.reviewed_by.as_ref().map(|by| format!("{} · ", by.name)).unwrap_or_default();
        format!("{by}{}", format::time(at))
    });
    let fact = |label, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <dt>{tr(label)}</dt><dd>{value}</dd> })
    };
    view! {
        <dl class="facts panel-body">
            <dt>{tr(w::PHONE)}</dt>
            <dd class="num"><a href=call>{format::phone(&customer.phone)}</a></dd>
            {fact(w::COMPANY, Some(customer.company.clone()))}
            <dt>{tr(w::LEVEL)}</dt>
            <dd>{tr(level_text(customer.level))}</dd>
            {customer.district.clone().map(|district| view! {
                <dt>{tr(w::DISTRICT)}</dt>
                <dd>{district.name} <div class="tiny muted">{district.path}</div></dd>
            })}
            <dt>{tr(w::OWNER)}</dt>
            <dd>
                {match customer.owner.clone() {
                    Some(owner) => view! { <Person person=owner /> }.into_any(),
                    None => view! { <span class="muted">{tr(w::NO_OWNER)}</span> }.into_any(),
                }}
            </dd>
            {fact(w::OWNER_SINCE, customer.owned_since.map(format::time))}
            <dt>{tr(w::LAST_FOLLOW_UP)}</dt>
            <dd>
                {move || last.map_or_else(|| t(w::NEVER).to_owned(), format::time)}
                {move || idle.map(|days| view! { <span class="tiny muted">" · " {tr(w::IDLE)} " " {tn(w::IDLE_DAYS, days)}</span> })}
            </dd>
            {fact(bw::LAST_ACTIVE, detail.last_active_at.map(format::time))}
            {customer.due_on.is_some().then(|| view! { <dt>{tr(w::DUE)}</dt><dd><DueMark customer=customer.clone() /></dd> })}
            {fact(w::ADDRESS, Some(detail.address.clone()))}
            {fact(w::SOURCE, Some(customer.source.clone()))}
            {fact(w::REGISTERED, Some(format::time(customer.registered_at)))}
            {fact(w::REVIEWED, reviewed)}
            {(!detail.identities.is_empty()).then(|| view! { <dt>{tr(ww::CHANNELS)}</dt><dd>{detail.identities.iter().map(channel).collect_view()}</dd> })}
            {(!detail.also_known.is_empty()).then(|| view! { <dt>{tr(mw::ALSO_KNOWN)}</dt><dd>{detail.also_known.iter().map(also).collect_view()}</dd> })}
            {fact(w::REJECT_REASON_IS, detail.reject_reason.clone())}
            {detail.attributes.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view()}
        </dl>
    }
}

/// As what the customer was registered besides.
fn also(one: &AlsoKnown) -> impl IntoView + use<> {
    let call = format!("tel:{}", one.phone);
    view! {
        <div>
            {one.name.clone()} " " <a class="num" href=call>{format::phone(&one.phone)}</a>
            {(!one.company.is_empty()).then(|| view! { <div class="tiny muted">{one.company.clone()}</div> })}
        </div>
    }
}

/// A channel on which the customer is known, and whether that is only what they say.
fn channel(one: &CustomerIdentity) -> impl IntoView + use<> {
    let (channel, is_said) = (one.channel, one.proof == IdentityProof::Said);
    view! {
        <div>
            {move || channel.title(prefs::lang())}
            {is_said.then(|| view! { <span class="tiny muted">" · " {tr(ww::SAID)}</span> })}
        </div>
    }
}
