//! Choosing a table: by dropping its file or by the browser's dialog.

use leptos::{html, prelude::*};
use web_sys::{DragEvent, File};

use super::{Glyph, Icon, toast};
use crate::i18n::{Text, imports as w, t, tr};

#[component]
pub fn DropZone(
    /// What to choose, as its accessible name.
    label: Text,
    /// What fits.
    hint: Text,
    /// What is being done with the chosen one.
    #[prop(optional, into)]
    busy: Signal<Option<String>>,
    on_file: UnsyncCallback<File>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let take = move |file: File| {
        let name = file.name().to_lowercase();
        if [".csv", ".xlsx"].iter().any(|ending| name.ends_with(ending)) {
            on_file.run(file);
        } else {
            toast::refuse(t(w::NOT_A_TABLE));
        }
    };
    let chosen = move |_| {
        let input = input.get_untracked();
        let file = input.as_ref().and_then(|input| input.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            take(file);
        }
        // The same file can be chosen again after it was mended.
        if let Some(input) = input {
            input.set_value("");
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            take(file);
        }
    };
    view! {
        <label
            class="drop"
            class:over=move || over.get()
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <input node_ref=input type="file" class="sr-only" accept=".csv,.xlsx" aria-label=tr(label) on:change=chosen />
            {move || match busy.get() {
                Some(doing) => {
                    view! { <span class="spinner" aria-hidden="true"></span><span role="status">{doing}</span> }.into_any()
                }
                None => view! {
                    <Icon glyph=Glyph::Upload />
                    <span class="strong with-mouse">{tr(w::DROP)}</span>
                    <span class="strong by-touch">{tr(w::CHOOSE)}</span>
                    <span class="small muted">{tr(hint)}</span>
                }
                .into_any(),
            }}
        </label>
    }
}
