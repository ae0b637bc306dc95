//! Deals of a range of days, by day, by owner or by product line.

use chrono::Days;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::orders::{DealBy, DealQuery, DealRow, DealStatistics};

use super::marks::{Side, Sides};
use crate::{
    api,
    components::{Glyph, Loaded, Notice, PageHead, Person, Segments},
    format,
    i18n::{fairness as fw, orders as w, tr},
    reading::{Read, UrlQuery},
};

/// How many days one looks back when nothing is said.
const USUAL_DAYS: u32 = 30;

/// What is looked at, as the address says it: the days are counted back from today, so that a link stays current.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct View {
    days: Option<u32>,
    by: Option<DealBy>,
}

impl View {
    fn days(&self) -> u32 {
        self.days.unwrap_or(USUAL_DAYS).clamp(1, 366)
    }

    fn by(&self) -> DealBy {
        self.by.unwrap_or(DealBy::Agent)
    }
}

#[component]
pub fn DealsPage() -> impl IntoView {
    let view = UrlQuery::<View>::new();
    let deals = Read::new(move || {
        let (days, by) = view.with(|view| (view.days(), view.by()));
        let to = format::today().unwrap_or_default();
        let from = to.checked_sub_days(Days::new(u64::from(days) - 1)).unwrap_or(to);
        let query = DealQuery { from, to, by, owner_id: None, product_line_id: None };
        async move { api::orders::deals(&query).await }
    });
    let set_days = Callback::new(move |days| view.update(|view| view.days = (days != USUAL_DAYS).then_some(days)));
    let set_by = Callback::new(move |by| view.update(|view| view.by = (by != DealBy::Agent).then_some(by)));
    let draw = move |deals: DealStatistics| {
        if deals.rows.is_empty() {
            return view! { <Notice glyph=Glyph::Shop title=w::DEALS_EMPTY body=w::DEALS_EMPTY_BODY /> }.into_any();
        }
        let by = view.with(View::by);
        view! { <div class="table-wrap"><DealTable deals=deals by=by /></div> }.into_any()
    };
    view! {
        <div class="page">
            <PageHead title=w::DEALS about=w::DEALS_ABOUT>
                <Sides here=Side::Deals />
            </PageHead>
            <div class="row wrap ranges">
                <Segments
                    label=fw::RANGE
                    options=vec![(1, fw::TODAY), (7, fw::WEEK), (30, fw::MONTH)]
                    value=Signal::derive(move || view.with(View::days))
                    on_change=set_days
                />
                <Segments
                    label=w::DEALS_BY
                    options=vec![(DealBy::Agent, w::BY_AGENT), (DealBy::ProductLine, w::BY_LINE), (DealBy::Day, w::BY_DAY)]
                    value=Signal::derive(move || view.with(View::by))
                    on_change=set_by
                />
            </div>
            <section class="panel">
                <Loaded read=deals table=true show=draw />
            </section>
        </div>
    }
}

#[component]
fn DealTable(deals: DealStatistics, by: DealBy) -> impl IntoView {
    let key = match by {
        DealBy::Day => w::DAY,
        DealBy::Agent => w::DEAL_OWNER,
        DealBy::ProductLine => w::LINE,
    };
    let row = move |row: DealRow| {
        let whose = match (by, row.day, row.owner, row.product_line) {
            (DealBy::Day, Some(day), ..) => view! { <span class="num">{format::date(day)}</span> }.into_any(),
            (DealBy::Agent, _, Some(owner), _) => view! { <Person person=owner /> }.into_any(),
            (DealBy::Agent, ..) => view! { <span class="muted">{tr(w::UNOWNED)}</span> }.into_any(),
            (DealBy::ProductLine, _, _, Some(line)) => line.into_any(),
            _ => view! { <span class="muted">{tr(w::NO_LINE)}</span> }.into_any(),
        };
        let off = (row.taken_off > 0).then(|| {
            format!("{} · {}", format::number(row.taken_off), format::price(row.amount_taken_off, &row.currency))
        });
        view! {
            <tr>
                <td class="lead">{whose}</td>
                <td class="end num" data-label=tr(w::DEAL_COUNT)>{format::number(row.deals)}</td>
                <td class="end num" data-label=tr(w::DEAL_AMOUNT)>{format::price(row.amount, &row.currency)}</td>
                <td class="end num soft" data-label=tr(w::TAKEN_OFF)>{off}</td>
            </tr>
        }
    };
    view! {
        <table class="table cards" data-testid="deals">
            <thead>
                <tr>
                    <th scope="col">{tr(key)}</th>
                    <th scope="col" class="end">{tr(w::DEAL_COUNT)}</th>
                    <th scope="col" class="end">{tr(w::DEAL_AMOUNT)}</th>
                    <th scope="col" class="end">{tr(w::TAKEN_OFF)}</th>
                </tr>
            </thead>
            <tbody>{deals.rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
