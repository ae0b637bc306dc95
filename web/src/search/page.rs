//! The page of the search: what to find, by which conditions, and what was found.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    Check, Page,
    exports::ExportOf,
    search::{Found, SearchKind, SearchQuery},
    views::ViewPage,
};

use super::{
    catalog::{kind_text, kinds},
    conditions::Conditions,
    results::Results,
};
use crate::{
    api,
    components::{Button, Glyph, Listed, Notice, PageHead, Segments},
    exports::ExportButton,
    format,
    i18n::{search as w, tf},
    reading::{Listing, UrlQuery},
    views::Views,
};

#[component]
pub fn SearchPlace() -> impl IntoView {
    let query = UrlQuery::<SearchQuery>::new();
    // Who may not see what is looked for by default looks for what they may.
    Effect::new(move |_| {
        let open = kinds();
        let find = query.with(|query| query.find);
        if let Some(first) = open.first().filter(|_| !open.contains(&find)) {
            query.set(SearchQuery::of(*first));
        }
    });
    // How far it has been looked, when that is not everything.
    let through = RwSignal::new(None::<DateTime<Utc>>);
    let is_whole = move || query.with(|query| query.faults().is_empty() && kinds().contains(&query.find));
    let listing = Listing::<Found>::new(move |cursor| {
        let asked = SearchQuery { cursor, ..query.get() };
        let whole = is_whole();
        async move {
            through.set(None);
            if !whole {
                return Ok(Page { items: Vec::new(), next_cursor: None });
            }
            let page = api::search::search(&asked).await?;
            through.set(page.searched_through);
            Ok(Page { items: page.items, next_cursor: page.next_cursor })
        }
    });
    let go_on = Callback::new(move |()| listing.load_more());
    let find = Callback::new(move |kind: SearchKind| query.update(|query| query.find = kind));
    let far = move || {
        through.get().map(|at| {
            view! {
                <p class="searched-through" role="status">
                    {move || tf(w::THROUGH, format::time(at))}
                    <Button label=w::GO_ON slim=true busy=Signal::derive(move || listing.busy()) on_press=go_on />
                </p>
            }
        })
    };
    let empty = move || {
        if !is_whole() {
            view! { <Notice glyph=Glyph::Sliders title=w::UNFINISHED /> }.into_any()
        } else if through.get().is_some() {
            ().into_any()
        } else {
            view! { <Notice glyph=Glyph::Search title=w::EMPTY body=w::EMPTY_BODY /> }.into_any()
        }
    };
    let options: Vec<_> = kinds().into_iter().map(|kind| (kind, kind_text(kind))).collect();
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Views page=ViewPage::Search />
                {move || ExportOf::found(query.get()).filter(|_| is_whole()).map(|what| view! { <ExportButton what=Signal::derive(move || what.clone()) /> })}
            </PageHead>
            <Segments label=w::FIND options=options value=Signal::derive(move || query.with(|query| query.find)) on_change=find />
            <Conditions query=query />
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <Results rows=listing.rows />
                </Listed>
                {far}
            </section>
        </div>
    }
}
