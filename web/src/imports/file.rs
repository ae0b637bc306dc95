//! Choosing the file: by dropping it or by the browser's dialog.

use leptos::{html, prelude::*};
use shared::imports::{Import, ImportKind};
use web_sys::{DragEvent, File};

use super::columns::{columns, example};
use crate::{
    api,
    components::{Alert, Button, Glyph, Icon, Look, download, toast},
    i18n::{imports as w, t, tf, tr},
    reading::Write,
};

#[component]
pub fn ChooseFile(kind: ImportKind, on_done: Callback<Import>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let uploading = RwSignal::new(None::<String>);
    let write = Write::new();
    let upload = move |file: File| {
        let name = file.name();
        let known = [".csv", ".xlsx"].iter().any(|ending| name.to_lowercase().ends_with(ending));
        if !known {
            toast::say(t(w::NOT_A_TABLE));
            return;
        }
        uploading.set(Some(name));
        write.run(api::imports::upload(kind, file), move |import| on_done.run(import));
    };
    let chosen = move |_| {
        let input = input.get_untracked();
        let file = input.as_ref().and_then(|input| input.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            upload(file);
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
            upload(file);
        }
    };
    let template = Callback::new(move |()| {
        let header = columns(kind).iter().map(|(_, text)| text.zh.to_owned()).collect();
        download::csv(&format!("{kind}.csv"), &[header, example(kind)]);
    });
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
            <input node_ref=input type="file" class="sr-only" accept=".csv,.xlsx" aria-label=tr(w::STEP_FILE) on:change=chosen />
            {move || {
                if write.busy() {
                    let name = uploading.get().unwrap_or_default();
                    view! { <span class="spinner" aria-hidden="true"></span><span role="status">{tf(w::UPLOADING, name)}</span> }.into_any()
                } else {
                    view! {
                        <Icon glyph=Glyph::Upload />
                        <span class="strong with-mouse">{tr(w::DROP)}</span>
                        <span class="strong by-touch">{tr(w::CHOOSE)}</span>
                        <span class="small muted">{tr(w::DROP_HINT)}</span>
                    }
                    .into_any()
                }
            }}
        </label>
        <Alert fault=write.fault />
        <section class="panel pad row wrap between">
            <div class="row wrap">
                <span class="soft small">{tr(w::COLUMNS)}</span>
                {columns(kind).iter().map(|(_, text)| view! { <span class="badge">{tr(*text)}</span> }).collect_view()}
                {(kind == ImportKind::Employees).then(|| view! { <span class="small muted">{tr(w::UNIT_HINT)}</span> })}
            </div>
            <Button label=w::TEMPLATE glyph=Glyph::Download look=Look::Ghost slim=true on_press=template />
        </section>
    }
}
