//! The ledger of a range of days, of everybody or of a group.

use chrono::Days;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    fairness::{Fairness, FairnessQuery},
    ids::GroupId,
    permissions::Permission,
};

use super::{columns::Column, figures::Figures, table::ShareTable};
use crate::{
    api,
    components::{Button, Glyph, Loaded, Notice, PageHead, Segments, download, pickers::GroupSelect},
    format,
    i18n::{fairness as w, t_now, tn},
    reading::{Read, UrlQuery},
    session,
};

/// How many days one looks back when nothing is said.
const USUAL_DAYS: u32 = 7;

/// What is looked at, as the address says it: the days are counted back from today, so that a link stays current.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    days: Option<u32>,
    group_id: Option<GroupId>,
    pub sort: Option<Column>,
    pub turned: Option<bool>,
}

impl View {
    fn days(&self) -> u32 {
        self.days.unwrap_or(USUAL_DAYS).clamp(1, 366)
    }

    pub fn column(&self) -> Column {
        self.sort.unwrap_or_default()
    }

    /// Whether the order is the other way round.
    pub fn turned(&self) -> bool {
        self.turned.unwrap_or(false)
    }
}

#[component]
pub fn FairnessPage() -> impl IntoView {
    let view = UrlQuery::<View>::new();
    // Another order of the same people is no other question.
    let asked = Memo::new(move |_| view.with(|view| (view.days(), view.group_id)));
    let ledger = Read::new(move || {
        let (days, group_id) = asked.get();
        let to = format::today();
        let from = to.and_then(|to| to.checked_sub_days(Days::new(u64::from(days) - 1)));
        let query = FairnessQuery { from, to, group_id, ..FairnessQuery::default() };
        async move { api::fairness::ledger(&query).await }
    });
    let set_days = Callback::new(move |days| view.update(|view| view.days = (days != USUAL_DAYS).then_some(days)));
    let set_group = Callback::new(move |group| view.update(|view| view.group_id = group));
    let export = Callback::new(move |()| {
        if let Some(ledger) = ledger.ok_now() {
            download::csv(&format!("fairness-{}-{}.csv", ledger.from, ledger.to), &lines(&ledger));
        }
    });
    let nothing = move || ledger.ok().is_none_or(|ledger| ledger.agents.is_empty());
    let draw = move |ledger: Fairness| {
        if ledger.agents.is_empty() {
            return view! { <Notice glyph=Glyph::Scale title=w::EMPTY body=w::EMPTY_BODY /> }.into_any();
        }
        let left_out = ledger.left_out;
        view! {
            <div class="table-wrap"><ShareTable ledger=ledger view=view /></div>
            {(left_out > 0).then(|| view! { <div class="list-foot">{move || tn(w::LEFT_OUT, left_out)}</div> })}
        }
        .into_any()
    };
    view! {
        <div class="page">
            <PageHead title=w::TITLE about=w::ABOUT>
                <Button label=w::EXPORT glyph=Glyph::Download disabled=Signal::derive(nothing) on_press=export />
            </PageHead>
            <div class="row wrap ranges">
                <Segments
                    label=w::RANGE
                    options=vec![(1, w::TODAY), (7, w::WEEK), (30, w::MONTH)]
                    value=Signal::derive(move || view.with(View::days))
                    on_change=set_days
                />
                <Show when=|| session::can(Permission::GroupRead)>
                    <GroupSelect value=Signal::derive(move || view.with(|view| view.group_id)) on_change=set_group />
                </Show>
            </div>
            {move || ledger.ok().filter(|ledger| !ledger.agents.is_empty()).map(|ledger| view! { <Figures ledger=ledger /> })}
            <section class="panel">
                <Loaded read=ledger table=true show=draw />
            </section>
        </div>
    }
}

/// The table as a spreadsheet has it.
fn lines(ledger: &Fairness) -> Vec<Vec<String>> {
    let titles = [w::AGENT, w::RECEIVED, w::DECLINED, w::LOST, w::GIVEN_BACK, w::OPEN_NOW, w::CAPACITY];
    let head = titles.into_iter().map(|title| t_now(title).to_owned()).collect();
    let line = |row: &shared::fairness::AgentShare| {
        let sums = row.sums;
        let numbers = [sums.received, sums.declined, sums.lost, sums.given_back, row.open].map(|n| n.to_string());
        let capacity = row.capacity.map(|n| n.to_string()).unwrap_or_default();
        std::iter::once(row.agent.name.clone()).chain(numbers).chain([capacity]).collect()
    };
    std::iter::once(head).chain(ledger.agents.iter().map(line)).collect()
}
