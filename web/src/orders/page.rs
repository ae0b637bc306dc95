//! An order's page: what was ordered, whose it is, who takes care of it and why, and what was said about it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{ids::OrderId, orders::OrderDetail, page::PageQuery, work::DecisionMade};

use super::{
    actions::Actions,
    facts::{CustomerFacts, Facts},
    follow_ups::FollowUps,
    items::Items,
    marks::{StateBadge, WorkBadge},
};
use crate::{
    api,
    components::{Failed, Glyph, Icon, Notice, page::name_tab, states::LineSkeleton},
    customers::marks::LevelMark,
    decisions::Decisions,
    followups::FollowUpBox,
    i18n::{common as c, decisions as dw, orders as w, t, tr},
    reading::{Listing, Read},
    router::Place,
    work::History,
};

/// How many decisions are read at once.
const DECISIONS: u32 = 10;

#[component]
pub fn OrderPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<OrderId>().ok())));
    move || match id.get() {
        Some(id) => view! { <Detail id=id /> }.into_any(),
        None => view! { <div class="page"><Notice glyph=Glyph::Shop title=c::LOST_TITLE body=c::LOST_BODY /></div> }
            .into_any(),
    }
}

#[component]
fn Detail(id: OrderId) -> impl IntoView {
    let detail = Read::new(move || api::orders::one(id));
    // Whatever changed the order may have been decided anew. A memo is followed only once it was asked for its value.
    let version = Memo::new(move |_| detail.ok().map(|detail| detail.order.version));
    let decisions = Listing::<DecisionMade>::new(move |cursor| {
        version.with(|_| ());
        let query = PageQuery { limit: Some(DECISIONS), cursor };
        async move { api::orders::decisions(id, &query).await }
    });
    let fault = Memo::new(move |_| detail.get().and_then(Result::err));
    let retry = Callback::new(move |()| detail.reload());
    let happened = RwSignal::new(());
    let followed_up = Callback::new(move |()| {
        happened.set(());
        detail.reload();
    });
    let works = Memo::new(move |_| detail.ok().map(|detail| (detail.can_work, detail.order.customer_id)));
    name_tab(move || {
        let whose = detail.ok().map(|detail| format!("{} · ", detail.order.customer)).unwrap_or_default();
        format!("{whose}{}", t(w::TITLE))
    });
    view! {
        <div class="page">
            <a class="crumb" href=Place::Orders.path()>{tr(w::TITLE)} <Icon glyph=Glyph::ChevronRight /></a>
            {move || match fault.get() {
                Some(fault) => view! { <section class="panel"><Failed fault=fault retry=retry /></section> }.into_any(),
                None => view! {
                    <Head detail=detail />
                    <div class="customer">
                        <div class="stack">
                            <Ordered detail=detail />
                            {move || {
                                works
                                    .get()
                                    .filter(|(works, _)| *works)
                                    .map(|(_, customer)| view! { <FollowUpBox customer=customer order=Some(id) on_done=followed_up /> })
                            }}
                            <FollowUps id=id happened=happened />
                            <Decisions title=dw::TITLE listing=decisions unfolded=true />
                        </div>
                        <div class="stack">
                            <section class="panel" aria-labelledby="order-customer-title">
                                <div class="panel-head"><h2 id="order-customer-title">{tr(w::CUSTOMER_FACTS)}</h2></div>
                                {move || match detail.ok() {
                                    Some(detail) => view! { <CustomerFacts detail=detail /> }.into_any(),
                                    None => view! { <LineSkeleton /> }.into_any(),
                                }}
                            </section>
                            <section class="panel" aria-labelledby="facts-title">
                                <div class="panel-head"><h2 id="facts-title">{tr(w::FACTS)}</h2></div>
                                {move || match detail.ok() {
                                    Some(detail) => view! { <Facts detail=detail /> }.into_any(),
                                    None => view! { <LineSkeleton /> }.into_any(),
                                }}
                            </section>
                            {move || detail.ok().map(|detail| view! { <History hands=detail /> })}
                        </div>
                    </div>
                }
                .into_any(),
            }}
        </div>
    }
}

/// What it is, how far it is, and what one may do.
#[component]
fn Head(detail: Read<OrderDetail>) -> impl IntoView {
    view! {
        <header class="page-head">
            {move || match detail.ok() {
                Some(known) => view! {
                    <LevelMark level=known.order.level />
                    <h1>{known.order.title.clone()}</h1>
                    <StateBadge state=known.order.state />
                    <WorkBadge status=known.order.status />
                    <Actions known=known detail=detail />
                }
                .into_any(),
                None => view! { <span class="skeleton tall w1"></span> }.into_any(),
            }}
        </header>
    }
}

#[component]
fn Ordered(detail: Read<OrderDetail>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="items-title">
            <div class="panel-head"><h2 id="items-title">{tr(w::ITEMS)}</h2></div>
            {move || match detail.ok() {
                Some(detail) => view! { <Items detail=detail /> }.into_any(),
                None => view! { <LineSkeleton /> }.into_any(),
            }}
        </section>
    }
}
