//! Who took care of the order from when to when.

use leptos::prelude::*;
use shared::{inquiries::Possession, orders::OrderDetail, work::WorkStatus};

use crate::inquiries::marks::reason_text;
use crate::{
    components::Person,
    format,
    i18n::{common as c, customers as cw, inquiries as w, t, tf, tr},
};

#[component]
pub fn History(detail: OrderDetail) -> impl IntoView {
    let now = detail.order.clone();
    let current = now.owner.zip(now.since).zip(now.reason).map(|((owner, from), reason)| {
        let until = now.done_at.filter(|_| now.status == WorkStatus::Done);
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
    let nobody = current.is_none() && detail.history.is_empty();
    view! {
        <section class="panel" aria-labelledby="history-title">
            <div class="panel-head"><h2 id="history-title">{tr(w::HISTORY)}</h2></div>
            {if nobody {
                view! { <p class="panel-body muted small">{tr(w::HISTORY_EMPTY)}</p> }.into_any()
            } else {
                let before = detail.history.into_iter().map(|one| view! { <Past one=one /> }).collect_view();
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
