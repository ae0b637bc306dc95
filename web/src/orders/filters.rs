//! What narrows the list of orders; all of it lives in the address.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    codes::TextCode,
    ids::EmployeeId,
    orders::{Order, OrderQuery, OrderState},
    permissions::Permission,
    work::WorkStatus,
};

use crate::{
    api,
    components::{
        Button, Choice, FilterBar, Look, SearchBox, Select,
        pickers::{AgentPicker, GroupSelect},
    },
    i18n::{Text, common as c, customers as cw, orders as w, t, tr},
    inquiries::marks::status_text,
    prefs,
    reading::{Read, UrlQuery, filled},
    session,
};

#[component]
pub fn Filters(query: UrlQuery<OrderQuery>, rows: RwSignal<Vec<Order>>) -> impl IntoView {
    let pick_owner = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        query.update(|q| q.owner_id = choice.map(|choice| choice.id));
    });
    // The address holds only ids; the rows that they select know the names.
    let owner = Signal::derive(move || {
        let id = query.with(|q| q.owner_id)?;
        let label = rows.with(|rows| {
            rows.iter().filter_map(|row| row.owner.as_ref()).find(|one| one.id == id).map(|one| one.name.clone())
        });
        Some(Choice { id, label: label.unwrap_or_else(|| t(cw::CHOSEN_FILTER).to_owned()), hint: String::new() })
    });
    let clear = Callback::new(move |()| query.set(OrderQuery::default()));
    let narrowed = move || query.with(|q| *q != OrderQuery::default());
    view! {
        <FilterBar narrowed=Signal::derive(narrowed)>
            <SearchBox
                placeholder=w::SEARCH
                value=Signal::derive(move || query.with(|q| q.q.clone().unwrap_or_default()))
                on_search=Callback::new(move |text: String| query.update(|q| q.q = filled(&text)))
            />
            <Select
                label=w::STATE
                value=Signal::derive(move || query.with(|q| q.state.map(|s| s.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.state = OrderState::parse(&word)))
                options=|| {
                    let one = |state: &OrderState| (state.to_string(), state.title(prefs::lang()).to_owned());
                    std::iter::once((String::new(), t(w::ANY_STATE).to_owned())).chain(OrderState::ALL.iter().map(one)).collect()
                }
            />
            <Select
                label=w::HANDLING
                value=Signal::derive(move || query.with(|q| q.status.map(|s| s.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.status = WorkStatus::parse(&word)))
                options=|| {
                    let one = |status: &WorkStatus| (status.to_string(), t(status_text(*status)).to_owned());
                    std::iter::once((String::new(), t(w::ANY_HANDLING).to_owned())).chain(WorkStatus::ALL.iter().map(one)).collect()
                }
            />
            <Show when=|| session::can(Permission::GroupRead)>
                <LineSelect query=query />
                <GroupSelect
                    value=Signal::derive(move || query.with(|q| q.group_id))
                    on_change=Callback::new(move |group| query.update(|q| q.group_id = group))
                />
            </Show>
            <Show when=|| session::beyond_own(Permission::OrderRead)>
                <AgentPicker label=w::OWNER placeholder=w::OWNER chosen=owner on_pick=pick_owner />
            </Show>
            <span class="placed-between">
                <span class="small muted">{tr(w::PLACED_BETWEEN)}</span>
                <Day
                    label=w::PLACED_FROM
                    value=Signal::derive(move || query.with(|q| q.placed_from))
                    on_change=Callback::new(move |day| query.update(|q| q.placed_from = day))
                />
                <span class="muted" aria-hidden="true">"–"</span>
                <Day
                    label=w::PLACED_TO
                    value=Signal::derive(move || query.with(|q| q.placed_to))
                    on_change=Callback::new(move |day| query.update(|q| q.placed_to = day))
                />
            </span>
            <Show when=narrowed>
                <Button label=c::CLEAR_FILTERS look=Look::Ghost on_press=clear />
            </Show>
        </FilterBar>
    }
}

/// A day, or none.
#[component]
fn Day(
    label: Text,
    #[prop(into)] value: Signal<Option<NaiveDate>>,
    on_change: Callback<Option<NaiveDate>>,
) -> impl IntoView {
    view! {
        <input
            class="input"
            type="date"
            aria-label=tr(label)
            title=tr(label)
            prop:value=move || value.get().map(|day| day.to_string()).unwrap_or_default()
            on:change=move |event| on_change.run(event_target_value(&event).parse().ok())
        />
    }
}

/// One of the product lines, or all of them.
#[component]
fn LineSelect(query: UrlQuery<OrderQuery>) -> impl IntoView {
    let lines = Read::new(|| async { api::groups::lines().await });
    view! {
        <Select
            label=w::LINE
            value=Signal::derive(move || query.with(|q| q.product_line_id.map(|id| id.to_string()).unwrap_or_default()))
            on_change=Callback::new(move |id: String| query.update(|q| q.product_line_id = id.parse().ok()))
            options=move || {
                let known = lines.ok().unwrap_or_default();
                let all = std::iter::once((String::new(), t(w::ANY_LINE).to_owned()));
                all.chain(known.into_iter().map(|line| (line.id.to_string(), line.name))).collect()
            }
        />
    }
}
