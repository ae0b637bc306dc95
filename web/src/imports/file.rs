//! Choosing the file: by dropping it or by the browser's dialog.

use leptos::prelude::*;
use shared::imports::{Import, ImportKind};
use web_sys::File;

use super::columns::{columns, example};
use crate::{
    api,
    components::{Alert, Button, DropZone, Glyph, Look, download},
    i18n::{imports as w, tf, tr},
    reading::Write,
};

#[component]
pub fn ChooseFile(kind: ImportKind, on_done: Callback<Import>) -> impl IntoView {
    let uploading = RwSignal::new(None::<String>);
    let write = Write::new();
    let upload = UnsyncCallback::new(move |file: File| {
        uploading.set(Some(file.name()));
        write.run(api::imports::upload(kind, file), move |import| on_done.run(import));
    });
    let busy = move || write.busy().then(|| tf(w::UPLOADING, uploading.get().unwrap_or_default()));
    let template = Callback::new(move |()| {
        let header = columns(kind).iter().map(|(_, text)| text.zh.to_owned()).collect();
        download::csv(&format!("{kind}.csv"), &[header, example(kind)]);
    });
    view! {
        <DropZone label=w::STEP_FILE hint=w::DROP_HINT busy=Signal::derive(busy) on_file=upload />
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
