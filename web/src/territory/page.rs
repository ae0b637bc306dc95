//! The districts: regions at the side, the list beside them.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    ids::DistrictId,
    permissions::Permission,
    territory::{City, District, DistrictQuery, Province},
};

use super::{
    assign::{AssignDistricts, Which},
    coverage::Coverage,
    district_drawer::DistrictDrawer,
    district_form::DistrictForm,
    filters::Filters,
    regions::Regions,
    table::DistrictTable,
};
use crate::{
    api,
    components::{Button, Glyph, Icon, Listed, Look, Notice, PageHead, closer, list::ClearFilters},
    i18n::{common as c, territory as w, tn, tr},
    reading::{Listing, Read, UrlQuery},
    session,
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Desk {
    pub query: UrlQuery<DistrictQuery>,
    pub listing: Listing<District>,
    pub provinces: Read<Vec<Province>>,
    pub cities: Read<Vec<City>>,
    pub picked: RwSignal<BTreeMap<DistrictId, District>>,
    pub opened: RwSignal<Option<District>>,
    pub assigning: RwSignal<Option<Which>>,
    pub editing: RwSignal<Option<Option<District>>>,
}

impl Desk {
    /// Reads again everything that a change of districts touches.
    pub fn reload(self) {
        self.listing.reload();
        self.provinces.reload();
        self.cities.reload();
    }
}

#[component]
pub fn DistrictsPage() -> impl IntoView {
    let query = UrlQuery::<DistrictQuery>::new();
    let desk = Desk {
        query,
        listing: Listing::new(move |cursor| {
            let query = DistrictQuery { cursor, ..query.get() };
            async move { api::territory::districts(&query).await }
        }),
        provinces: Read::new(api::territory::provinces),
        cities: Read::new(|| api::territory::cities(None)),
        picked: RwSignal::new(BTreeMap::new()),
        opened: RwSignal::new(None),
        assigning: RwSignal::new(None),
        editing: RwSignal::new(None),
    };
    let city = Memo::new(move |_| query.with(|q| q.city));
    let assigned = Callback::new(move |()| {
        desk.picked.set(BTreeMap::new());
        desk.opened.set(None);
        desk.reload();
    });
    let saved = Callback::new(move |district: District| {
        desk.opened.update(|opened| {
            if opened.is_some() {
                *opened = Some(district);
            }
        });
        desk.reload();
    });
    view! {
        <div class="page">
            <Head desk=desk />
            <div class="split">
                <Regions desk=desk />
                <div class="stack">
                    {move || city.get().map(|city| view! { <Coverage city=city desk=desk /> })}
                    <Filters desk=desk />
                    <section class="panel">
                        <Listed listing=desk.listing empty=move || view! { <Nothing desk=desk /> }>
                            <DistrictTable desk=desk />
                        </Listed>
                    </section>
                    <PickedBar desk=desk />
                </div>
            </div>
            {move || desk.opened.get().map(|district| view! { <DistrictDrawer district=district desk=desk /> })}
            {move || desk.editing.get().map(|district| view! { <DistrictForm district=district desk=desk on_close=closer(desk.editing) on_done=saved /> })}
            {move || desk.assigning.get().map(|which| view! { <AssignDistricts which=which on_close=closer(desk.assigning) on_done=assigned /> })}
        </div>
    }
}

#[component]
fn Head(desk: Desk) -> impl IntoView {
    let add = Callback::new(move |()| desk.editing.set(Some(None)));
    let move_all = Callback::new(move |()| desk.assigning.set(Some(Which::AllOfAnAgent)));
    view! {
        <PageHead title=w::TITLE>
            <Show when=|| session::can(Permission::DistrictAssign)>
                <Button label=w::MOVE_ALL glyph=Glyph::Swap on_press=move_all />
            </Show>
            <Show when=|| session::can(Permission::DistrictManage)>
                <a class="button" href="/districts/import"><Icon glyph=Glyph::Upload /> {tr(w::IMPORT)}</a>
                <Button label=w::ADD glyph=Glyph::Plus look=Look::Primary on_press=add />
            </Show>
        </PageHead>
    }
}

/// Nothing to list: no districts at all, or none that fit.
#[component]
fn Nothing(desk: Desk) -> impl IntoView {
    let clear = Callback::new(move |()| desk.query.set(DistrictQuery::default()));
    move || {
        if desk.query.with(|q| *q == DistrictQuery::default()) {
            view! {
                <Notice glyph=Glyph::Map title=w::EMPTY body=w::EMPTY_BODY>
                    <Show when=|| session::can(Permission::DistrictManage)>
                        <a class="button primary" href="/districts/import">{tr(w::IMPORT)}</a>
                    </Show>
                </Notice>
            }
            .into_any()
        } else {
            view! {
                <Notice glyph=Glyph::Search title=w::EMPTY_FILTERED body=w::EMPTY_FILTERED_BODY>
                    <ClearFilters on_press=clear />
                </Notice>
            }
            .into_any()
        }
    }
}

/// What to do with the picked districts.
#[component]
fn PickedBar(desk: Desk) -> impl IntoView {
    let count = Memo::new(move |_| desk.picked.with(BTreeMap::len));
    let assign = Callback::new(move |()| {
        desk.assigning.set(Some(Which::These(desk.picked.with_untracked(|picked| picked.values().cloned().collect()))));
    });
    let clear = Callback::new(move |()| desk.picked.set(BTreeMap::new()));
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="floating" role="region" aria-label=tr(w::ASSIGN)>
                <span>{move || tn(c::SELECTED, i64::try_from(count.get()).unwrap_or(i64::MAX))}</span>
                <span class="push"></span>
                <Button label=c::CLEAR look=Look::Ghost on_press=clear />
                <Button label=w::ASSIGN glyph=Glyph::UserPlus look=Look::Primary on_press=assign />
            </div>
        </Show>
    }
}
