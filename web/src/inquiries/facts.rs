//! What is known of an inquiry.

use leptos::prelude::*;
use shared::{inquiries::InquiryDetail, permissions::Permission, visitors::IdentityProof, work::WorkStatus};

use super::{
    marks::{StageBadge, reason_text},
    notes::CategoryPick,
};
use crate::{
    avatars::Seen,
    components::{Person, age::age},
    format,
    i18n::{Text, avatars as avw, common as c, inquiries as w, t, tf, tr},
    reading::Read,
    session,
};

#[component]
pub fn Facts(detail: InquiryDetail, read: Read<InquiryDetail>) -> impl IntoView {
    let can_work = detail.can_work;
    let inquiry = detail.inquiry.clone();
    let fact = |label, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <dt>{tr(label)}</dt><dd>{value}</dd> })
    };
    let whose = if inquiry.status == WorkStatus::Done { w::LAST_OWNER } else { w::OWNER };
    let customer = format!("/customers/{}", inquiry.customer_id);
    let (name, arrived, answered) = (inquiry.customer.clone(), inquiry.arrived_at, inquiry.answered_at);
    view! {
        <dl class="facts panel-body">
            <dt>{tr(w::CUSTOMER)}</dt>
            <dd>
                {if session::can_now(Permission::CustomerRead) {
                    view! { <a href=customer>{name}</a> }.into_any()
                } else {
                    name.into_any()
                }}
            </dd>
            <dt>{tr(c::STATUS)}</dt>
            <dd><StageBadge status=inquiry.status stage=inquiry.stage /></dd>
            <dt>{tr(whose)}</dt>
            <dd>
                {match inquiry.owner {
                    Some(owner) => view! { <Person person=owner /> }.into_any(),
                    None => view! { <span class="muted">{tr(w::NOBODY)}</span> }.into_any(),
                }}
            </dd>
            <dt>{tr(avw::SEEN)}</dt>
            <dd data-testid="seen-as"><Seen avatar=detail.avatar /></dd>
            {fact(w::SINCE, inquiry.since.map(format::time))}
            {inquiry.reason.map(|reason| view! { <dt>{tr(w::WHY)}</dt><dd>{tr(reason_text(reason))}</dd> })}
            {fact(w::GROUP, inquiry.group.map(|group| group.name))}
            <dt>{tr(w::ARRIVED)}</dt>
            <dd>{format::time(arrived)} <span class="tiny muted">" · " {move || tf(w::AGO, age(arrived))}</span></dd>
            <dt>{tr(w::ANSWERED)}</dt>
            <dd>
                {move || match answered {
                    Some(at) => format!("{} · {}", format::time(at), format::span(at - arrived, crate::prefs::lang())),
                    None => t(w::NOT_ANSWERED).to_owned(),
                }}
            </dd>
            {minutes(w::RESPONSE, inquiry.response_minutes)}
            {fact(w::DONE, inquiry.done_at.map(format::time))}
            {minutes(w::RESOLUTION, inquiry.resolution_minutes)}
            {if can_work {
                view! { <dt>{tr(w::CATEGORY)}</dt><dd><CategoryPick id=inquiry.id filed=inquiry.category detail=read /></dd> }.into_any()
            } else {
                fact(w::CATEGORY, inquiry.category.map(|category| category.name)).into_any()
            }}
            {fact(w::ENTRANCE, Some(inquiry.entrance_name))}
            {fact(w::CHANNEL, Some(inquiry.channel))}
            {(detail.sender == Some(IdentityProof::Said)).then(|| view! { <dt>{tr(w::SENDER)}</dt><dd><span class="badge warn">{tr(w::SENDER_SAID)}</span></dd> })}
            {fact(w::PRODUCT_LINE, detail.product_line)}
            {fact(w::CUSTOMER_LANGUAGE, detail.language)}
            {fact(w::VALUE, detail.value.map(format::money))}
            {fact(w::EXTERNAL_ID, detail.external_id)}
            {detail.attributes.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view()}
        </dl>
    }
}

/// Minutes of somebody's working hours.
fn minutes(label: Text, minutes: Option<i32>) -> impl IntoView {
    minutes.map(|minutes| {
        let said = move || {
            let lang = crate::prefs::lang();
            tf(w::IN_WORKING_HOURS, format::working(u32::try_from(minutes).unwrap_or_default(), lang))
        };
        view! { <dt>{tr(label)}</dt><dd>{said}</dd> }
    })
}
