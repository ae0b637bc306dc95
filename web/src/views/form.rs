//! Saving a view, and changing one.

use leptos::prelude::*;
use shared::{
    ids::RoleId,
    views::{RoleRef, SavedView, SavedViewDraft, SavedViewEdit, ViewPage},
};

use crate::{
    api,
    components::{Field, FormDialog, Select, TextField, field::Tie, toast},
    i18n::{common as c, t, t_now, views as w},
    reading::Write,
};

/// Without `view` a new one of these filters.
#[component]
pub fn ViewForm(
    page: ViewPage,
    #[prop(into)] query: String,
    #[prop(optional)] view: Option<SavedView>,
    roles: Signal<Vec<RoleRef>>,
    on_close: Callback<()>,
    on_done: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(view.as_ref().map(|view| view.name.clone()).unwrap_or_default());
    let role = RwSignal::new(view.as_ref().and_then(|view| view.role.as_ref()).map(|role| role.id));
    // A role that one no longer has stays to choose as long as the view has it.
    let kept = view.as_ref().and_then(|view| view.role.clone());
    let title = if view.is_some() { w::EDIT } else { w::SAVE_TITLE };
    let write = Write::new();
    let before = StoredValue::new(view.map(|view| (view.id, view.version)));
    let submit = Callback::new(move |()| {
        let (name, query, role_id) = (name.get_untracked().trim().to_owned(), query.clone(), role.get_untracked());
        let done = move |_| {
            toast::say(t_now(w::RENAMED_ONE));
            on_done.run(());
        };
        match before.get_value() {
            Some((id, version)) => {
                let edit = SavedViewEdit { name, query, role_id, version };
                write.submit(edit, move |edit| async move { api::views::edit(id, &edit).await }, done);
            }
            None => {
                let draft = SavedViewDraft { page, name, query, role_id };
                write.submit(draft, |draft| async move { api::views::save(&draft).await }, done);
            }
        }
    });
    let choose = move |tie: Tie| {
        let options = move || {
            let mut roles = roles.get();
            roles.extend(kept.clone().filter(|kept| roles.iter().all(|role| role.id != kept.id)));
            let none = std::iter::once((String::new(), t(w::ONLY_ME).to_owned()));
            none.chain(roles.into_iter().map(|role| (role.id.to_string(), role.name))).collect()
        };
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || role.get().map(|id| id.to_string()).unwrap_or_default())
                on_change=Callback::new(move |word: String| role.set(word.parse::<RoleId>().ok()))
                options=options
            />
        }
        .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/role_id"]
        >
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <Field label=w::SHARE write=write pointer="/role_id" hint=Some(w::SHARE_HINT) control=choose />
        </FormDialog>
    }
}
