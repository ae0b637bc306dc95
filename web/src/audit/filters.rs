//! What narrows the audit log.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use leptos::prelude::*;
use shared::{
    audit::{AuditEntry, AuditQuery},
    ids::EmployeeId,
    permissions::Permission,
};

use super::words::ENTITIES;
use crate::{
    components::{Button, Choice, FilterBar, Look, SearchBox, Select, pickers::EmployeePicker},
    format,
    i18n::{Text, audit as w, common as c, customers as cw, t, tr},
    reading::{UrlQuery, filled},
    session,
};

#[component]
pub fn Filters(query: UrlQuery<AuditQuery>, rows: RwSignal<Vec<AuditEntry>>) -> impl IntoView {
    let actor = Signal::derive(move || {
        let id = query.with(|q| q.actor)?;
        let name = rows.with(|rows| rows.iter().find(|row| row.actor_id == Some(id)).map(|row| row.actor.clone()));
        Some(Choice { id, label: name.unwrap_or_else(|| t(cw::CHOSEN_FILTER).to_owned()), hint: String::new() })
    });
    let pick = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        query.update(|q| q.actor = choice.map(|choice| choice.id))
    });
    let clear = Callback::new(move |()| query.set(AuditQuery::default()));
    let narrowed = move || query.with(|q| *q != AuditQuery::default());
    view! {
        <FilterBar narrowed=Signal::derive(narrowed)>
            <SearchBox
                placeholder=w::ACTION_HINT
                value=Signal::derive(move || query.with(|q| q.action.clone().unwrap_or_default()))
                on_search=Callback::new(move |text: String| query.update(|q| q.action = filled(&text)))
            />
            <Select
                label=w::ENTITY
                value=Signal::derive(move || query.with(|q| q.entity.clone().unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| (q.entity, q.entity_id) = (filled(&word), None)))
                options=|| {
                    let one = |(code, text): (&str, Text)| (code.to_owned(), t(text).to_owned());
                    std::iter::once((String::new(), t(w::ANY_ENTITY).to_owned())).chain(ENTITIES.into_iter().map(one)).collect()
                }
            />
            <Show when=|| session::can(Permission::OrganisationRead)>
                <EmployeePicker label=w::ACTOR placeholder=w::ACTOR chosen=actor on_pick=pick />
            </Show>
            <Day
                label=w::FROM
                value=Signal::derive(move || query.with(|q| q.from))
                on_change=Callback::new(move |at| query.update(|q| q.from = at))
            />
            // The day that is shown belongs to the span, so the bound is the beginning of the next one.
            <Day
                label=w::TO
                value=Signal::derive(move || query.with(|q| q.to.map(|at| at - TimeDelta::days(1))))
                on_change=Callback::new(move |at: Option<DateTime<Utc>>| query.update(|q| q.to = at.map(|at| at + TimeDelta::days(1))))
            />
            <Show when=narrowed>
                <Button label=c::CLEAR_FILTERS look=Look::Ghost on_press=clear />
            </Show>
        </FilterBar>
    }
}

/// A calendar day, as the instant at which it begins.
#[component]
fn Day(label: Text, value: Signal<Option<DateTime<Utc>>>, on_change: Callback<Option<DateTime<Utc>>>) -> impl IntoView {
    let shown =
        move || value.get().map(|at| format::for_input(at).chars().take(10).collect::<String>()).unwrap_or_default();
    let changed = move |event| {
        let day = event_target_value(&event).parse::<NaiveDate>().ok();
        on_change.run(day.and_then(|day| format::from_input(&format!("{day}T00:00"))));
    };
    view! {
        <label class="row day">
            <span class="small muted">{tr(label)}</span>
            <input class="input" type="date" prop:value=shown on:change=changed />
        </label>
    }
}
