//! Undoing a merge.

use leptos::prelude::*;
use shared::merges::{Merge, UndoMerge};

use super::panel::called;
use crate::{
    api,
    components::{AreaField, FormDialog},
    i18n::{merges as w, tf},
    reading::Write,
};

#[component]
pub fn UndoMergeOf(merge: Merge, on_close: Callback<()>, on_done: Callback<Merge>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let write = Write::new();
    let named = StoredValue::new(called(&merge));
    let submit = Callback::new(move |()| {
        let (merge, request) = (merge.clone(), UndoMerge { reason: reason.get_untracked().trim().to_owned() });
        write.submit(
            request,
            move |request| async move { api::merges::undo(&merge, &request).await },
            move |undone| {
                on_close.run(());
                on_done.run(undone);
            },
        );
    });
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::UNDO_TITLE, named.get_value()))
            action=w::UNDO
            danger=true
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/reason"]
        >
            <p class="soft small">{move || tf(w::UNDO_ABOUT, named.get_value())}</p>
            <AreaField label=w::UNDO_WHY value=reason write=write pointer="/reason" required=true autofocus=true />
        </FormDialog>
    }
}
