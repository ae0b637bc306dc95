//! What narrows the list of customers; all of it lives in the address.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    customers::{Customer, CustomerQuery, CustomerSort, CustomerStatus, Level},
    ids::{DistrictId, EmployeeId},
    permissions::Permission,
};

use super::marks::level_text;
use crate::{
    components::{
        Button, Choice, FilterBar, Look, SearchBox, Segments, Select,
        pickers::{AgentPicker, DistrictPicker},
    },
    i18n::{common as c, customers as w, t, tn},
    prefs,
    reading::{UrlQuery, filled},
    session,
};

/// The thresholds one usually asks for, in days.
const IDLE: [u32; 5] = [3, 7, 15, 30, 90];

#[component]
pub fn Filters(query: UrlQuery<CustomerQuery>, rows: RwSignal<Vec<Customer>>) -> impl IntoView {
    let pick_owner = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        query.update(|q| q.owner = choice.map(|choice| choice.id));
    });
    let pick_district = Callback::new(move |choice: Option<Choice<DistrictId>>| {
        query.update(|q| q.district = choice.map(|choice| choice.id));
    });
    // The address holds only ids; the rows that they select know the names.
    let owner = Signal::derive(move || {
        let id = query.with(|q| q.owner)?;
        let label = rows.with(|rows| {
            rows.iter()
                .filter_map(|row| row.owner.as_ref())
                .find(|owner| owner.id == id)
                .map(|owner| owner.name.clone())
        });
        Some(Choice { id, label: label.unwrap_or_else(|| t(w::CHOSEN_FILTER).to_owned()), hint: String::new() })
    });
    let district = Signal::derive(move || {
        let id = query.with(|q| q.district)?;
        let label = rows.with(|rows| {
            rows.iter().filter_map(|row| row.district.as_ref()).find(|one| one.id == id).map(|one| one.name.clone())
        });
        Some(Choice { id, label: label.unwrap_or_else(|| t(w::CHOSEN_FILTER).to_owned()), hint: String::new() })
    });
    let clear =
        Callback::new(move |()| query.update(|q| *q = CustomerQuery { sort: q.sort, ..CustomerQuery::default() }));
    let narrowed = move || query.with(is_narrowed);
    view! {
        <FilterBar narrowed=Signal::derive(narrowed)>
            <SearchBox
                placeholder=w::SEARCH
                value=Signal::derive(move || query.with(|q| q.q.clone().unwrap_or_default()))
                on_search=Callback::new(move |text: String| query.update(|q| q.q = filled(&text)))
            />
            <Select
                label=c::STATUS
                value=Signal::derive(move || query.with(|q| q.status.map(|s| s.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.status = CustomerStatus::parse(&word)))
                options=|| {
                    let one = |status: &CustomerStatus| (status.to_string(), status.title(prefs::lang()).to_owned());
                    first(t(w::ANY_STATUS)).chain(CustomerStatus::ALL.iter().map(one)).collect()
                }
            />
            <Select
                label=w::LEVEL
                value=Signal::derive(move || query.with(|q| q.level.map(|l| l.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.level = Level::parse(&word)))
                options=|| {
                    let one = |level: &Level| (level.to_string(), t(level_text(*level)).to_owned());
                    first(t(w::ANY_LEVEL)).chain(Level::ALL.iter().map(one)).collect()
                }
            />
            <Select
                label=w::IDLE_FILTER
                value=Signal::derive(move || query.with(|q| q.idle_days.map(|d| d.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.idle_days = word.parse().ok()))
                options=move || {
                    let asked = query.with(|q| q.idle_days).filter(|days| !IDLE.contains(days));
                    let one = |days: u32| (days.to_string(), tn(w::IDLE_AT_LEAST, i64::from(days)));
                    first(t(w::ANY_IDLE)).chain(IDLE.into_iter().chain(asked).map(one)).collect()
                }
            />
            <Show when=|| session::can(Permission::DistrictRead)>
                <DistrictPicker label=w::DISTRICT placeholder=w::DISTRICT chosen=district on_pick=pick_district />
            </Show>
            <Show when=|| session::beyond_own(Permission::CustomerRead)>
                <AgentPicker label=w::OWNER placeholder=w::OWNER chosen=owner on_pick=pick_owner />
            </Show>
            <Show when=narrowed>
                <Button label=c::CLEAR_FILTERS look=Look::Ghost on_press=clear />
            </Show>
        </FilterBar>
    }
}

/// In which order.
#[component]
pub fn Order(query: UrlQuery<CustomerQuery>) -> impl IntoView {
    view! {
        <Segments
            label=w::SORT
            options=vec![(CustomerSort::Newest, w::SORT_NEWEST), (CustomerSort::Due, w::SORT_DUE)]
            value=Signal::derive(move || query.with(|q| q.sort.unwrap_or(CustomerSort::Newest)))
            on_change=Callback::new(move |sort| query.update(|q| q.sort = (sort != CustomerSort::Newest).then_some(sort)))
        />
    }
}

/// Whether anything but the order is asked for.
pub fn is_narrowed(query: &CustomerQuery) -> bool {
    *query != CustomerQuery { sort: query.sort, ..CustomerQuery::default() }
}

fn first(text: &str) -> std::iter::Once<(String, String)> {
    std::iter::once((String::new(), text.to_owned()))
}
