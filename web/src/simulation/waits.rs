//! Who had to wait, and for how long.

use chrono::TimeDelta;
use leptos::prelude::*;
use shared::assignment::simulate::Waits;

use super::{
    run::Outcome,
    sides::{Side, count},
};
use crate::{
    format,
    i18n::{Text, simulation as w, t, tr},
    prefs,
};

/// A row: what it is called and what a side has of it.
type Row = (Text, fn(&Waits) -> String);

const ROWS: [Row; 6] = [
    (w::WAITED, |waits| count(waits.waited)),
    (w::WAITING, |waits| count(waits.still_waiting)),
    (w::GIVEN_UP, |waits| count(waits.given_up)),
    (w::MEDIAN, |waits| time(waits, waits.median)),
    (w::MEAN, |waits| time(waits, waits.mean)),
    (w::LONGEST, |waits| time(waits, waits.longest)),
];

/// A time in microseconds; none where no wait ended.
fn time(waits: &Waits, micros: i64) -> String {
    if waits.waited == waits.still_waiting + waits.given_up {
        t(w::NONE).to_owned()
    } else {
        format::span(TimeDelta::microseconds(micros), prefs::lang())
    }
}

#[component]
pub fn WaitsPanel(outcome: std::sync::Arc<Outcome>) -> impl IntoView {
    let sides = Side::of(&outcome.simulated);
    let waits: Vec<(Side, Waits)> =
        sides.iter().filter_map(|side| Some((*side, side.report(&outcome.simulated)?.waits))).collect();
    let head = sides.iter().map(|side| {
        let side = *side;
        view! {
            <th scope="col" class="end">
                <span class=format!("swatch {}", side.class()) aria-hidden="true"></span>
                {tr(side.text())}
            </th>
        }
    });
    let row = |(title, get): Row| {
        let cells =
            waits.clone().into_iter().map(move |(_, waits)| view! { <td class="num end">{move || get(&waits)}</td> });
        view! { <tr><th scope="row">{tr(title)}</th>{cells.collect_view()}</tr> }
    };
    view! {
        <section class="panel" aria-labelledby="waits-title" data-testid="waits">
            <div class="panel-head"><h2 id="waits-title">{tr(w::WAITS)}</h2></div>
            <div class="table-wrap">
                <table class="table waits">
                    <thead><tr><td></td>{head.collect_view()}</tr></thead>
                    <tbody>{ROWS.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
