//! The list of changes, newest first.

use leptos::prelude::*;
use shared::audit::{AuditEntry, AuditQuery};

use super::{
    entry::EntryDrawer,
    filters::Filters,
    words::{entity_name, verb},
};
use crate::{
    api,
    components::{Glyph, Listed, Notice, PageHead, closer, list::ClearFilters},
    format,
    i18n::{audit as w, tr},
    reading::{Listing, UrlQuery},
};

#[component]
pub fn AuditPage() -> impl IntoView {
    let query = UrlQuery::<AuditQuery>::new();
    let listing = Listing::<AuditEntry>::new(move |cursor| {
        let query = AuditQuery { cursor, ..query.get() };
        async move { api::audit::list(&query).await }
    });
    let opened = RwSignal::new(None::<AuditEntry>);
    let clear = Callback::new(move |()| query.set(AuditQuery::default()));
    view! {
        <div class="page">
            <PageHead title=w::TITLE />
            <Filters query=query rows=listing.rows />
            <section class="panel">
                <Listed
                    listing=listing
                    empty=move || {
                        view! {
                            <Notice glyph=Glyph::Scroll title=w::EMPTY body=w::EMPTY_BODY>
                                <ClearFilters on_press=clear />
                            </Notice>
                        }
                    }
                >
                    <table class="table cards" data-testid="audit">
                        <thead>
                            <tr>
                                <th scope="col">{tr(w::AT)}</th>
                                <th scope="col">{tr(w::ACTOR)}</th>
                                <th scope="col">{tr(w::ACTION)}</th>
                                <th scope="col">{tr(w::ENTITY)}</th>
                                <th scope="col">{tr(w::IP)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || listing.rows.get() key=|row| row.id let:row>
                                <Row row=row opened=opened />
                            </For>
                        </tbody>
                    </table>
                </Listed>
            </section>
            {move || opened.get().map(|entry| view! { <EntryDrawer entry=entry query=query on_close=closer(opened) /> })}
        </div>
    }
}

#[component]
fn Row(row: AuditEntry, opened: RwSignal<Option<AuditEntry>>) -> impl IntoView {
    let (own, action, entity) = (row.clone(), row.action.clone(), row.entity.clone());
    view! {
        <tr data-row>
            <td class="num soft lead">{format::precise_time(row.at)}</td>
            <td class="bare" data-label=tr(w::ACTOR)>{row.actor}</td>
            <td class="bare" data-label=tr(w::ACTION)>
                <button type="button" class="link name" title=row.action on:click=move |_| opened.set(Some(own.clone()))>
                    {move || verb(&action)}
                </button>
            </td>
            <td class="bare whole" data-label=tr(w::ENTITY)>
                <span class="muted small">{move || entity_name(&entity)} " "</span>
                {row.label}
            </td>
            <td class="mono muted off" data-label=tr(w::IP)>{row.ip}</td>
        </tr>
    }
}
