//! The list of employees.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    organisation::{Employee, EmployeeQuery, EmployeeStatus, OrgUnit},
    permissions::Permission,
};

use super::{
    employee_form::EmployeeForm,
    employee_table::{EmployeeTable, status_text},
    tree::indented,
};
use crate::{
    api,
    components::{
        Button, FilterBar, Glyph, Icon, Listed, Look, Notice, PageHead, SearchBox, Select, closer, list::ClearFilters,
    },
    i18n::{common as c, organisation as w, t, tr},
    reading::{Listing, Read, UrlQuery, filled},
    session,
};

#[component]
pub fn EmployeesPage() -> impl IntoView {
    let query = UrlQuery::<EmployeeQuery>::new();
    let units = Read::new(api::organisation::units);
    let listing = Listing::<Employee>::new(move |cursor| {
        let query = EmployeeQuery { cursor, ..query.get() };
        async move { api::organisation::employees(&query).await }
    });
    let adding = RwSignal::new(None::<()>);
    let add = Callback::new(move |()| adding.set(Some(())));
    let added = Callback::new(move |_| listing.reload());
    let clear = Callback::new(move |()| query.set(EmployeeQuery::default()));
    let empty = move || {
        if query.with(|q| *q == EmployeeQuery::default()) {
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
        <div class="page">
            <PageHead title=w::EMPLOYEES>
                <Show when=|| session::can(Permission::OrganisationManage)>
                    <a class="button" href="/employees/import"><Icon glyph=Glyph::Upload /> {tr(w::IMPORT)}</a>
                    <Button label=w::ADD glyph=Glyph::Plus look=Look::Primary on_press=add />
                </Show>
            </PageHead>
            <Filters query=query units=units />
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <EmployeeTable rows=listing.rows />
                </Listed>
            </section>
            {move || adding.get().map(|()| view! { <EmployeeForm employee=None units=units on_close=closer(adding) on_done=added /> })}
        </div>
    }
}

#[component]
fn Filters(query: UrlQuery<EmployeeQuery>, units: Read<Vec<OrgUnit>>) -> impl IntoView {
    view! {
        <FilterBar narrowed=Signal::derive(move || query.with(|q| *q != EmployeeQuery::default()))>
            <SearchBox
                placeholder=w::SEARCH
                value=Signal::derive(move || query.with(|q| q.q.clone().unwrap_or_default()))
                on_search=Callback::new(move |text: String| query.update(|q| q.q = filled(&text)))
            />
            <Select
                label=w::UNIT
                value=Signal::derive(move || query.with(|q| q.unit.map(|unit| unit.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.unit = word.parse().ok()))
                options=move || {
                    let all = units.ok().unwrap_or_default();
                    std::iter::once((String::new(), t(w::EVERYBODY).to_owned())).chain(indented(&all)).collect()
                }
            />
            <Select
                label=w::AGENT
                value=Signal::derive(move || query.with(|q| q.agent.map(|agent| agent.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.agent = word.parse().ok()))
                options=|| {
                    [(String::new(), w::ANY_AGENT), ("true".to_owned(), w::ONLY_AGENTS), ("false".to_owned(), w::NOT_AGENTS)]
                        .into_iter()
                        .map(|(word, text)| (word, t(text).to_owned()))
                        .collect()
                }
            />
            <Select
                label=c::STATUS
                value=Signal::derive(move || query.with(|q| q.status.map(|status| status.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.status = EmployeeStatus::parse(&word)))
                options=|| {
                    let one = |status: &EmployeeStatus| (status.to_string(), t(status_text(*status)).to_owned());
                    std::iter::once((String::new(), t(w::ANY_STATUS).to_owned())).chain(EmployeeStatus::ALL.iter().map(one)).collect()
                }
            />
        </FilterBar>
    }
}
