//! The queue of registrations: give each its district, approve one by one or many at once.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use shared::{
    customers::{BulkApproval, BulkApprovalItem, Review},
    ids::{CustomerId, DistrictId},
};

use super::{reject::RejectCustomer, review_row::ReviewRow};
use crate::{
    api,
    components::{Alert, Button, Choice, Glyph, Listed, Look, Notice, PageHead, closer, toast},
    format::number,
    i18n::{customers as w, tfs, tn, tr},
    reading::{Listing, Write},
};

/// The desk of a reviewer: which district each registration shall get, and which ones are picked.
#[derive(Clone, Copy)]
pub struct Desk {
    pub listing: Listing<Review>,
    /// The district chosen for each; a suggestion counts as chosen until it is changed.
    pub districts: RwSignal<BTreeMap<CustomerId, Choice<DistrictId>>>,
    pub picked: RwSignal<BTreeSet<CustomerId>>,
    pub rejecting: RwSignal<Option<Review>>,
}

impl Desk {
    /// Takes a finished registration off the desk, without reading the list again.
    pub fn finish(self, ids: &[CustomerId]) {
        self.picked.update(|picked| picked.retain(|id| !ids.contains(id)));
        self.listing.rows.update(|rows| rows.retain(|row| !ids.contains(&row.customer.id)));
        if self.listing.rows.with_untracked(Vec::is_empty) {
            self.listing.reload();
        }
    }

    fn ready(self) -> Vec<BulkApprovalItem> {
        let (picked, districts) = (self.picked.get(), self.districts.get());
        let item =
            |id: &CustomerId| districts.get(id).map(|d| BulkApprovalItem { customer_id: *id, district_id: d.id });
        picked.iter().filter_map(item).collect()
    }
}

#[component]
pub fn ReviewsPage() -> impl IntoView {
    let desk = Desk {
        listing: Listing::new(api::customers::reviews),
        districts: RwSignal::new(BTreeMap::new()),
        picked: RwSignal::new(BTreeSet::new()),
        rejecting: RwSignal::new(None),
    };
    let select_ready = Callback::new(move |()| {
        let known: BTreeSet<_> = desk.districts.with_untracked(|districts| districts.keys().copied().collect());
        let shown =
            desk.listing.rows.with_untracked(|rows| rows.iter().map(|row| row.customer.id).collect::<BTreeSet<_>>());
        desk.picked.set(known.intersection(&shown).copied().collect());
    });
    let reload = Callback::new(move |()| desk.listing.reload());
    view! {
        <div class="page">
            <PageHead title=w::REVIEWS>
                <Button label=w::SELECT_READY slim=true look=Look::Ghost on_press=select_ready />
                <Button label=crate::i18n::common::RELOAD glyph=Glyph::Reload icon_only=true look=Look::Ghost on_press=reload />
            </PageHead>
            <section class="panel" data-testid="reviews">
                <Listed
                    listing=desk.listing
                    empty=|| view! { <Notice glyph=Glyph::Inbox title=w::REVIEWS_EMPTY body=w::REVIEWS_EMPTY_BODY /> }
                >
                    <ul class="reviews">
                        <For each=move || desk.listing.rows.get() key=|row| (row.customer.id, row.customer.version) let:row>
                            <ReviewRow review=row desk=desk />
                        </For>
                    </ul>
                </Listed>
            </section>
            <BulkBar desk=desk />
            {move || desk.rejecting.get().map(|review| view! { <RejectCustomer review=review desk=desk on_close=closer(desk.rejecting) /> })}
        </div>
    }
}

/// Appears when something is picked.
#[component]
fn BulkBar(desk: Desk) -> impl IntoView {
    let write = Write::new();
    let ready = Memo::new(move |_| desk.ready());
    let approve = Callback::new(move |()| {
        let items = ready.get_untracked();
        let ids: Vec<_> = items.iter().map(|item| item.customer_id).collect();
        let ask = |request: BulkApproval| async move { api::customers::approve_many(&request).await };
        write.submit(BulkApproval { items }, ask, move |done| {
            let all = done.owned + done.queued;
            toast::say(tfs(w::APPROVE_MANY_DONE, &[&number(all), &number(done.owned), &number(done.queued)]));
            desk.finish(&ids);
        });
    });
    let clear = Callback::new(move |()| desk.picked.set(BTreeSet::new()));
    let some = Memo::new(move |_| desk.picked.with(|picked| !picked.is_empty()));
    let count = move || i64::try_from(ready.with(Vec::len)).unwrap_or(i64::MAX);
    view! {
        <Show when=move || some.get()>
            <div class="floating" role="region" aria-label=tr(w::APPROVE_MANY)>
                <span>{move || tn(w::READY, count())}</span>
                <Alert fault=write.fault />
                <span class="push"></span>
                <Button label=crate::i18n::common::CLEAR look=Look::Ghost on_press=clear />
                <Button
                    label=w::APPROVE_MANY
                    glyph=Glyph::Check
                    look=Look::Primary
                    busy=Signal::derive(move || write.busy())
                    disabled=Signal::derive(move || ready.with(Vec::is_empty))
                    on_press=approve
                />
            </div>
        </Show>
    }
}
