//! People's parts as rows with bars.

use leptos::prelude::*;
use shared::fairness::{AgentShare, Fairness};

use super::{
    columns::{Column, sort},
    figures::total,
    page::View,
};
use crate::{
    components::Person,
    format::number,
    i18n::{fairness as w, t, tf, tr},
    reading::UrlQuery,
};

#[component]
pub fn ShareTable(ledger: Fairness, view: UrlQuery<View>) -> impl IntoView {
    let most = ledger.agents.iter().map(|row| row.sums.received).max().unwrap_or(0).max(1);
    let whole = total(&ledger).received.max(1);
    let rows = move || {
        let mut rows = ledger.agents.clone();
        let (column, turned) = view.with(|view| (view.column(), view.turned()));
        sort(&mut rows, column, turned);
        rows
    };
    view! {
        <table class="table cards" data-testid="fairness">
            <thead>
                <tr>{Column::ALL.into_iter().map(|column| view! { <Heading column=column view=view /> }).collect_view()}</tr>
            </thead>
            <tbody>
                <For each=rows key=|row| row.agent.id let:row>
                    <Row row=row most=most whole=whole />
                </For>
            </tbody>
        </table>
    }
}

/// A heading that sorts; pressed again it turns the order round.
#[component]
fn Heading(column: Column, view: UrlQuery<View>) -> impl IntoView {
    let is_sorted = move || view.with(|view| view.column() == column);
    let descending = move || view.with(View::turned) == (column == Column::Agent);
    let press = move |_| {
        view.update(|view| {
            view.turned = (view.column() == column && !view.turned()).then_some(true);
            view.sort = (column != Column::default()).then_some(column);
        });
    };
    let order = move || is_sorted().then(|| if descending() { "descending" } else { "ascending" });
    view! {
        <th scope="col" aria-sort=order>
            <button type="button" class="sorter" title=move || tf(w::SORT_BY, t(column.title())) on:click=press>
                {tr(column.title())}
                <span aria-hidden="true">
                    {move || match order() {
                        Some("descending") => "↓",
                        Some(_) => "↑",
                        None => "",
                    }}
                </span>
            </button>
        </th>
    }
}

#[component]
fn Row(row: AgentShare, most: i64, whole: i64) -> impl IntoView {
    let sums = row.sums;
    let (length, share) = (sums.received * 100 / most, sums.received * 1000 / whole);
    let quiet = |count: i64| if count == 0 { "num muted" } else { "num" };
    let filled = row.capacity.map(|capacity| (row.open * 100 / capacity.max(1)).min(100));
    let full = row.capacity.is_some_and(|capacity| row.open >= capacity);
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <Person person=row.agent />
                    {row.weight.filter(|weight| *weight != 1).map(|weight| view! { <span class="badge">{move || tf(w::WEIGHT, weight)}</span> })}
                </span>
            </td>
            <td class="whole" data-label=tr(w::RECEIVED)>
                <span class="meter">
                    <span class="num strong">{number(sums.received)}</span>
                    <span class="bar"><span style:width=format!("{length}%")></span></span>
                    <span class="num tiny muted" title=tr(w::SHARE)>{format!("{}.{}%", share / 10, share % 10)}</span>
                </span>
            </td>
            <td class=quiet(sums.declined) data-label=tr(w::DECLINED)>{number(sums.declined)}</td>
            <td class=quiet(sums.lost) data-label=tr(w::LOST)>{number(sums.lost)}</td>
            <td class=quiet(sums.given_back) data-label=tr(w::GIVEN_BACK)>{number(sums.given_back)}</td>
            <td data-label=tr(w::OPEN)>
                <span class="meter">
                    <span class="num">
                        {number(row.open)} " / " {move || row.capacity.map_or_else(|| t(w::NO_LIMIT).to_owned(), number)}
                    </span>
                    {filled
                        .map(|filled| view! {
                            <span class="bar"><span class:warn=full style:width=format!("{filled}%")></span></span>
                        })}
                </span>
            </td>
        </tr>
    }
}
