//! Agents with their states.

use leptos::prelude::*;
use shared::{
    assignment::roster::Presence,
    codes::TextCode,
    groups::GroupQuery,
    permissions::Permission,
    workforce::{AgentState, AgentStateQuery, Schedule},
};

use super::{
    PresenceMark,
    agent_form::AgentForm,
    words::{presence_text, until as until_text},
};
use crate::{
    api,
    components::{
        Button, FilterBar, Glyph, Listed, Look, Notice, SearchBox, Select, avatar::initial, closer, list::ClearFilters,
    },
    format,
    i18n::{common as c, t, tf, tr, workforce as w},
    reading::{Listing, Read, filled},
    session,
};

#[component]
pub fn Agents() -> impl IntoView {
    let query = RwSignal::new(AgentStateQuery::default());
    let schedules = Read::new(api::workforce::schedules);
    let listing = Listing::<AgentState>::new(move |cursor| {
        let query = AgentStateQuery { cursor, ..query.get() };
        async move { api::workforce::states(&query).await }
    });
    let opened = RwSignal::new(None::<AgentState>);
    let done = Callback::new(move |()| {
        opened.set(None);
        listing.reload();
    });
    let clear = Callback::new(move |()| query.set(AgentStateQuery::default()));
    let empty = move || {
        if query.with(|q| *q == AgentStateQuery::default()) {
            view! { <Notice glyph=Glyph::Users title=w::EMPTY body=w::EMPTY_BODY /> }.into_any()
        } else {
            view! {
                <Notice glyph=Glyph::Search title=w::EMPTY_FILTERED body=w::EMPTY_FILTERED_BODY>
                    <ClearFilters on_press=clear />
                </Notice>
            }
            .into_any()
        }
    };
    view! {
        <Filters query=query schedules=schedules />
        <section class="panel">
            <Listed listing=listing empty=empty>
                <table class="table cards" data-testid="agents">
                    <thead>
                        <tr>
                            <th scope="col">{tr(w::AGENT)}</th>
                            <th scope="col">{tr(w::PRESENCE)}</th>
                            <th scope="col">{tr(w::DUTY)}</th>
                            <th scope="col" class="end">{tr(w::LOAD)}</th>
                            <th scope="col">{tr(w::SCHEDULE)}</th>
                            <th scope="col">{tr(w::SKILLS)}</th>
                            <th scope="col">{tr(w::GROUPS)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || listing.rows.get()
                            key=|row| (row.agent.id, row.version, row.presence, row.open_work, row.in_hours, row.on_leave_until)
                            let:row
                        >
                            <AgentRow row=row opened=opened />
                        </For>
                    </tbody>
                </table>
            </Listed>
        </section>
        {move || opened.get().map(|state| view! { <AgentForm state=state schedules=schedules on_close=closer(opened) on_done=done /> })}
    }
}

#[component]
fn Filters(query: RwSignal<AgentStateQuery>, schedules: Read<Vec<Schedule>>) -> impl IntoView {
    let groups =
        Read::new(|| async { api::groups::groups(&GroupQuery { limit: Some(200), ..GroupQuery::default() }).await });
    let first = |text: crate::i18n::Text| std::iter::once((String::new(), t(text).to_owned()));
    view! {
        <FilterBar narrowed=Signal::derive(move || query.with(|q| *q != AgentStateQuery::default()))>
            <SearchBox
                placeholder=w::SEARCH
                value=Signal::derive(move || query.with(|q| q.q.clone().unwrap_or_default()))
                on_search=Callback::new(move |text: String| query.update(|q| q.q = filled(&text)))
            />
            <Select
                label=w::PRESENCE
                value=Signal::derive(move || query.with(|q| q.presence.map(|one| one.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.presence = Presence::parse(&word)))
                options=move || {
                    let one = |presence: &Presence| (presence.to_string(), t(presence_text(*presence)).to_owned());
                    first(w::ANY_PRESENCE).chain(Presence::ALL.iter().map(one)).collect()
                }
            />
            <Select
                label=w::GROUPS
                value=Signal::derive(move || query.with(|q| q.group_id.map(|id| id.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.group_id = word.parse().ok()))
                options=move || {
                    let all = groups.ok().map(|page| page.items).unwrap_or_default();
                    first(w::ANY_GROUP).chain(all.into_iter().map(|group| (group.id.to_string(), group.name))).collect()
                }
            />
            <Select
                label=w::SCHEDULE
                value=Signal::derive(move || query.with(|q| q.schedule_id.map(|id| id.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.schedule_id = word.parse().ok()))
                options=move || {
                    let all = schedules.ok().unwrap_or_default();
                    first(w::ANY_SCHEDULE).chain(all.into_iter().map(|one| (one.id.to_string(), one.name))).collect()
                }
            />
        </FilterBar>
    }
}

#[component]
fn AgentRow(row: AgentState, opened: RwSignal<Option<AgentState>>) -> impl IntoView {
    let own = row.clone();
    let open = Callback::new(move |()| opened.set(Some(own.clone())));
    let (on_leave, in_hours) = (row.on_leave_until, row.in_hours);
    let duty = move || match (on_leave, in_hours) {
        (Some(until), _) => {
            view! { <span class="badge warn">{tf(w::ON_LEAVE_UNTIL, until_text(until))}</span> }.into_any()
        }
        (None, true) => view! { <span class="soft">{t(w::IN_HOURS)}</span> }.into_any(),
        (None, false) => view! { <span class="badge">{t(w::OUTSIDE_HOURS)}</span> }.into_any(),
    };
    let full = row.capacity.is_some_and(|capacity| row.open_work >= capacity);
    let said = row.presence_since;
    let (open_work, capacity) = (row.open_work, row.capacity);
    let schedule = row.schedule.map(|schedule| schedule.name);
    let name = row.agent.name.clone();
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <span class="avatar slim" aria-hidden="true">{initial(&row.agent.name)}</span>
                    <span class="two">
                        <span class="name">{row.agent.name.clone()}</span>
                        <span class="muted">{row.number} " · " {row.unit}</span>
                    </span>
                </span>
            </td>
            <td class="corner" data-label=tr(w::PRESENCE) title=move || said.map(|at| tf(w::SINCE, format::time(at)))>
                <PresenceMark presence=row.presence />
            </td>
            <td data-label=tr(w::DUTY)>{duty}</td>
            <td class="num end" data-label=tr(w::LOAD)>
                <span class:due-warn=full>{open_work}</span>
                <span class="muted">
                    " / " {move || capacity.map_or_else(|| t(w::UNLIMITED).to_owned(), |capacity| capacity.to_string())}
                </span>
            </td>
            <td data-label=tr(w::SCHEDULE)>
                {move || schedule.clone().unwrap_or_else(|| t(w::ANY_HOUR).to_owned())}
            </td>
            <td data-label=tr(w::SKILLS)>
                {(!row.skills.is_empty()).then(|| view! {
                    <span class="tags">{row.skills.into_iter().map(|skill| view! { <span class="badge">{skill}</span> }).collect_view()}</span>
                })}
            </td>
            <td class="whole" data-label=tr(w::GROUPS)>
                {(!row.groups.is_empty()).then(|| view! {
                    <span class="tags">
                        {row.groups.into_iter().map(|group| view! { <a href=format!("/groups/{}", group.id)>{group.name}</a> }).collect_view()}
                    </span>
                })}
            </td>
            <td class="end tools">
                {session::can_now(Permission::GroupManage)
                    .then(|| view! {
                        <Button
                            label=w::SET_UP
                            name=Signal::derive(move || Some(tf(w::EDIT_AGENT, &name)))
                            glyph=Glyph::Edit
                            icon_only=true
                            slim=true
                            look=Look::Ghost
                            on_press=open
                        />
                    })}
            </td>
        </tr>
    }
}
