//! How much each has, before and after: two bars, of which one is what was and the other what will be.

use leptos::prelude::*;
use shared::redistribution::{AgentLoad, RedistributionPreview};

use crate::{
    components::Person,
    format::number,
    i18n::{Text, redistribution as w, tf, tfs, tr},
};

#[component]
pub fn Loads(seen: RedistributionPreview) -> impl IntoView {
    let all = || seen.sources.iter().chain(&seen.targets);
    let most_customers = all().map(|load| load.customers_before.max(load.customers_after)).max().unwrap_or(0);
    let most_work =
        all().map(|load| load.work_before.max(load.work_after).max(load.capacity.unwrap_or(0))).max().unwrap_or(0);
    let (customers, work) = (seen.customers > 0, seen.work_items > 0);
    let list = move |title: Text, loads: Vec<AgentLoad>, id: &'static str| {
        let line = move |load| {
            view! { <Line load=load most_customers=most_customers most_work=most_work customers=customers work=work /> }
        };
        view! {
            <div class="stack tight">
                <h3 class="small soft">{tr(title)}</h3>
                <ul class="loads" data-testid=id>{loads.into_iter().map(line).collect_view()}</ul>
            </div>
        }
    };
    view! {
        <section class="loads-both" aria-label=tr(w::LOADS)>
            {list(w::GIVES, seen.sources.clone(), "gives")}
            {list(w::GETS, seen.targets.clone(), "gets")}
        </section>
    }
}

#[component]
fn Line(load: AgentLoad, most_customers: i64, most_work: i64, customers: bool, work: bool) -> impl IntoView {
    let AgentLoad { agent, customers_before, customers_after, work_before, work_after, capacity, over_capacity } = load;
    let grew = |before: i64, after: i64| after > before;
    view! {
        <li data-testid="load">
            <div class="row between">
                <Person person=agent />
                {over_capacity.then(|| view! { <span class="badge bad">{tr(w::OVER)}</span> })}
            </div>
            {customers.then(|| view! {
                <Bars before=customers_before after=customers_after most=most_customers bad=false grew=grew(customers_before, customers_after) />
                <span class="tiny soft num">{move || tfs(w::OF_CUSTOMERS, &[&number(customers_before), &number(customers_after)])}</span>
            })}
            {work.then(|| view! {
                <Bars before=work_before after=work_after most=most_work bad=over_capacity grew=grew(work_before, work_after) />
                <span class="tiny soft num">
                    {move || tfs(w::OF_WORK, &[&number(work_before), &number(work_after)])}
                    {capacity.map(|capacity| view! { " · " {move || tf(w::OF_CAPACITY, number(capacity))} })}
                </span>
            })}
        </li>
    }
}

/// What stays, and what comes or goes; the numbers beside it say the same.
#[component]
fn Bars(before: i64, after: i64, most: i64, bad: bool, grew: bool) -> impl IntoView {
    let share = move |count: i64| format!("{}%", count * 100 / most.max(1));
    let (stays, change) = (before.min(after), (before - after).abs());
    let class = match (bad, grew) {
        (true, _) => "bad",
        (false, true) => "more",
        (false, false) => "less",
    };
    view! {
        <span class="bar wide" aria-hidden="true">
            <span class="was" style:width=share(stays)></span>
            <span class=class style:width=share(change)></span>
        </span>
    }
}
