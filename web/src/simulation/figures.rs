//! The figures that say most, each beside what happened and beside the other version.

use leptos::prelude::*;
use shared::{assignment::simulate::Report, simulation::Simulated};

use super::sides::{Side, count, difference, measured, percent};
use crate::i18n::{Text, simulation as w, t, tf, tr};

/// What a figure was elsewhere, and by how much it is more or less now.
type Beside = (Side, String, String);

#[component]
pub fn Figures(simulated: std::sync::Arc<super::run::Outcome>) -> impl IntoView {
    let of = &simulated.simulated;
    let counted = |get: fn(&Report) -> u64| {
        let now = get(&of.report);
        let beside = others(of).map(|(side, report)| (side, count(get(report)), difference(now, get(report))));
        (count(now), beside.collect::<Vec<Beside>>())
    };
    let sticky = |report: &Report| percent(report.sticky, report.assigned);
    let share = |value: Option<f64>| value.map_or_else(|| t(w::NONE).to_owned(), |value| format!("{value:.1}%"));
    let stuck = others(of).map(|(side, report)| {
        let change = sticky(&of.report).zip(sticky(report)).map(|(now, before)| measured(now, before, 1));
        (side, share(sticky(report)), change.unwrap_or_default())
    });
    let jain = |value: Option<f64>| value.map_or_else(|| t(w::NONE).to_owned(), |value| format!("{value:.3}"));
    let even = others(of).map(|(side, report)| {
        let change = of.report.fairness.zip(report.fairness).map(|(now, before)| measured(now, before, 3));
        (side, jain(report.fairness), change.unwrap_or_default())
    });
    let (assigned, of_assigned) = counted(|report| report.assigned);
    let (waiting, of_waiting) = counted(|report| report.waits.still_waiting);
    let (stuck, even): (Vec<Beside>, Vec<Beside>) = (stuck.collect(), even.collect());
    view! {
        <section class="sum simulated" data-testid="figures">
            <Figure title=w::ARRIVALS value=count(of.report.arrivals) beside=Vec::new() />
            <Changed simulated=simulated.clone() />
            <Figure title=w::ASSIGNED value=assigned beside=of_assigned />
            <Figure title=w::WAITING value=waiting beside=of_waiting />
            <Figure title=w::STICKY value=share(sticky(&of.report)) beside=stuck hint=w::STICKY_HINT />
            <Figure title=w::JAIN value=jain(of.report.fairness) beside=even hint=w::JAIN_HINT />
        </section>
    }
}

/// What the policy stands beside.
fn others(of: &Simulated) -> impl Iterator<Item = (Side, &Report)> {
    [Side::Happened, Side::Other].into_iter().filter_map(|side| Some((side, side.report(of)?)))
}

#[component]
fn Figure(title: Text, value: String, beside: Vec<Beside>, #[prop(optional)] hint: Option<Text>) -> impl IntoView {
    let line = |(side, value, change): Beside| {
        view! {
            <span class="versus small soft">
                <span>{tr(side.text())}</span>
                <span class="num">{value} " " <span class="muted">{change}</span></span>
            </span>
        }
    };
    view! {
        <div>
            <span class="small soft">{tr(title)}</span>
            <span class="figure">{value}</span>
            {beside.into_iter().map(line).collect_view()}
            {hint.map(|hint| view! { <span class="tiny muted">{tr(hint)}</span> })}
        </div>
    }
}

/// How many decisions are others.
#[component]
fn Changed(simulated: std::sync::Arc<super::run::Outcome>) -> impl IntoView {
    let of = &simulated.simulated;
    let first = of.beside_happened.as_ref().or(of.beside_other.as_ref());
    let value = first.map_or_else(|| t(w::NONE).to_owned(), |one| count(one.changed));
    let share = first.and_then(|one| percent(one.changed, one.compared));
    let other = of.beside_happened.as_ref().and(of.beside_other.as_ref()).map(|one| one.changed);
    view! {
        <div data-testid="changed">
            <span class="small soft">{tr(w::CHANGED)}</span>
            <span class="figure">{value}</span>
            {share.map(|share| view! { <span class="small soft">{move || tf(w::CHANGED_OF, format!("{share:.1}%"))}</span> })}
            {other.map(|other| view! { <span class="small soft">{move || tf(w::BESIDE_OTHER, count(other))}</span> })}
        </div>
    }
}
