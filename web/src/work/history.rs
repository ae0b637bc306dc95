//! Who had something in hand from when to when.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    inquiries::{InquiryDetail, Possession},
    orders::OrderDetail,
    timeline::PersonRef,
    work::{WorkReason, WorkStatus},
};

use crate::{
    components::Person,
    format,
    i18n::{common as c, customers as cw, inquiries as w, t, tf, tr},
    inquiries::marks::reason_text,
};

/// Whose hands something is in, or was in last, and was in before.
pub struct Hands {
    owner: Option<PersonRef>,
    since: Option<DateTime<Utc>>,
    reason: Option<WorkReason>,
    /// When it was done, if it is.
    until: Option<DateTime<Utc>>,
    before: Vec<Possession>,
}

impl From<InquiryDetail> for Hands {
    fn from(detail: InquiryDetail) -> Self {
        let InquiryDetail { inquiry: now, history, .. } = detail;
        let until = now.done_at.filter(|_| now.status == WorkStatus::Done);
        Self { owner: now.owner, since: now.since, reason: now.reason, until, before: history }
    }
}

impl From<OrderDetail> for Hands {
    fn from(detail: OrderDetail) -> Self {
        let OrderDetail { order: now, history, .. } = detail;
        let until = now.done_at.filter(|_| now.status == WorkStatus::Done);
        Self { owner: now.owner, since: now.since, reason: now.reason, until, before: history }
    }
}

#[component]
pub fn History(#[prop(into)] hands: Hands) -> impl IntoView {
    let Hands { owner, since, reason, until, before } = hands;
    let current = owner.zip(since).zip(reason).map(|((owner, from), reason)| {
        view! {
            <li class:current=until.is_none()>
                <div class="row between">
                    <Person person=owner />
                    <span class="badge">{tr(reason_text(reason))}</span>
                </div>
                <div class="tiny muted num">
                    {format::time(from)} " – " {move || until.map_or_else(|| t(c::UNTIL_NOW).to_owned(), format::time)}
                </div>
            </li>
        }
    });
    let nobody = current.is_none() && before.is_empty();
    view! {
        <section class="panel" aria-labelledby="history-title">
            <div class="panel-head"><h2 id="history-title">{tr(w::HISTORY)}</h2></div>
            {if nobody {
                view! { <p class="panel-body muted small">{tr(w::HISTORY_EMPTY)}</p> }.into_any()
            } else {
                let before = before.into_iter().map(|one| view! { <Past one=one /> }).collect_view();
                view! { <ol class="periods">{current} {before}</ol> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Past(one: Possession) -> impl IntoView {
    view! {
        <li>
            <div class="row between">
                <Person person=one.owner />
                <span class="badge">{tr(reason_text(one.reason))}</span>
            </div>
            <div class="tiny muted num">{format::time(one.from)} " – " {format::time(one.to)}</div>
            {one.by.map(|by| view! { <div class="tiny muted">{move || tf(cw::BY, &by.name)}</div> })}
        </li>
    }
}
