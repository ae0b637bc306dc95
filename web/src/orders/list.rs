//! The list of orders one may see.

use leptos::prelude::*;
use shared::{
    exports::ExportOf,
    orders::{Order, OrderQuery},
    permissions::Permission,
    views::ViewPage,
};

use super::{
    filters::Filters,
    marks::{Side, Sides},
    table::OrderTable,
};
use crate::{
    api,
    components::{Glyph, Listed, Notice, PageHead, list::ClearFilters},
    exports::ExportButton,
    i18n::orders as w,
    reading::{Listing, UrlQuery},
    session,
    views::Views,
};

#[component]
pub fn OrdersPage() -> impl IntoView {
    let query = UrlQuery::<OrderQuery>::new();
    let listing = Listing::<Order>::new(move |cursor| {
        let query = OrderQuery { cursor, ..query.get() };
        async move { api::orders::list(&query).await }
    });
    let clear = Callback::new(move |()| query.set(OrderQuery::default()));
    let empty = move || {
        if query.with(|q| *q == OrderQuery::default()) {
            view! { <Notice glyph=Glyph::Shop title=w::EMPTY body=w::EMPTY_BODY /> }.into_any()
        } else {
            view! {
                <Notice glyph=Glyph::Search title=w::EMPTY_FILTERED>
                    <ClearFilters on_press=clear />
                </Notice>
            }
            .into_any()
        }
    };
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Sides here=Side::Orders />
                <Views page=ViewPage::Orders />
                <ExportButton what=Signal::derive(move || ExportOf::Orders(query.get())) />
            </PageHead>
            <Filters query=query rows=listing.rows />
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <OrderTable rows=listing.rows with_owner=Signal::derive(|| session::beyond_own(Permission::OrderRead)) />
                </Listed>
            </section>
        </div>
    }
}
