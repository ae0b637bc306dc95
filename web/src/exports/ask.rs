//! The button over a list that takes along what its filters show, and what it asks.

use leptos::prelude::*;
use shared::{
    Lang,
    exports::{ExportDraft, ExportFormat, ExportOf},
    page::Count,
};

use super::watch;
use crate::{
    api,
    components::{Button, FormDialog, Glyph, Segments, toast},
    format::number,
    i18n::{exports as w, t, t_now, tf, tn, tr},
    prefs,
    reading::{Read, Write},
    router::Place,
    session,
};

/// Only for those who may.
#[component]
pub fn ExportButton(#[prop(into)] what: Signal<ExportOf>) -> impl IntoView {
    let asking = RwSignal::new(None::<ExportOf>);
    let press = Callback::new(move |()| asking.set(Some(what.get_untracked().without_page())));
    let close = Callback::new(move |()| asking.set(None));
    view! {
        <Show when=move || session::can(what.with(ExportOf::needs))>
            <Button label=w::EXPORT glyph=Glyph::Download on_press=press />
        </Show>
        {move || asking.get().map(|what| view! { <Ask what=what on_close=close /> })}
    }
}

#[component]
fn Ask(what: ExportOf, on_close: Callback<()>) -> impl IntoView {
    let format = RwSignal::new(ExportFormat::Xlsx);
    let lang = RwSignal::new(prefs::lang_untracked());
    let is_orders = what.is_of_orders();
    let draft = move |what: ExportOf| ExportDraft { what, format: format.get_untracked(), lang: lang.get_untracked() };
    let counted = {
        let draft = draft(what.clone());
        Read::<Count>::new(move || {
            let draft = draft.clone();
            async move { api::exports::preview(&draft).await }
        })
    };
    let write = Write::new();
    let submit = Callback::new(move |()| {
        write.submit(
            draft(what.clone()),
            |draft| async move { api::exports::ask(&draft).await },
            move |_| {
                toast::lead_to(t_now(w::ASKED), t_now(w::GO), Place::Exports.path());
                watch::look();
                on_close.run(());
            },
        );
    });
    let nothing = Signal::derive(move || counted.ok().is_some_and(|count| count.count == 0 && !count.capped));
    let said = move || match counted.get() {
        Some(Ok(Count { count: 0, capped: true })) => t(w::COUNTED_LATER).to_owned(),
        Some(Ok(Count { count: 0, .. })) => t(w::NOTHING).to_owned(),
        Some(Ok(Count { count, capped: true })) => {
            tf(if is_orders { w::MORE_ORDERS } else { w::MORE_CUSTOMERS }, number(count))
        }
        Some(Ok(Count { count, .. })) => tn(if is_orders { w::COUNT_ORDERS } else { w::COUNT_CUSTOMERS }, count),
        Some(Err(fault)) => fault.title(),
        None => t(w::COUNTING).to_owned(),
    };
    let title = if is_orders { w::ASK_ORDERS } else { w::ASK_CUSTOMERS };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=w::BEGIN
            write=write
            disabled=nothing
            on_close=on_close
            on_submit=submit
        >
            <div class="stack tight">
                <span class="strong" role="status" data-testid="export-count">{said}</span>
                <span class="small soft">{tr(if is_orders { w::WITH_ORDERS } else { w::WITH_CUSTOMERS })}</span>
            </div>
            <div class="field">
                <span class="label">{tr(w::FORMAT)}</span>
                <Segments
                    label=w::FORMAT
                    options=vec![(ExportFormat::Xlsx, w::XLSX), (ExportFormat::Csv, w::CSV)]
                    value=format
                    on_change=Callback::new(move |choice| format.set(choice))
                />
            </div>
            <div class="field">
                <span class="label">{tr(w::HEADERS)}</span>
                <Segments
                    label=w::HEADERS
                    options=vec![(Lang::Zh, w::CHINESE), (Lang::En, w::ENGLISH)]
                    value=lang
                    on_change=Callback::new(move |choice| lang.set(choice))
                />
            </div>
        </FormDialog>
    }
}
