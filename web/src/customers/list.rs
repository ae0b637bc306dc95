//! The list of customers one may see.

use leptos::prelude::*;
use shared::{
    customers::{Customer, CustomerQuery},
    exports::ExportOf,
    page::Count,
    permissions::Permission,
    views::ViewPage,
};

use super::{
    filters::{Filters, Order, is_narrowed},
    table::CustomerTable,
};
use crate::{
    api,
    components::{Button, Glyph, Listed, Look, Notice, PageHead, list::ClearFilters, toast},
    exports::ExportButton,
    i18n::{customers as w, merges as mw, tn, tr},
    reading::{Listing, UrlQuery, Write},
    session,
    views::Views,
};

#[component]
pub fn CustomersPage() -> impl IntoView {
    let query = UrlQuery::<CustomerQuery>::new();
    let listing = Listing::<Customer>::new(move |cursor| {
        let query = CustomerQuery { cursor, ..query.get() };
        async move { api::customers::list(&query).await }
    });
    let clear = Callback::new(move |()| query.set(CustomerQuery::default()));
    let empty = move || {
        if query.with(is_narrowed) {
            view! {
                <Notice glyph=Glyph::Search title=w::EMPTY_FILTERED body=w::EMPTY_FILTERED_BODY>
                    <ClearFilters on_press=clear />
                </Notice>
            }
            .into_any()
        } else {
            view! { <Notice glyph=Glyph::Users title=w::EMPTY body=w::EMPTY_BODY /> }.into_any()
        }
    };
    let with_owner = Signal::derive(|| session::beyond_own(Permission::CustomerRead));
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Total query=query />
                <a class="button slim ghost" href="/customers/duplicates">{tr(mw::PAIRS)}</a>
                <Views page=ViewPage::Customers />
                <ExportButton what=Signal::derive(move || ExportOf::Customers(query.get())) />
                <Order query=query />
            </PageHead>
            <Filters query=query rows=listing.rows />
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <CustomerTable rows=listing.rows with_owner=with_owner />
                </Listed>
            </section>
        </div>
    }
}

/// How many there are: counted only when someone asks, because counting costs the server more than listing.
#[component]
fn Total(query: UrlQuery<CustomerQuery>) -> impl IntoView {
    let counted = RwSignal::new(None::<Count>);
    let write = Write::new();
    Effect::new(move |_| {
        query.with(|_| ());
        counted.set(None);
    });
    let count = Callback::new(move |()| {
        let query = query.get();
        write.run(async move { api::customers::count(&query).await }, move |count| counted.set(Some(count)));
    });
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    move || {
        match counted.get() {
        Some(Count { count, capped }) => {
            let text = if capped { w::COUNTED_MORE } else { w::COUNTED };
            view! { <span class="soft small" role="status">{move || tn(text, count)}</span> }.into_any()
        }
        None => view! {
            <Button label=w::COUNT look=Look::Ghost slim=true busy=Signal::derive(move || write.busy()) on_press=count />
        }
        .into_any(),
    }
    }
}
