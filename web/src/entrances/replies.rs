//! Canned replies.

use leptos::prelude::*;
use shared::{
    ids::ProductLineId,
    inquiries::{CannedReply, CannedReplyDraft},
    permissions::Permission,
};

use crate::{
    api,
    components::{AreaField, Button, Confirm, FormDialog, Glyph, Loaded, Look, Notice, TextField, closer, toast},
    groups::LineField,
    i18n::{common as c, entrances as w, t, t_now, tf, tr},
    reading::{Read, Write},
    session,
};

#[component]
pub fn Replies() -> impl IntoView {
    let replies = Read::new(api::inquiries::replies);
    let opened = RwSignal::new(None::<Option<CannedReply>>);
    let deleting = RwSignal::new(None::<CannedReply>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        deleting.set(None);
        replies.reload();
    });
    let row = move |one: CannedReply| {
        let (own, gone) = (one.clone(), one.clone());
        let edit = Callback::new(move |()| opened.set(Some(Some(own.clone()))));
        let delete = Callback::new(move |()| deleting.set(Some(gone.clone())));
        view! {
            <tr data-row>
                <td class="lead">
                    <span class="two">
                        <span class="name">{one.title}</span>
                        <span class="small soft">{one.text}</span>
                    </span>
                </td>
                <td class="end tools">
                    <Button label=c::EDIT glyph=Glyph::Edit icon_only=true slim=true look=Look::Ghost on_press=edit />
                    <Button label=c::DELETE glyph=Glyph::Trash icon_only=true slim=true look=Look::GhostWarns on_press=delete />
                </td>
            </tr>
        }
    };
    let draw = move |all: Vec<CannedReply>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Chat title=w::REPLIES_EMPTY body=w::REPLIES_ABOUT slim=true /> }
                .into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="replies">
                    <thead>
                        <tr>
                            <th scope="col">{tr(w::REPLY_TITLE)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <span class="small soft">{tr(w::REPLIES_ABOUT)}</span>
                <div class="actions"><Button label=w::ADD_REPLY glyph=Glyph::Plus slim=true look=Look::Primary on_press=add /></div>
            </div>
            <Loaded read=replies table=true show=draw />
        </section>
        {move || opened.get().map(|one| view! { <EditReply one=one on_close=closer(opened) on_done=done /> })}
        {move || deleting.get().map(|one| view! { <DeleteReply one=one on_close=closer(deleting) on_done=done /> })}
    }
}

#[component]
fn EditReply(one: Option<CannedReply>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let existing = one.as_ref().map(|one| (one.id, one.version));
    let line = RwSignal::new(one.as_ref().and_then(|one| one.product_line_id));
    let title = RwSignal::new(one.as_ref().map(|one| one.title.clone()).unwrap_or_default());
    let text = RwSignal::new(one.map(|one| one.text).unwrap_or_default());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let said = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let product_line_id: Option<ProductLineId> = line.get_untracked();
        let version = existing.map(|(_, version)| version);
        let draft = CannedReplyDraft { title: said(title), text: said(text), product_line_id, version };
        let ask = move |draft: CannedReplyDraft| async move {
            match existing {
                Some((id, _)) => api::inquiries::edit_reply(id, &draft).await,
                None => api::inquiries::add_reply(&draft).await,
            }
        };
        write.submit(draft, ask, move |_| {
            toast::say(t_now(c::SAVED));
            on_done.run(());
        });
    });
    let heading = if existing.is_some() { w::EDIT_REPLY } else { w::ADD_REPLY };
    view! {
        <FormDialog
            title=Signal::derive(move || t(heading).to_owned())
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/title", "/text", "/product_line_id"]
        >
            <TextField label=w::REPLY_TITLE value=title write=write pointer="/title" required=true autofocus=true />
            <AreaField label=w::REPLY_TEXT value=text write=write pointer="/text" required=true />
            {session::can_now(Permission::GroupRead).then(|| view! { <LineField chosen=line write=write /> })}
        </FormDialog>
    }
}

#[component]
fn DeleteReply(one: CannedReply, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version) = (one.id, one.version);
    let delete = Callback::new(move |write: Write| {
        write.run(api::inquiries::delete_reply(id, version), move |()| {
            toast::say(t_now(c::DELETED));
            on_done.run(());
        });
    });
    view! {
        <Confirm title=Signal::derive(move || tf(w::DELETE_REPLY, &one.title)) action=c::DELETE on_close=on_close on_confirm=delete>
            <p>{tr(w::DELETE_REPLY_BODY)}</p>
        </Confirm>
    }
}
