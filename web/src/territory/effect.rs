//! What an assignment of districts would do.

use leptos::prelude::*;
use shared::territory::AssignmentEffect;

use crate::{
    format::number,
    i18n::{Text, territory as w, tfs, tn, tr},
};

#[component]
pub fn Effects(effect: AssignmentEffect) -> impl IntoView {
    let figure = |text: Text, count: i64, class: &'static str| {
        view! {
            <div class=class>
                <span class="figure">{number(count)}</span>
                <span class="tiny soft">{tr(text)}</span>
            </div>
        }
    };
    let unchanged = effect.unchanged;
    view! {
        <section class="stack tight" aria-label=tr(w::EFFECT) data-testid="effect" role="status">
            <div class="sum">
                {figure(w::EFFECT_DISTRICTS, effect.districts, "")}
                {figure(w::EFFECT_MOVED, effect.customers_moved, "")}
                {(effect.customers_drained > 0).then(|| figure(w::EFFECT_DRAINED, effect.customers_drained, "good"))}
                {(effect.customers_queued > 0).then(|| figure(w::EFFECT_QUEUED, effect.customers_queued, "warn"))}
            </div>
            <ul class="small soft sources">
                {effect
                    .from
                    .into_iter()
                    .map(|source| {
                        let line = move || tfs(w::EFFECT_FROM, &[&source.agent.name, &number(source.districts), &number(source.customers)]);
                        view! { <li>{line}</li> }
                    })
                    .collect_view()}
                {(unchanged > 0).then(|| view! { <li>{move || tn(w::EFFECT_UNCHANGED, unchanged)}</li> })}
            </ul>
            <p class="tiny muted">{tr(w::OLDER_STAYS)}</p>
        </section>
    }
}
