//! What became of one route: who was looked at, in which order, and what removed the others.

use leptos::prelude::*;
use shared::assignment::explain::{CandidateSeen, RouteResult, RouteSeen};

use super::{
    explained::Told,
    words::{person, result, route_title, standing, tie_break},
};
use crate::{
    components::avatar::initial,
    i18n::{decisions as w, tfs, tn, tr},
    policies::words::group_name,
};

#[component]
pub fn RouteTaken(seen: RouteSeen, told: Told) -> impl IntoView {
    let taken = seen.result == RouteResult::Taken;
    let (kind, group, strategy) = (seen.kind, seen.group, seen.strategy);
    let title = move || {
        let group = group.map(|group| told.with_value(|case| group_name(&case.names, group)));
        route_title(kind, group, strategy)
    };
    let (total, available) = (seen.candidates_total, seen.available);
    let rest = i64::from(total) - i64::try_from(seen.candidates.len()).unwrap_or(i64::MAX);
    let of_group = group.is_some() && total > 0;
    let (outcome, tie) = (seen.clone(), seen.clone());
    let candidates = seen.candidates.into_iter().enumerate().map(move |(at, one)| {
        view! { <Candidate seen=one chosen=taken && at == 0 strategy=strategy told=told /> }
    });
    view! {
        <li class="decision-route" class:taken=taken>
            <div class="row wrap">
                <span class="strong small">{title}</span>
                <span class="small soft">{move || told.with_value(|case| result(case, &outcome))}</span>
                {of_group.then(|| view! { <span class="tiny muted">{move || tfs(w::AVAILABLE, &[&total, &available])}</span> })}
            </div>
            <ol class="candidates">{candidates.collect_view()}</ol>
            {(rest > 0).then(|| view! { <p class="tiny muted">{move || tn(w::MORE_CANDIDATES, rest)}</p> })}
            {move || told.with_value(|case| tie_break(&case.names, &tie)).map(|text| view! { <p class="small tie-break">{text}</p> })}
        </li>
    }
}

#[component]
fn Candidate(
    seen: CandidateSeen,
    chosen: bool,
    strategy: Option<shared::assignment::Strategy>,
    told: Told,
) -> impl IntoView {
    let name = told.with_value(|case| person(&case.names, seen.employee));
    let removed = seen.removed.is_some();
    view! {
        <li class:removed=removed class:chosen=chosen>
            <span class="avatar slim" aria-hidden="true">{initial(&name)}</span>
            <span class="clip">{name}</span>
            {chosen.then(|| view! { <span class="badge accent">{tr(w::CHOSEN)}</span> })}
            <span class="tiny soft standing">{move || standing(&seen, strategy)}</span>
        </li>
    }
}
