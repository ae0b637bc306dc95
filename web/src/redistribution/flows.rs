//! Who gives how much to whom.

use leptos::prelude::*;
use shared::redistribution::RedistributionFlow;

use crate::{
    format::number,
    i18n::{redistribution as w, t, tfs, tr},
};

#[component]
pub fn Flows(flows: Vec<RedistributionFlow>) -> impl IntoView {
    let line = |flow: RedistributionFlow| {
        let (from, to) = (flow.from.name, flow.to.map(|to| to.name));
        let who = move || {
            let to = to.clone().unwrap_or_else(|| t(w::QUEUE).to_owned());
            tfs(w::FLOW, &[&from, &to])
        };
        let how_many = move || tfs(w::MOVED, &[&number(flow.customers), &number(flow.work_items)]);
        view! { <li class="row between"><span class="clip">{who}</span><span class="num soft">{how_many}</span></li> }
    };
    view! {
        <details class="small">
            <summary>{tr(w::FLOWS)}</summary>
            <ul class="flows" data-testid="flows">{flows.into_iter().map(line).collect_view()}</ul>
        </details>
    }
}
