//! The tree of provinces and cities, with how much of each is held.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::{
    ids::{CityId, ProvinceId},
    permissions::Permission,
    territory::{City, Province},
};

use super::{
    add_region::{AddCity, AddProvince},
    page::Desk,
};
use crate::{
    components::{
        Glyph, Icon, Loaded, closer,
        menu::{Menu, MenuItem},
    },
    format::number,
    i18n::{common as c, t, territory as w, tfs, tr},
    session,
};

#[component]
pub fn Regions(desk: Desk) -> impl IntoView {
    let adding_province = RwSignal::new(None::<()>);
    let adding_city = RwSignal::new(None::<()>);
    let reload = Callback::new(move |()| desk.reload());
    view! {
        <section class="panel regions" aria-labelledby="regions-title">
            <div class="panel-head">
                <h2 id="regions-title">{tr(w::REGIONS)}</h2>
                <div class="actions">
                    <Show when=|| session::can(Permission::DistrictManage)>
                        <Menu
                            label=Signal::derive(|| t(c::ADD).to_owned())
                            button_class="button ghost square slim"
                            button=|| view! { <Icon glyph=Glyph::Plus /> }
                        >
                            <MenuItem on_choose=Callback::new(move |()| adding_province.set(Some(())))>{tr(w::ADD_PROVINCE)}</MenuItem>
                            <MenuItem on_choose=Callback::new(move |()| adding_city.set(Some(())))>{tr(w::ADD_CITY)}</MenuItem>
                        </Menu>
                    </Show>
                </div>
            </div>
            <Loaded
                read=desk.provinces
                show=move |provinces| view! { <Tree provinces=provinces desk=desk /> }.into_any()
            />
            {move || adding_province.get().map(|()| view! { <AddProvince on_close=closer(adding_province) on_done=reload /> })}
            {move || adding_city.get().map(|()| view! { <AddCity desk=desk on_close=closer(adding_city) on_done=reload /> })}
        </section>
    }
}

#[component]
fn Tree(provinces: Vec<Province>, desk: Desk) -> impl IntoView {
    let query = desk.query;
    let unfolded = RwSignal::new(BTreeSet::<ProvinceId>::new());
    // The province of the chosen city stands open, also when the page begins with that address.
    Effect::new(move |_| {
        let city = query.with(|q| q.city);
        let province =
            city.and_then(|id| desk.cities.ok()?.iter().find(|city| city.id == id).map(|city| city.province_id));
        if let Some(province) = province.or(query.with(|q| q.province)) {
            unfolded.update(|all| {
                all.insert(province);
            });
        }
    });
    let everywhere = move || query.with(|q| q.province.is_none() && q.city.is_none());
    let empty = provinces.is_empty();
    view! {
        <nav class="tree panel-body" aria-labelledby="regions-title">
            <button
                type="button"
                class="tree-row"
                aria-current=move || everywhere().then_some("true")
                on:click=move |_| query.update(|q| (q.province, q.city) = (None, None))
            >
                <span>{tr(w::ALL_DISTRICTS)}</span>
                <Held cities=Signal::derive(move || desk.cities.ok().unwrap_or_default()) />
            </button>
            {empty.then(|| view! { <p class="small muted tree-note">{tr(w::REGIONS_EMPTY)}</p> })}
            {provinces
                .into_iter()
                .map(|province| view! { <Branch province=province desk=desk unfolded=unfolded /> })
                .collect_view()}
        </nav>
    }
}

#[component]
fn Branch(province: Province, desk: Desk, unfolded: RwSignal<BTreeSet<ProvinceId>>) -> impl IntoView {
    let (id, query) = (province.id, desk.query);
    let cities = Memo::new(move |_| {
        let all = desk.cities.ok().unwrap_or_default();
        all.into_iter().filter(|city| city.province_id == id).collect::<Vec<City>>()
    });
    let open = Memo::new(move |_| unfolded.with(|all| all.contains(&id)));
    let press = move |_| {
        let chosen = query.with(|q| q.province == Some(id) && q.city.is_none());
        unfolded.update(|all| {
            if !all.insert(id) && chosen {
                all.remove(&id);
            }
        });
        query.update(|q| (q.province, q.city) = (Some(id), None));
    };
    view! {
        <button
            type="button"
            class="tree-row"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-current=move || query.with(|q| q.province == Some(id) && q.city.is_none()).then_some("true")
            on:click=press
        >
            <Icon glyph=Glyph::ChevronRight />
            <span class="clip">{province.name}</span>
            <Held cities=Signal::derive(move || cities.get()) />
        </button>
        <Show when=move || open.get()>
            <For each=move || cities.get() key=|city| (city.id, city.districts, city.held) let:city>
                <Leaf city=city desk=desk />
            </For>
        </Show>
    }
}

#[component]
fn Leaf(city: City, desk: Desk) -> impl IntoView {
    let (id, query): (CityId, _) = (city.id, desk.query);
    let own = city.clone();
    view! {
        <button
            type="button"
            class="tree-row leaf"
            aria-current=move || query.with(|q| q.city == Some(id)).then_some("true")
            on:click=move |_| query.update(|q| (q.province, q.city) = (None, Some(id)))
        >
            <span class="clip">{city.name}</span>
            <Held cities=Signal::derive(move || vec![own.clone()]) />
        </button>
    }
}

/// How many of the districts have an agent.
#[component]
fn Held(cities: Signal<Vec<City>>) -> impl IntoView {
    let sums =
        move || cities.with(|all| all.iter().fold((0, 0), |sum, city| (sum.0 + city.held, sum.1 + city.districts)));
    view! {
        <span class="count" title=tr(w::HELD)>
            {move || {
                let (held, all) = sums();
                tfs(w::HELD_OF, &[&number(held), &number(all)])
            }}
        </span>
    }
}
