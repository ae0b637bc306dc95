//! What inquiries are filed under.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    entrances::EntranceStatus,
    inquiries::{InquiryCategory, InquiryCategoryDraft},
};

use super::words::status_text;
use crate::{
    api,
    components::{
        Button, Field, FormDialog, Glyph, Loaded, Look, Notice, Select, TextField, closer, field::Tie, toast,
    },
    i18n::{common as c, entrances as w, t, t_now, tr},
    reading::{Read, Write},
};

#[component]
pub fn Categories() -> impl IntoView {
    let categories = Read::new(api::inquiries::categories);
    let opened = RwSignal::new(None::<Option<InquiryCategory>>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        categories.reload();
    });
    let row = move |one: InquiryCategory| {
        let own = one.clone();
        let edit = Callback::new(move |()| opened.set(Some(Some(own.clone()))));
        view! {
            <tr data-row>
                <td class="lead"><span class="name">{one.name}</span></td>
                <td class="corner" data-label=tr(c::STATUS)>
                    <span class="badge" class:good=one.status == EntranceStatus::Open>{tr(status_text(one.status))}</span>
                </td>
                <td class="end tools"><Button label=c::EDIT glyph=Glyph::Edit icon_only=true slim=true look=Look::Ghost on_press=edit /></td>
            </tr>
        }
    };
    let draw = move |all: Vec<InquiryCategory>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Inbox title=w::CATEGORIES_EMPTY body=w::CATEGORIES_ABOUT slim=true /> }.into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="categories">
                    <thead>
                        <tr>
                            <th scope="col">{tr(c::NAME)}</th>
                            <th scope="col">{tr(c::STATUS)}</th>
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
                <span class="small soft">{tr(w::CATEGORIES_ABOUT)}</span>
                <div class="actions"><Button label=w::ADD_CATEGORY glyph=Glyph::Plus slim=true look=Look::Primary on_press=add /></div>
            </div>
            <Loaded read=categories table=true show=draw />
        </section>
        {move || opened.get().map(|one| view! { <EditCategory one=one on_close=closer(opened) on_done=done /> })}
    }
}

#[component]
fn EditCategory(one: Option<InquiryCategory>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let existing = one.as_ref().map(|one| (one.id, one.version));
    let status = RwSignal::new(one.as_ref().map_or(EntranceStatus::Open, |one| one.status));
    let name = RwSignal::new(one.map(|one| one.name).unwrap_or_default());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let version = existing.map(|(_, version)| version);
        let draft = InquiryCategoryDraft {
            name: name.get_untracked().trim().to_owned(),
            status: status.get_untracked(),
            version,
        };
        let ask = move |draft: InquiryCategoryDraft| async move {
            match existing {
                Some((id, _)) => api::inquiries::edit_category(id, &draft).await,
                None => api::inquiries::add_category(&draft).await,
            }
        };
        write.submit(draft, ask, move |_| {
            toast::say(t_now(c::SAVED));
            on_done.run(());
        });
    });
    let choose = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || status.get().to_string())
                on_change=Callback::new(move |word: String| {
                    if let Some(chosen) = EntranceStatus::parse(&word) {
                        status.set(chosen);
                    }
                })
                options=|| EntranceStatus::ALL.iter().map(|one| (one.to_string(), t(status_text(*one)).to_owned())).collect()
            />
        }
        .into_any()
    };
    let title = if existing.is_some() { w::EDIT_CATEGORY } else { w::ADD_CATEGORY };
    view! {
        <FormDialog title=Signal::derive(move || t(title).to_owned()) action=c::SAVE write=write on_close=on_close on_submit=submit fields=vec!["/name", "/status"]>
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            {existing.is_some().then(|| view! { <Field label=c::STATUS write=write pointer="/status" control=choose /> })}
        </FormDialog>
    }
}
