//! The sums over everybody, and how evenly a group was served.

use leptos::prelude::*;
use shared::fairness::{Fairness, FairnessSums};

use crate::{
    format::number,
    i18n::{fairness as w, tr},
};

/// What all received, declined, lost and gave back together.
pub fn total(ledger: &Fairness) -> FairnessSums {
    ledger.agents.iter().fold(FairnessSums::default(), |sum, row| FairnessSums {
        received: sum.received + row.sums.received,
        declined: sum.declined + row.sums.declined,
        lost: sum.lost + row.sums.lost,
        given_back: sum.given_back + row.sums.given_back,
    })
}

#[component]
pub fn Figures(ledger: Fairness) -> impl IntoView {
    let sum = total(&ledger);
    let figure = |text, value: String, class| {
        view! {
            <div class=class>
                <span class="small soft">{tr(text)}</span>
                <span class="figure">{value}</span>
            </div>
        }
    };
    view! {
        <div class="sum">
            {figure(w::RECEIVED, number(sum.received), "")}
            {figure(w::DECLINED, number(sum.declined), if sum.declined > 0 { "warn" } else { "" })}
            {figure(w::LOST, number(sum.lost), if sum.lost > 0 { "bad" } else { "" })}
            {figure(w::GIVEN_BACK, number(sum.given_back), "")}
            {ledger
                .evenness
                .map(|evenness| view! {
                    <div title=tr(w::EVENNESS_HINT)>
                        <span class="small soft">{tr(w::EVENNESS)}</span>
                        <span class="figure" data-testid="evenness">{format!("{evenness:.3}")}</span>
                    </div>
                })}
        </div>
    }
}
