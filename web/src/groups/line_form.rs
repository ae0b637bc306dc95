//! A product line: its code and name, and whether it is sold.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    groups::{ProductLine, ProductLineDraft, ProductLineEdit, ProductLineStatus},
};

use super::lines::line_status_text;
use crate::{
    api,
    components::{Field, FormDialog, Select, TextField, field::Tie, toast},
    i18n::{common as c, groups as w, t},
    reading::Write,
};

/// `line` is `None` for a new one.
#[component]
pub fn LineForm(line: Option<ProductLine>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let existing = line.as_ref().map(|one| (one.id, one.version));
    let status = RwSignal::new(line.as_ref().map_or(ProductLineStatus::Open, |one| one.status));
    let code = RwSignal::new(line.as_ref().map(|one| one.code.clone()).unwrap_or_default());
    let name = RwSignal::new(line.map(|one| one.name).unwrap_or_default());
    let write = Write::new();
    let done = move |_: ProductLine| {
        toast::say(t(c::SAVED));
        on_done.run(());
    };
    let submit = Callback::new(move |()| {
        let [code, name] = [code, name].map(|field| field.get_untracked().trim().to_owned());
        match existing {
            Some((id, version)) => {
                let edit = ProductLineEdit { code, name, status: status.get_untracked(), version };
                write.submit(edit, move |edit| async move { api::groups::edit_line(id, &edit).await }, done);
            }
            None => {
                let draft = ProductLineDraft { code, name };
                write.submit(draft, |draft| async move { api::groups::add_line(&draft).await }, done);
            }
        }
    });
    let choose_status = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || status.get().to_string())
                on_change=Callback::new(move |word: String| {
                    if let Some(chosen) = ProductLineStatus::parse(&word) {
                        status.set(chosen);
                    }
                })
                options=|| ProductLineStatus::ALL.iter().map(|one| (one.to_string(), t(line_status_text(*one)).to_owned())).collect()
            />
        }
        .into_any()
    };
    let title = if existing.is_some() { w::EDIT_LINE } else { w::ADD_LINE };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/code", "/name", "/status"]
        >
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <TextField label=w::CODE value=code write=write pointer="/code" required=true hint=w::CODE_HINT />
            {existing.is_some().then(|| view! { <Field label=c::STATUS write=write pointer="/status" control=choose_status /> })}
        </FormDialog>
    }
}
