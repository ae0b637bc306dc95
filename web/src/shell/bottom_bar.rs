//! The bar at the bottom of a telephone: the first few places, notices, and the drawer for the rest.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    components::{Glyph, Icon},
    i18n::{common as c, notices as w, tr},
    notices::{Bell, BellButton},
    router::Place,
};

/// As many as a thumb finds without looking.
const ROOM: usize = 3;

#[component]
pub fn BottomBar(drawer: RwSignal<bool>, bell: Bell) -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <nav class="bottom" aria-label=tr(c::MENU)>
            {move || {
                Place::all()
                    .filter(|place| *place != Place::Sessions && place.open())
                    .take(ROOM)
                    .map(|place| {
                        view! {
                            <a href=place.path() aria-current=move || place.holds(&path.get()).then_some("page")>
                                <Icon glyph=place.glyph() />
                                <span>{tr(place.title())}</span>
                            </a>
                        }
                    })
                    .collect_view()
            }}
            <BellButton bell=bell class="">
                <span>{tr(w::TITLE)}</span>
            </BellButton>
            <button type="button" aria-expanded=move || if drawer.get() { "true" } else { "false" } on:click=move |_| drawer.set(true)>
                <Icon glyph=Glyph::Menu />
                <span>{tr(c::MORE)}</span>
            </button>
        </nav>
    }
}
