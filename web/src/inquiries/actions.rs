//! What one may do with an inquiry: note the answer, resolve it, give it back, give it to somebody else.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    ids::InquiryId,
    inquiries::{InquiryDetail, InquiryStep},
    work::{WorkStage, WorkStatus},
};

use crate::{
    api,
    components::{Button, Confirm, FormDialog, Glyph, Look, closer, toast},
    i18n::{Text, inquiries as w, t, t_now, tf, tr},
    reading::{Read, Write},
    router::Place,
    work::{HandOver, mind_changes, read_anew},
};

#[component]
pub fn Actions(known: InquiryDetail, detail: Read<InquiryDetail>) -> impl IntoView {
    let inquiry = known.inquiry.clone();
    let (id, step) = (inquiry.id, InquiryStep { version: inquiry.version });
    let (answering, resolving, reopening) = (Write::new(), Write::new(), Write::new());
    let closing = RwSignal::new(None::<InquiryStep>);
    let declining = RwSignal::new(None::<InquiryStep>);
    let handing_over = RwSignal::new(None::<InquiryDetail>);
    for write in [answering, resolving, reopening] {
        mind_refusals(write, detail);
    }
    let done = move |text: Text| {
        move |new: InquiryDetail| {
            toast::say(t_now(text));
            detail.put(new);
        }
    };
    let answer = Callback::new(move |()| answering.run(api::inquiries::answer(id, step), done(w::ANSWER_NOTED)));
    let resolve = Callback::new(move |()| resolving.run(api::inquiries::resolve(id, step), done(w::RESOLVED)));
    let reopen = Callback::new(move |()| reopening.run(api::inquiries::reopen(id, step), done(w::REOPENED)));
    let close = Callback::new(move |()| closing.set(Some(step)));
    let resolved = known.can_work && inquiry.stage == WorkStage::Resolved;
    let decline = Callback::new(move |()| declining.set(Some(step)));
    let whole = known.clone();
    let hand_over = Callback::new(move |()| handing_over.set(Some(whole.clone())));
    let (open, done) = (inquiry.status == WorkStatus::Open, inquiry.status == WorkStatus::Done);
    let works = known.can_work && !done;
    view! {
        <div class="actions">
            {resolved.then(|| view! { <Button label=w::CLOSE look=Look::GhostWarns on_press=close /> })}
            {resolved.then(|| view! { <Button label=w::REOPEN glyph=Glyph::Undo busy=Signal::derive(move || reopening.busy()) on_press=reopen /> })}
            {(works && open).then(|| view! { <Button label=w::DECLINE look=Look::GhostWarns on_press=decline /> })}
            {(known.can_reassign && !done).then(|| view! { <Button label=w::HAND_OVER glyph=Glyph::Swap on_press=hand_over /> })}
            {(works && open && inquiry.answered_at.is_none())
                .then(|| view! { <Button label=w::ANSWER glyph=Glyph::Edit busy=Signal::derive(move || answering.busy()) on_press=answer /> })}
            {works
                .then(|| view! {
                    <Button label=w::RESOLVE glyph=Glyph::Check look=Look::Primary busy=Signal::derive(move || resolving.busy()) on_press=resolve />
                })}
        </div>
        {move || closing.get().map(|step| view! { <Close id=id step=step detail=detail on_close=closer(closing) /> })}
        {move || declining.get().map(|step| view! { <Decline id=id step=step detail=detail on_close=closer(declining) /> })}
        {move || handing_over.get().map(|InquiryDetail { inquiry, .. }| view! {
            <HandOver
                title=Signal::derive(move || tf(w::HAND_OVER_TITLE, &inquiry.customer))
                body=w::HAND_OVER_BODY
                version=inquiry.version
                owner=inquiry.owner.map(|owner| owner.id)
                detail=detail
                hand=move |request| async move { api::inquiries::hand_over(id, &request).await }
                on_close=closer(handing_over)
            />
        })}
    }
}

/// What a press of a button failed with is said in passing; what was changed by others is read again.
fn mind_refusals(write: Write, detail: Read<InquiryDetail>) {
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get()
            && !read_anew(&fault, detail)
        {
            toast::complain(&fault);
        }
    });
}

/// Asks before an inquiry is closed for good.
#[component]
fn Close(id: InquiryId, step: InquiryStep, detail: Read<InquiryDetail>, on_close: Callback<()>) -> impl IntoView {
    let close = Callback::new(move |write: Write| {
        write.run(api::inquiries::close(id, step), move |new| {
            toast::say(t_now(w::CLOSED_ONE));
            on_close.run(());
            detail.put(new);
        });
    });
    view! {
        <Confirm title=Signal::derive(|| t(w::CLOSE_TITLE).to_owned()) action=w::CLOSE on_close=on_close on_confirm=close>
            <p>{tr(w::CLOSE_BODY)}</p>
        </Confirm>
    }
}

/// Asks before an inquiry is given back. Whoever may not see it afterwards is led to the list.
#[component]
fn Decline(id: InquiryId, step: InquiryStep, detail: Read<InquiryDetail>, on_close: Callback<()>) -> impl IntoView {
    let navigate = use_navigate();
    let gone = Callback::new(move |()| navigate(Place::Inquiries.path(), NavigateOptions::default()));
    let write = Write::new();
    mind_changes(write, detail, on_close);
    let submit = Callback::new(move |()| {
        write.run(api::inquiries::decline(id, step), move |new| {
            toast::say(match &new.inquiry.owner {
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
