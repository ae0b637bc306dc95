//! Who holds what in a city, and how much nobody holds.

use leptos::prelude::*;
use shared::{ids::CityId, territory::CityCoverage};

use super::page::Desk;
use crate::{
    api,
    components::Loaded,
    format::number,
    i18n::{territory as w, tn, tr},
    reading::Read,
};

#[component]
pub fn Coverage(city: CityId, desk: Desk) -> impl IntoView {
    let coverage = Read::new(move || {
        // Read again when the cities' counts are: both change with an assignment.
        desk.cities.ok();
        api::territory::coverage(city)
    });
    let query = desk.query;
    let draw = move |coverage: CityCoverage| {
        let uncovered = coverage.city.districts - coverage.city.held;
        view! {
            <div class="coverage" role="group" aria-label=tr(w::COVERAGE)>
                <span class="strong">{coverage.city.name}</span>
                {(uncovered > 0)
                    .then(|| view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || if query.with(|q| q.held == Some(false)) { "true" } else { "false" }
                            on:click=move |_| query.update(|q| (q.held, q.agent) = ((q.held != Some(false)).then_some(false), None))
                        >
                            {move || tn(w::UNCOVERED, uncovered)}
                        </button>
                    })}
                {coverage
                    .agents
                    .into_iter()
                    .map(|share| {
                        let id = share.agent.id;
                        view! {
                            <button
                                type="button"
                                class="chip"
                                aria-pressed=move || if query.with(|q| q.agent == Some(id)) { "true" } else { "false" }
                                on:click=move |_| query.update(|q| (q.agent, q.held) = ((q.agent != Some(id)).then_some(id), None))
                            >
                                <span>{share.agent.name}</span>
                                <span class="tiny muted num">{number(share.districts)}</span>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        }
        .into_any()
    };
    view! { <section class="panel" aria-label=tr(w::COVERAGE)><Loaded read=coverage show=draw /></section> }
}
