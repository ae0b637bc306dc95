//! What narrows the list of districts beside the region.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    ids::EmployeeId,
    territory::{DistrictQuery, DistrictStatus},
};

use super::page::Desk;
use crate::{
    components::{Button, Choice, FilterBar, Look, SearchBox, Select, pickers::AgentPicker},
    i18n::{Text, common as c, customers as cw, t, territory as w},
    reading::filled,
};

pub const fn status_text(status: DistrictStatus) -> Text {
    match status {
        DistrictStatus::Open => w::OPEN,
        DistrictStatus::Closed => w::CLOSED,
    }
}

#[component]
pub fn Filters(desk: Desk) -> impl IntoView {
    let query = desk.query;
    // The address holds only the id; the rows that it selects know the name.
    let agent = Signal::derive(move || {
        let id = query.with(|q| q.agent)?;
        let name = desk.listing.rows.with(|rows| {
            rows.iter()
                .filter_map(|row| row.agent.as_ref())
                .find(|agent| agent.id == id)
                .map(|agent| agent.name.clone())
        });
        Some(Choice { id, label: name.unwrap_or_else(|| t(cw::CHOSEN_FILTER).to_owned()), hint: String::new() })
    });
    let pick = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        query.update(|q| q.agent = choice.map(|choice| choice.id))
    });
    let narrowed =
        move || query.with(|q| *q != DistrictQuery { province: q.province, city: q.city, ..DistrictQuery::default() });
    let clear = Callback::new(move |()| {
        query.update(|q| *q = DistrictQuery { province: q.province, city: q.city, ..DistrictQuery::default() });
    });
    view! {
        <FilterBar narrowed=Signal::derive(narrowed)>
            <SearchBox
                placeholder=w::SEARCH
                value=Signal::derive(move || query.with(|q| q.q.clone().unwrap_or_default()))
                on_search=Callback::new(move |text: String| query.update(|q| q.q = filled(&text)))
            />
            <AgentPicker label=w::AGENT placeholder=w::AGENT chosen=agent on_pick=pick />
            <Select
                label=w::ANY_HELD
                value=Signal::derive(move || query.with(|q| q.held.map(|held| held.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.held = word.parse().ok()))
                options=|| {
                    [(String::new(), w::ANY_HELD), ("true".to_owned(), w::HELD), ("false".to_owned(), w::NOT_HELD)]
                        .into_iter()
                        .map(|(word, text)| (word, t(text).to_owned()))
                        .collect()
                }
            />
            <Select
                label=c::STATUS
                value=Signal::derive(move || query.with(|q| q.status.map(|status| status.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.status = DistrictStatus::parse(&word)))
                options=|| {
                    let one = |status: &DistrictStatus| (status.to_string(), t(status_text(*status)).to_owned());
                    std::iter::once((String::new(), t(w::ANY_STATUS).to_owned())).chain(DistrictStatus::ALL.iter().map(one)).collect()
                }
            />
            <Show when=narrowed>
                <Button label=c::CLEAR_FILTERS look=Look::Ghost on_press=clear />
            </Show>
        </FilterBar>
    }
}
