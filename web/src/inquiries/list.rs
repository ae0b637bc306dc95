//! The list of inquiries one may see.

use leptos::prelude::*;
use shared::{
    inquiries::{Inquiry, InquiryQuery},
    permissions::Permission,
    views::ViewPage,
};

use super::{enter::EnterInquiry, filters::Filters, table::InquiryTable};
use crate::{
    api,
    components::{Button, Glyph, Listed, Look, Notice, PageHead, list::ClearFilters},
    i18n::inquiries as w,
    reading::{Listing, UrlQuery},
    session,
    views::Views,
};

#[component]
pub fn InquiriesPage() -> impl IntoView {
    let query = UrlQuery::<InquiryQuery>::new();
    let listing = Listing::<Inquiry>::new(move |cursor| {
        let query = InquiryQuery { cursor, ..query.get() };
        async move { api::inquiries::list(&query).await }
    });
    let entering = RwSignal::new(false);
    let enter = Callback::new(move |()| entering.set(true));
    let close = Callback::new(move |()| entering.set(false));
    let entered = Callback::new(move |()| listing.reload());
    let clear = Callback::new(move |()| query.set(InquiryQuery::default()));
    let empty = move || {
        if query.with(|q| *q == InquiryQuery::default()) {
            view! { <Notice glyph=Glyph::Chat title=w::EMPTY body=w::EMPTY_BODY /> }.into_any()
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
                <Views page=ViewPage::Inquiries />
                <Show when=|| session::can(Permission::InquiryCreate)>
                    <Button label=w::ENTER glyph=Glyph::Plus look=Look::Primary on_press=enter />
                </Show>
            </PageHead>
            <Filters query=query rows=listing.rows />
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <InquiryTable rows=listing.rows with_owner=Signal::derive(|| session::beyond_own(Permission::InquiryRead)) />
                </Listed>
            </section>
            {move || entering.get().then(|| view! { <EnterInquiry on_close=close on_done=entered /> })}
        </div>
    }
}
