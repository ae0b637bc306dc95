//! What one may do with an order: end it, give it back, give it to somebody else.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    ids::OrderId,
    orders::{OrderDetail, OrderStep},
    work::WorkStatus,
};

use crate::{
    api,
    components::{Button, FormDialog, Glyph, Look, closer, toast},
    i18n::{inquiries as iw, orders as w, t, t_now, tf, tr},
    reading::{Read, Write},
    router::Place,
    work::{HandOver, mind_changes},
};

#[component]
pub fn Actions(known: OrderDetail, detail: Read<OrderDetail>) -> impl IntoView {
    let order = known.order.clone();
    let (id, step) = (order.id, OrderStep { version: order.version });
    let resolving = RwSignal::new(None::<OrderStep>);
    let declining = RwSignal::new(None::<OrderStep>);
    let handing_over = RwSignal::new(None::<OrderDetail>);
    let (open, done) = (order.status == WorkStatus::Open, order.status == WorkStatus::Done);
    let works = known.can_work && !done;
    let reassigns = known.can_reassign && !done;
    let hand_over = Callback::new(move |()| handing_over.set(Some(known.clone())));
    let resolve = Callback::new(move |()| resolving.set(Some(step)));
    let decline = Callback::new(move |()| declining.set(Some(step)));
    view! {
        <div class="actions">
            {(works && open).then(|| view! { <Button label=w::DECLINE look=Look::GhostWarns on_press=decline /> })}
            {reassigns.then(|| view! { <Button label=iw::HAND_OVER glyph=Glyph::Swap on_press=hand_over /> })}
            {works.then(|| view! { <Button label=w::RESOLVE glyph=Glyph::Check look=Look::Primary on_press=resolve /> })}
        </div>
        {move || resolving.get().map(|step| view! { <Resolve id=id step=step detail=detail on_close=closer(resolving) /> })}
        {move || declining.get().map(|step| view! { <Decline id=id step=step detail=detail on_close=closer(declining) /> })}
        {move || handing_over.get().map(|OrderDetail { order, .. }| view! {
            <HandOver
                title=Signal::derive(move || tf(w::HAND_OVER_TITLE, &order.customer))
                body=w::HAND_OVER_BODY
                version=order.version
                owner=order.owner.map(|owner| owner.id)
                detail=detail
                hand=move |request| async move { api::orders::hand_over(id, &request).await }
                on_close=closer(handing_over)
            />
        })}
    }
}

/// Asks before an order is ended.
#[component]
fn Resolve(id: OrderId, step: OrderStep, detail: Read<OrderDetail>, on_close: Callback<()>) -> impl IntoView {
    let write = Write::new();
    mind_changes(write, detail, on_close);
    let submit = Callback::new(move |()| {
        write.run(api::orders::resolve(id, step), move |new| {
            toast::say(t_now(w::RESOLVED));
            on_close.run(());
            detail.put(new);
        });
    });
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::RESOLVE_TITLE).to_owned())
            action=w::RESOLVE
            write=write
            on_close=on_close
            on_submit=submit
        >
            <p>{tr(w::RESOLVE_BODY)}</p>
        </FormDialog>
    }
}

/// Asks before an order is given back. Whoever may not see it afterwards is led to the list.
#[component]
fn Decline(id: OrderId, step: OrderStep, detail: Read<OrderDetail>, on_close: Callback<()>) -> impl IntoView {
    let navigate = use_navigate();
    let gone = Callback::new(move |()| navigate(Place::Orders.path(), NavigateOptions::default()));
    let write = Write::new();
    mind_changes(write, detail, on_close);
    let submit = Callback::new(move |()| {
        write.run(api::orders::decline(id, step), move |new| {
            toast::say(match &new.order.owner {
                Some(owner) => tf(w::DECLINED_TO, &owner.name),
                None => t_now(w::DECLINED_WAITS).to_owned(),
            });
            on_close.run(());
            if new.can_work {
                detail.put(new);
            } else {
                gone.run(());
            }
        });
    });
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::DECLINE_TITLE).to_owned())
            action=w::DECLINE
            danger=true
            write=write
            on_close=on_close
            on_submit=submit
        >
            <p>{tr(w::DECLINE_BODY)}</p>
        </FormDialog>
    }
}
