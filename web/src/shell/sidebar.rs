//! The navigation: at the side, or as a drawer on a telephone.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::account_menu::AccountMenu;
use crate::{
    components::{Glyph, Icon},
    i18n::{Text, common as c, tr},
    notices::{Bell, BellButton},
    router::Place,
    workforce::PresenceSwitch,
};

#[component]
pub fn Sidebar(drawer: RwSignal<bool>, palette: RwSignal<bool>, bell: Bell) -> impl IntoView {
    view! {
        <Show when=move || drawer.get()>
            <button type="button" class="side-scrim" aria-label=tr(c::CLOSE) on:click=move |_| drawer.set(false)></button>
        </Show>
        <aside
            class="side"
            class:open=move || drawer.get()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    drawer.set(false);
                }
            }
        >
            <div class="side-top">
                <a class="brand" href="/">
                    <img class="mark" src="/favicon.svg" alt="" />
                    <span>{tr(c::BRAND)}</span>
                    <span class="latin">{tr(c::BRAND_LATIN)}</span>
                </a>
                <BellButton bell=bell class="button ghost square" />
            </div>
            <button type="button" class="finder" on:click=move |_| palette.set(true)>
                <Icon glyph=Glyph::Search />
                <span>{tr(c::SEARCH)}</span>
                <kbd aria-hidden="true">"Ctrl K"</kbd>
            </button>
            <nav aria-label=tr(c::NAV)>
                <Group title=c::NAV_CUSTOMERS places=&Place::CUSTOMERS />
                <Group title=c::NAV_ASSIGNMENT places=&Place::ASSIGNMENT />
                <Group title=c::NAV_PEOPLE places=&Place::PEOPLE />
                <Group title=c::NAV_SYSTEM places=&Place::SYSTEM />
            </nav>
            <div class="spacer"></div>
            <PresenceSwitch />
            <AccountMenu />
        </aside>
    }
}

/// Places under one heading; without a place to go there is no heading either.
#[component]
fn Group(title: Text, places: &'static [Place]) -> impl IntoView {
    let path = use_location().pathname;
    move || {
        let open: Vec<_> = places.iter().copied().filter(|place| place.open()).collect();
        (!open.is_empty()).then(|| {
            view! {
                <div class="nav-group">
                    <div class="nav-title">{tr(title)}</div>
                    {open
                        .into_iter()
                        .map(|place| {
                            view! {
                                <a
                                    class="nav-link"
                                    href=place.path()
                                    aria-current=move || place.holds(&path.get()).then_some("page")
                                >
                                    <Icon glyph=place.glyph() />
                                    <span>{tr(place.title())}</span>
                                </a>
                            }
                        })
                        .collect_view()}
                </div>
            }
        })
    }
}
