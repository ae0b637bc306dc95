//! The lines of a file, by what applying would do with them.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    FieldError,
    ids::ImportId,
    imports::{ImportKind, ImportLine, ImportLineQuery, LineAction},
};

use super::columns::columns;
use crate::{
    api,
    components::{Button, Glyph, Listed, Look, Notice, download, toast},
    i18n::{about, imports as w, t, tr},
    prefs,
    reading::Listing,
};

/// A cell with more characters than this may wrap; the words of a shorter one stay together.
const SHORT: usize = 24;

#[component]
pub fn Lines(id: ImportId, kind: ImportKind, action: RwSignal<LineAction>, file_name: String) -> impl IntoView {
    let listing = Listing::<ImportLine>::new(move |cursor| {
        let query = ImportLineQuery { action: Some(action.get()), limit: None, cursor };
        async move { api::imports::lines(id, &query).await }
    });
    let saving = RwSignal::new(false);
    let report = Callback::new(move |()| {
        let name = format!("bad-{}.csv", file_name.rsplit_once('.').map_or(file_name.as_str(), |(stem, _)| stem));
        saving.set(true);
        spawn_local(async move {
            match all_bad(id).await {
                // Written once, in the language of this moment.
                Ok(lines) => untrack(|| download::csv(&name, &rows(kind, &lines))),
                Err(fault) => untrack(|| toast::complain(&fault)),
            }
            saving.set(false);
        });
    });
    let is_bad = move || action.get() == LineAction::Bad;
    view! {
        <section class="panel" data-testid="import-lines">
            <Show when=is_bad>
                <div class="panel-head">
                    <h2>{tr(w::BAD)}</h2>
                    <div class="actions">
                        <Button
                            label=w::BAD_REPORT
                            glyph=Glyph::Download
                            look=Look::Ghost
                            slim=true
                            busy=saving
                            on_press=report
                        />
                    </div>
                </div>
            </Show>
            <Listed listing=listing empty=|| view! { <Notice glyph=Glyph::Check title=w::LINES_EMPTY slim=true /> }>
                <table class="table cards lines">
                    <thead>
                        <tr>
                            <th scope="col" class="end">{tr(w::LINE)}</th>
                            {columns(kind).iter().map(|(_, text)| view! { <th scope="col">{tr(*text)}</th> }).collect_view()}
                            {move || is_bad().then(|| view! { <th scope="col">{tr(w::PROBLEM)}</th> })}
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || listing.rows.get() key=|line| (line.line, line.action) let:line>
                            <LineRow line=line kind=kind />
                        </For>
                    </tbody>
                </table>
            </Listed>
        </section>
    }
}

#[component]
fn LineRow(line: ImportLine, kind: ImportKind) -> impl IntoView {
    let wrong = |column: &str| line.errors.iter().any(|error| error.pointer.trim_start_matches('/') == column);
    let cells: Vec<_> = columns(kind)
        .iter()
        .enumerate()
        .map(|(index, (column, name))| {
            let text = line.cells.get(index).cloned().unwrap_or_default();
            let long = text.chars().count() > SHORT;
            view! { <td class:wrong=wrong(column) class:long=long data-label=tr(*name)>{text}</td> }
        })
        .collect();
    let bad = line.action == LineAction::Bad;
    let errors = line.errors.clone();
    view! {
        <tr>
            <td class="num end muted line" data-label=tr(w::LINE)>{line.line}</td>
            {cells}
            {bad.then(|| view! { <td class="fault small long first">{move || explain(kind, &errors)}</td> })}
        </tr>
    }
}

/// Every fault of a line, with the name of its column.
pub fn explain(kind: ImportKind, errors: &[FieldError]) -> String {
    let lang = prefs::lang();
    let one = |error: &FieldError| {
        let column = error.pointer.trim_start_matches('/');
        let name = columns(kind).iter().find(|(name, _)| *name == column).map_or(column, |(_, text)| t(*text));
        about(name, &error.code.message(lang), lang)
    };
    errors.iter().map(one).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

async fn all_bad(id: ImportId) -> api::Answer<Vec<ImportLine>> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let query = ImportLineQuery { action: Some(LineAction::Bad), limit: Some(shared::page::MAX_LIMIT), cursor };
        let page = api::imports::lines(id, &query).await?;
        all.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(all),
        }
    }
}

/// The bad lines as they were, with their number and what is wrong.
fn rows(kind: ImportKind, lines: &[ImportLine]) -> Vec<Vec<String>> {
    let head = std::iter::once(t(w::LINE)).chain(columns(kind).iter().map(|(_, text)| t(*text))).chain([t(w::PROBLEM)]);
    let mut rows = vec![head.map(str::to_owned).collect::<Vec<_>>()];
    rows.extend(lines.iter().map(|line| {
        let mut row = vec![line.line.to_string()];
        row.extend((0..columns(kind).len()).map(|index| line.cells.get(index).cloned().unwrap_or_default()));
        row.push(explain(kind, &line.errors));
        row
    }));
    rows
}
