//! Who owned the customer from when to when.

use leptos::prelude::*;
use shared::{customers::OwnershipPeriod, ids::CustomerId, timeline::OwnershipReason};

use crate::{
    api,
    components::{Loaded, Person},
    format,
    i18n::{Text, common as c, customers as w, merges as mw, t, tf, tr},
    reading::Read,
};

pub const fn reason_text(reason: OwnershipReason) -> Text {
    match reason {
        OwnershipReason::Approval => w::REASON_APPROVAL,
        OwnershipReason::QueueDrained => w::REASON_QUEUE,
        OwnershipReason::DistrictMoved => w::REASON_DISTRICT_MOVED,
        OwnershipReason::DistrictChanged => w::REASON_DISTRICT_CHANGED,
        OwnershipReason::HandedOver => w::REASON_HANDED_OVER,
        OwnershipReason::Departure => w::REASON_DEPARTURE,
        OwnershipReason::Policy => w::REASON_POLICY,
        OwnershipReason::Named => w::REASON_NAMED,
        OwnershipReason::FirstWork => w::REASON_FIRST_WORK,
        OwnershipReason::Redistributed => w::REASON_REDISTRIBUTED,
        OwnershipReason::Undone => w::REASON_UNDONE,
        OwnershipReason::Timer => w::REASON_TIMER,
        OwnershipReason::Merged => mw::REASON_MERGED,
        OwnershipReason::Unmerged => mw::REASON_UNMERGED,
    }
}

#[component]
pub fn Ownership(id: CustomerId, happened: RwSignal<()>) -> impl IntoView {
    let periods = Read::new(move || {
        happened.track();
        api::customers::ownership(id)
    });
    let draw = |all: Vec<OwnershipPeriod>| {
        if all.is_empty() {
            return view! { <p class="panel-body muted small">{tr(w::OWNERSHIP_EMPTY)}</p> }.into_any();
        }
        view! { <ol class="periods">{all.into_iter().map(|period| view! { <Period period=period /> }).collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="ownership-title">
            <div class="panel-head"><h2 id="ownership-title">{tr(w::OWNERSHIP)}</h2></div>
            <Loaded read=periods show=draw />
        </section>
    }
}

#[component]
fn Period(period: OwnershipPeriod) -> impl IntoView {
    let (from, to, reason, by) = (period.from, period.to, period.reason, period.by);
    view! {
        <li class:current=to.is_none()>
            <div class="row between">
                <Person person=period.owner />
                <span class="badge">{tr(reason_text(reason))}</span>
            </div>
            <div class="tiny muted num">
                {format::time(from)} " – " {move || to.map_or_else(|| t(c::UNTIL_NOW).to_owned(), format::time)}
            </div>
            {by.map(|by| view! { <div class="tiny muted">{move || tf(w::BY, &by.name)}</div> })}
        </li>
    }
}
