//! A customer's page: who they are, whose they are, and everything that happened.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use shared::{
    customers::CustomerDetail, ids::CustomerId, merges::Duplicate, page::PageQuery, permissions::Permission,
    work::DecisionMade,
};

use super::{
    edit::EditCustomer,
    facts::Facts,
    hand_over::HandOverCustomer,
    marks::{LevelMark, StatusBadge},
    ownership::Ownership,
    timeline::Timeline,
    viewers::Viewers,
};
use crate::{
    api::{self, Fault},
    components::{Button, Failed, Glyph, Icon, Look, Notice, closer, page::name_tab, states::LineSkeleton, toast},
    decisions::Decisions,
    followups::FollowUpBox,
    i18n::{common as c, customers as w, decisions as dw, merges as mw, tf, tr},
    inquiries::InquiriesOf,
    merges::{SamePerson, ToSamePerson, looks_alike},
    orders::OrdersOf,
    reading::{Listing, Read},
    router::Place,
    session,
};

/// How many decisions are read at once.
const DECISIONS: u32 = 10;

#[component]
pub fn CustomerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<CustomerId>().ok())));
    move || match id.get() {
        Some(id) => view! { <Detail id=id /> }.into_any(),
        None => view! { <div class="page"><Notice glyph=Glyph::Users title=c::LOST_TITLE body=c::LOST_BODY /></div> }
            .into_any(),
    }
}

#[component]
fn Detail(id: CustomerId) -> impl IntoView {
    let detail = Read::new(move || api::customers::one(id));
    // What happened is read again whenever the customer changes in any way.
    let happened = RwSignal::new(());
    let changed = Callback::new(move |new: CustomerDetail| {
        detail.put(new);
        happened.set(());
    });
    let followed_up = Callback::new(move |()| {
        detail.reload();
        happened.set(());
    });
    let duplicates = Read::new(move || {
        happened.track();
        api::merges::duplicates(id)
    });
    let decisions = Listing::<DecisionMade>::new(move |cursor| {
        happened.track();
        let query = PageQuery { limit: Some(DECISIONS), cursor };
        async move { api::customers::decisions(id, &query).await }
    });
    let editing = RwSignal::new(None::<CustomerDetail>);
    let handing_over = RwSignal::new(None::<CustomerDetail>);
    // Not known until the customer is read; its place is kept meanwhile.
    let can_follow_up = Memo::new(move |_| detail.ok().map(|detail| detail.can_follow_up));
    let can_merge = Memo::new(move |_| detail.ok().is_some_and(|detail| detail.can_merge));
    // Whoever asks for a customer who is part of another one is led there.
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(other) = detail.ok().map(|detail| detail.customer).filter(|customer| customer.id != id) {
            toast::say(tf(mw::REDIRECTED, &other.name));
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&format!("/customers/{}", other.id), options);
        }
    });
    let fault = Memo::new(move |_| detail.get().and_then(Result::err));
    let retry = Callback::new(move |()| detail.reload());
    let name = Signal::derive(move || detail.ok().map(|detail| detail.customer.name).unwrap_or_default());
    name_tab(move || name.get());
    view! {
        <div class="page">
            <a class="crumb" href=Place::Customers.path()>{tr(w::TITLE)} <Icon glyph=Glyph::ChevronRight /></a>
            {move || match fault.get() {
                Some(fault) => view! { <section class="panel"><Failed fault=fault retry=retry /></section> }.into_any(),
                None => view! {
                    <Head detail=detail duplicates=duplicates editing=editing handing_over=handing_over />
                    <div class="customer">
                        <div class="stack">
                            {move || match can_follow_up.get() {
                                Some(true) => view! { <FollowUpBox customer=id on_done=followed_up /> }.into_any(),
                                Some(false) => ().into_any(),
                                None => view! { <section class="panel follow-up-wait"><LineSkeleton /></section> }.into_any(),
                            }}
                            <Timeline id=id happened=happened />
                            <Decisions title=dw::WHY_OWNER listing=decisions />
                        </div>
                        <div class="stack">
                            <section class="panel" aria-labelledby="facts-title">
                                <div class="panel-head"><h2 id="facts-title">{tr(w::FACTS)}</h2></div>
                                {move || match detail.ok() {
                                    Some(detail) => view! { <Facts detail=detail /> }.into_any(),
                                    None => view! { <LineSkeleton /> }.into_any(),
                                }}
                            </section>
                            <SamePerson id=id duplicates=duplicates can_merge=can_merge happened=happened on_change=followed_up />
                            {session::can_now(Permission::InquiryRead)
                                .then(|| view! { <InquiriesOf id=id name=name happened=happened /> })}
                            {session::can_now(Permission::OrderRead).then(|| view! { <OrdersOf id=id happened=happened /> })}
                            <Ownership id=id happened=happened />
                            {session::can_now(Permission::RoleRead).then(|| view! { <Viewers id=id happened=happened /> })}
                        </div>
                    </div>
                }
                .into_any(),
            }}
            {move || editing.get().map(|detail| view! { <EditCustomer detail=detail on_close=closer(editing) on_done=changed /> })}
            {move || {
                handing_over.get().map(|detail| view! { <HandOverCustomer detail=detail on_close=closer(handing_over) on_done=changed /> })
            }}
        </div>
    }
}

/// The name, the marks, and what one may do.
#[component]
fn Head(
    detail: Read<CustomerDetail>,
    duplicates: Read<Vec<Duplicate>>,
    editing: RwSignal<Option<CustomerDetail>>,
    handing_over: RwSignal<Option<CustomerDetail>>,
) -> impl IntoView {
    let draw = move |detail: CustomerDetail| {
        let customer = detail.customer.clone();
        let (edited, handed) = (detail.clone(), detail.clone());
        let edit = Callback::new(move |()| editing.set(Some(edited.clone())));
        let hand_over = Callback::new(move |()| handing_over.set(Some(handed.clone())));
        view! {
            <LevelMark level=customer.level />
            <h1>{customer.name}</h1>
            <span class="soft">{customer.company}</span>
            <StatusBadge status=customer.status />
            <Show when=move || looks_alike(duplicates)>
                <ToSamePerson />
            </Show>
            <div class="actions">
                {detail.can_edit.then(|| view! { <Button label=c::EDIT glyph=Glyph::Edit on_press=edit /> })}
                {detail
                    .can_reassign
                    .then(|| view! { <Button label=w::HAND_OVER glyph=Glyph::Swap look=Look::Plain on_press=hand_over /> })}
            </div>
        }
    };
    view! {
        <header class="page-head">
            {move || match detail.get() {
                Some(Ok(detail)) => draw(detail).into_any(),
                Some(Err(Fault::Refused(_) | Fault::Offline | Fault::Unreadable)) => ().into_any(),
                None => view! { <span class="skeleton tall w1"></span> }.into_any(),
            }}
        </header>
    }
}
