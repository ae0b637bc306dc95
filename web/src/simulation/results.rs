//! What came of it.

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;
use shared::{
    assignment::simulate::{AgentTotal, GroupTotal, Report},
    ids::{EmployeeId, GroupId},
    simulation::Simulated,
};

use super::{
    bad_lines::BadLines,
    changes::Changes,
    export::ExportMenu,
    figures::Figures,
    run::{Outcome, Runner},
    sides::{Legend, Side, count},
    table::{Compared, Line, Metric},
    waits::WaitsPanel,
};
use crate::{
    components::{Glyph, Notice},
    i18n::{simulation as w, tfs},
};

#[component]
pub fn Results(outcome: Arc<Outcome>, runner: Runner) -> impl IntoView {
    let of = &outcome.simulated;
    let bad = of.file.clone().filter(|file| file.bad > 0);
    if of.report.arrivals == 0 {
        let (title, body) = match of.file {
            Some(_) => (w::EMPTY_FILE, w::EMPTY_FILE_BODY),
            None => (w::EMPTY, w::EMPTY_BODY),
        };
        return view! {
            <section class="panel"><Notice glyph=Glyph::Inbox title=title body=body /></section>
            {bad.map(|read| view! { <BadLines read=read /> })}
        }
        .into_any();
    }
    let (sides, compared) = (Side::of(of), Side::compared(of));
    let took = of.milliseconds;
    let arrivals = of.report.arrivals;
    let seconds = |milliseconds: u64| {
        #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
        let seconds = milliseconds as f64 / 1000.0;
        format!("{seconds:.1}")
    };
    let said = move || tfs(w::TOOK, &[&count(arrivals), &seconds(took.reading), &seconds(took.running)]);
    view! {
        <div class="row wrap between simulate-told">
            <Legend sides=sides.clone() policy=of.policy.clone() other=of.other.clone() />
            <div class="row wrap">
                <span class="tiny muted" data-testid="took">{said}</span>
                <ExportMenu outcome=outcome.clone() runner=runner />
            </div>
        </div>
        <Figures simulated=outcome.clone() />
        {bad.map(|read| view! { <BadLines read=read /> })}
        <Compared
            title=w::BY_AGENT
            who=w::AGENT
            find=w::FIND
            empty=w::NOBODY
            lines=agents(of)
            sides=sides.clone()
            compared=compared
            metrics=vec![Metric::Given, Metric::Peak]
            id="by-agent"
        />
        <div class="simulate-pair">
            <Compared
                title=w::BY_GROUP
                who=w::GROUP
                find=w::FIND_GROUP
                empty=w::NO_GROUPS
                lines=groups(of)
                sides=sides
                compared=compared
                metrics=vec![Metric::Given, Metric::Peak, Metric::Fairness]
                id="by-group"
            />
            <WaitsPanel outcome=outcome.clone() />
        </div>
        <Changes outcome=outcome.clone() />
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const fn number(count: u64) -> f64 {
    count as f64
}

/// The figures of everybody who got anything on any side, or had anything open.
fn agents(of: &Simulated) -> Vec<Line> {
    let names: HashMap<EmployeeId, &String> = of.people.iter().map(|one| (one.id, &one.name)).collect();
    // Every report has the agents of the same roster, in its order.
    let at = |side: Side, place: usize| -> Option<&AgentTotal> { side.report(of)?.agents.get(place) };
    let line = |(place, total): (usize, &AgentTotal)| Line {
        name: names.get(&total.employee).map(|name| (*name).clone()).unwrap_or_default(),
        values: vec![
            (Metric::Given, Side::ALL.map(|side| at(side, place).map(|total| number(total.given)))),
            (Metric::Peak, Side::ALL.map(|side| at(side, place).map(|total| f64::from(total.peak)))),
        ],
    };
    let idle = |line: &Line| line.values.iter().all(|(_, sides)| sides.iter().flatten().all(|value| *value == 0.0));
    of.report.agents.iter().enumerate().map(line).filter(|line| !idle(line)).collect()
}

fn groups(of: &Simulated) -> Vec<Line> {
    let names: HashMap<GroupId, &String> = of.groups.iter().map(|one| (one.id, &one.name)).collect();
    let at = |side: Side, place: usize| -> Option<&GroupTotal> {
        let report: &Report = side.report(of)?;
        report.groups.get(place)
    };
    let line = |(place, total): (usize, &GroupTotal)| Line {
        name: names.get(&total.group).map(|name| (*name).clone()).unwrap_or_default(),
        values: vec![
            (Metric::Given, Side::ALL.map(|side| at(side, place).map(|total| number(total.given)))),
            (Metric::Peak, Side::ALL.map(|side| at(side, place).map(|total| f64::from(total.peak)))),
            (Metric::Fairness, Side::ALL.map(|side| at(side, place).and_then(|total| total.fairness))),
        ],
    };
    of.report.groups.iter().enumerate().map(line).collect()
}
