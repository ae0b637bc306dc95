//! The lines of a file that are no arrivals.

use leptos::prelude::*;
use shared::{
    FieldError,
    simulation::{BadLine, FileColumn, FileRead},
};

use crate::{
    components::{Button, Glyph, Look, download},
    i18n::{about, simulation as w, t_now, tf, tn, tr},
    prefs,
};

#[component]
pub fn BadLines(read: FileRead) -> impl IntoView {
    let (bad, listed) = (i64::try_from(read.bad).unwrap_or(i64::MAX), read.bad_lines.len());
    let partly = u64::try_from(listed).is_ok_and(|listed| listed < read.bad);
    let lines = StoredValue::new(read.bad_lines);
    let report = Callback::new(move |()| {
        let head = [w::LINE, w::PROBLEM].map(|text| t_now(text).to_owned()).to_vec();
        let row = |line: &BadLine| vec![line.line.to_string(), explain(&line.errors)];
        let rows = lines.with_value(|lines| std::iter::once(head).chain(lines.iter().map(row)).collect::<Vec<_>>());
        download::csv("bad-lines.csv", &rows);
    });
    let row = |line: BadLine| {
        view! {
            <tr>
                <td class="num end muted line">{line.line}</td>
                <td class="fault small long">{move || explain(&line.errors)}</td>
            </tr>
        }
    };
    view! {
        <section class="panel" aria-labelledby="bad-title" data-testid="bad-lines">
            <div class="panel-head">
                <h2 id="bad-title" class="due-warn">{move || tn(w::BAD_LINES, bad)}</h2>
                {partly.then(|| view! { <span class="small soft">{move || tf(w::BAD_SHOWN, listed)}</span> })}
                <div class="actions">
                    <Button label=w::BAD_REPORT glyph=Glyph::Download look=Look::Ghost slim=true on_press=report />
                </div>
            </div>
            <div class="table-wrap bad-lines">
                <table class="table">
                    <thead><tr><th scope="col" class="end">{tr(w::LINE)}</th><th scope="col">{tr(w::PROBLEM)}</th></tr></thead>
                    <tbody>{move || lines.with_value(|lines| lines.iter().cloned().map(row).collect_view())}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Every fault of a line, with the name of its column.
fn explain(errors: &[FieldError]) -> String {
    let lang = prefs::lang();
    let one = |error: &FieldError| {
        let name = error.pointer.trim_start_matches('/');
        let column = FileColumn::TEMPLATE.iter().find(|column| column.column.to_string() == name);
        about(column.map_or(name, |column| lang.pick(column.zh, name)), &error.code.message(lang), lang)
    };
    errors.iter().map(one).collect::<Vec<_>>().join(lang.pick("；", "; "))
}
