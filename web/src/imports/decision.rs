//! The preview with its decision, and what came of it.

use leptos::prelude::*;
use shared::imports::{Import, ImportDecision, ImportKind, LineAction};

use super::lines::Lines;
use crate::{
    api,
    components::{Alert, Button, Glyph, Icon, Look, Notice},
    format::number,
    i18n::{Text, imports as w, tf, tfs, tn, tr},
    reading::{Read, Write},
    router::Place,
};

#[component]
pub fn Preview(import: Import, kind: ImportKind, read: Read<Import>, again: Callback<()>) -> impl IntoView {
    let (id, bad, useful) = (import.id, import.bad, import.added + import.changed);
    // What most needs a look comes first.
    let action = RwSignal::new(if bad > 0 {
        LineAction::Bad
    } else if import.added > 0 {
        LineAction::Add
    } else {
        LineAction::Change
    });
    let leave_out = RwSignal::new(false);
    let write = Write::new();
    let apply = Callback::new(move |()| {
        let decision = ImportDecision { leave_out_bad_lines: leave_out.get_untracked() };
        write.run(async move { api::imports::apply(id, &decision).await }, move |import| read.put(import));
    });
    let tab = move |of: LineAction, text: Text, count: i64, class: &'static str| {
        view! {
            <button
                type="button"
                class=format!("figure-card {class}")
                aria-pressed=move || if action.get() == of { "true" } else { "false" }
                on:click=move |_| action.set(of)
            >
                <span class="small soft">{tr(text)}</span>
                <span class="figure">{number(count)}</span>
            </button>
        }
    };
    view! {
        <div class="sum figures" role="group" data-testid="import-figures">
            {tab(LineAction::Add, w::ADD, import.added, "good")}
            {tab(LineAction::Change, w::CHANGE, import.changed, "")}
            {tab(LineAction::Keep, w::KEEP, import.unchanged, "")}
            {tab(LineAction::Bad, w::BAD, bad, if bad > 0 { "bad" } else { "" })}
        </div>
        {(!import.unknown_columns.is_empty())
            .then(|| {
                let names = import.unknown_columns.join("、");
                view! {
                    <div class="alert warn" data-testid="unknown-columns">
                        <Icon glyph=Glyph::Alert />
                        <span>{move || tf(w::UNKNOWN_COLUMNS, names.clone())}</span>
                    </div>
                }
            })}
        {(bad > 0)
            .then(|| view! {
                <div class="alert warn">
                    <Icon glyph=Glyph::Alert />
                    <div class="stack tight">
                        <span>{move || tn(w::BAD_WARNING, bad)}</span>
                        <label class="check">
                            <input type="checkbox" prop:checked=move || leave_out.get() on:change=move |event| leave_out.set(event_target_checked(&event)) />
                            <span>{tr(w::LEAVE_OUT)}</span>
                        </label>
                    </div>
                </div>
            })}
        <Lines id=id kind=kind action=action file_name=import.file_name.clone() />
        <div class="floating">
            <span class="mono small clip">{import.file_name}</span>
            {(useful == 0).then(|| view! { <span class="muted small">{tr(w::NOTHING_TO_APPLY)}</span> })}
            <Alert fault=write.fault />
            <span class="push"></span>
            <Button label=w::ANOTHER look=Look::Ghost on_press=again />
            <Button
                label=w::APPLY
                look=Look::Primary
                busy=Signal::derive(move || write.busy())
                disabled=Signal::derive(move || useful == 0 || (bad > 0 && !leave_out.get()))
                on_press=apply
            />
        </div>
    }
}

#[component]
pub fn Applied(import: Import, kind: ImportKind, again: Callback<()>) -> impl IntoView {
    let place = match kind {
        ImportKind::Districts => Place::Districts,
        ImportKind::Employees => Place::Employees,
    };
    let counts = [import.added, import.changed, import.unchanged, import.bad].map(number);
    let says = move || tfs(w::APPLIED_BODY, &[&counts[0], &counts[1], &counts[2], &counts[3]]);
    view! {
        <section class="panel" role="status" data-testid="import-applied">
            <Notice glyph=Glyph::Check title=w::APPLIED>
                <div class="stack tight">
                    <p>{says}</p>
                    <div class="row">
                        <Button label=w::ANOTHER on_press=again />
                        <a class="button primary" href=place.path()>{tr(w::TO_LIST)}</a>
                    </div>
                </div>
            </Notice>
        </section>
    }
}
