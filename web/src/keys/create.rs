//! Making a key, and showing its secret this one time.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    keys::{ApiKeyCreated, ApiKeyDraft, KeyKind},
};

use super::page::kind_text;
use crate::{
    api,
    components::{
        Button, Dialog, Field, FormDialog, Look, Select, TextField, copy::CopyButton, dialog::Leaving, field::Tie,
    },
    i18n::{common as c, keys as w, t, tr},
    reading::Write,
};

#[component]
pub fn CreateKey(on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let created = RwSignal::new(None::<ApiKeyCreated>);
    move || match created.get() {
        Some(created) => view! { <Secret created=created on_close=on_close /> }.into_any(),
        None => {
            let show = Callback::new(move |key| {
                created.set(Some(key));
                on_done.run(());
            });
            view! { <Ask on_close=on_close on_done=show /> }.into_any()
        }
    }
}

#[component]
fn Ask(on_close: Callback<()>, on_done: Callback<ApiKeyCreated>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new(KeyKind::MiniProgram);
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = ApiKeyDraft { name: name.get_untracked().trim().to_owned(), kind: kind.get_untracked() };
        write.submit(
            draft,
            |draft| async move { api::keys::create(&draft).await },
            move |created| on_done.run(created),
        );
    });
    let choose = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || kind.get().to_string())
                on_change=Callback::new(move |word: String| {
                    if let Some(chosen) = KeyKind::parse(&word) {
                        kind.set(chosen);
                    }
                })
                options=|| KeyKind::ALL.iter().map(|kind| (kind.to_string(), t(kind_text(*kind)).to_owned())).collect()
            />
        }
        .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::ADD).to_owned())
            action=c::CREATE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/kind"]
        >
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <Field label=w::KIND write=write pointer="/kind" control=choose />
        </FormDialog>
    }
}

#[component]
fn Secret(created: ApiKeyCreated, on_close: Callback<()>) -> impl IntoView {
    let secret = created.secret.clone();
    view! {
        <Dialog title=Signal::derive(|| t(w::SECRET_TITLE).to_owned()) on_close=on_close leaving=Leaving::Impossible>
            <div class="layer-body">
                <p class="soft">{tr(w::SECRET_BODY)}</p>
                <div class="secret">
                    <input class="input mono" readonly aria-label=tr(w::SECRET) data-testid="secret" prop:value=created.secret />
                    <CopyButton text=Signal::derive(move || secret.clone()) />
                </div>
            </div>
            <div class="layer-foot">
                <Button label=w::SAVED_IT look=Look::Primary on_press=on_close />
            </div>
        </Dialog>
    }
}
