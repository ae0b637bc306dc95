//! The list of groups.

use leptos::prelude::*;
use shared::{
    groups::{Group, GroupQuery, ProductLine},
    permissions::Permission,
};

use super::group_form::GroupForm;
use crate::{
    api,
    components::{Button, FilterBar, Glyph, Listed, Look, Notice, SearchBox, Select, closer, list::ClearFilters},
    format::number,
    i18n::{groups as w, t, tr},
    reading::{Listing, Read, filled},
    session,
};

#[component]
pub fn Groups() -> impl IntoView {
    let query = RwSignal::new(GroupQuery::default());
    let lines = Read::new(api::groups::lines);
    let listing = Listing::<Group>::new(move |cursor| {
        let query = GroupQuery { cursor, ..query.get() };
        async move { api::groups::groups(&query).await }
    });
    let adding = RwSignal::new(None::<()>);
    let add = Callback::new(move |()| adding.set(Some(())));
    let added = Callback::new(move |_: Group| {
        adding.set(None);
        listing.reload();
    });
    let clear = Callback::new(move |()| query.set(GroupQuery::default()));
    let empty = move || {
        if query.with(|q| *q == GroupQuery::default()) {
            view! { <Notice glyph=Glyph::Group title=w::EMPTY body=w::EMPTY_BODY /> }.into_any()
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
        <div class="row wrap between">
            <Filters query=query lines=lines />
            <Show when=|| session::can(Permission::GroupManage)>
                <Button label=w::ADD glyph=Glyph::Plus look=Look::Primary on_press=add />
            </Show>
        </div>
        <section class="panel">
            <Listed listing=listing empty=empty>
                <table class="table cards" data-testid="groups">
                    <thead>
                        <tr>
                            <th scope="col">{tr(w::TITLE)}</th>
                            <th scope="col">{tr(w::LINE)}</th>
                            <th scope="col" class="end">{tr(w::MEMBERS)}</th>
                            <th scope="col" class="end">{tr(w::AVAILABLE)}</th>
                            <th scope="col" class="end">{tr(w::OPEN_WORK)}</th>
                            <th scope="col" class="end">{tr(w::WAITING)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || listing.rows.get()
                            key=|row| (row.id, row.version, row.members, row.available, row.open_work, row.waiting)
                            let:row
                        >
                            <GroupRow row=row />
                        </For>
                    </tbody>
                </table>
            </Listed>
        </section>
        {move || adding.get().map(|()| view! { <GroupForm group=None on_close=closer(adding) on_done=added /> })}
    }
}

#[component]
fn Filters(query: RwSignal<GroupQuery>, lines: Read<Vec<ProductLine>>) -> impl IntoView {
    view! {
        <FilterBar narrowed=Signal::derive(move || query.with(|q| *q != GroupQuery::default()))>
            <SearchBox
                placeholder=w::SEARCH
                value=Signal::derive(move || query.with(|q| q.q.clone().unwrap_or_default()))
                on_search=Callback::new(move |text: String| query.update(|q| q.q = filled(&text)))
            />
            <Select
                label=w::LINE
                value=Signal::derive(move || query.with(|q| q.product_line_id.map(|id| id.to_string()).unwrap_or_default()))
                on_change=Callback::new(move |word: String| query.update(|q| q.product_line_id = word.parse().ok()))
                options=move || {
                    let all = lines.ok().unwrap_or_default();
                    let lines = all.into_iter().map(|line| (line.id.to_string(), line.name));
                    std::iter::once((String::new(), t(w::ANY_LINE).to_owned())).chain(lines).collect()
                }
            />
        </FilterBar>
    }
}

#[component]
fn GroupRow(row: Group) -> impl IntoView {
    let (nobody, waits) = (row.available == 0, row.waiting > 0);
    view! {
        <tr data-row>
            <td class="lead">
                <span class="two">
                    <a class="name" href=format!("/groups/{}", row.id)>{row.name}</a>
                    {(!row.description.is_empty()).then(|| view! { <span class="muted">{row.description}</span> })}
                </span>
            </td>
            <td data-label=tr(w::LINE)>
                {match row.product_line {
                    Some(line) => line.name.into_any(),
                    None => view! { <span class="muted">{tr(w::NO_LINE)}</span> }.into_any(),
                }}
            </td>
            <td class="num end" data-label=tr(w::MEMBERS)>{number(row.members)}</td>
            <td class="num end" data-label=tr(w::AVAILABLE)><span class:due-warn=nobody>{number(row.available)}</span></td>
            <td class="num end" data-label=tr(w::OPEN_WORK)>{number(row.open_work)}</td>
            <td class="num end" data-label=tr(w::WAITING)><span class:due-bad=waits>{number(row.waiting)}</span></td>
        </tr>
    }
}
