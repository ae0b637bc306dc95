//! The frame around every page.

mod account_menu;
mod bottom_bar;
mod palette;
mod sidebar;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    components::keyboard,
    exports::ExportWatch,
    i18n::{common as c, tr},
    notices::{Bell, NoticePanel},
    router::Place,
};
use bottom_bar::BottomBar;
use palette::Palette;
use sidebar::Sidebar;

#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let palette = RwSignal::new(false);
    let drawer = RwSignal::new(false);
    keyboard::listen(Callback::new(move |()| palette.set(true)));
    let bell = Bell::new();
    // Going somewhere closes the drawer of a telephone and the list of notices.
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        drawer.set(false);
        bell.open.set(false);
    });
    view! {
        <a class="button skip" href="#main">{tr(c::SKIP)}</a>
        <div class="shell">
            <Sidebar drawer=drawer palette=palette bell=bell />
            <main class="main" id="main" tabindex="-1">
                {children()}
            </main>
            <BottomBar drawer=drawer bell=bell />
        </div>
        <span class="sr-only" role="status" aria-live="polite" data-testid="news">{move || bell.said.get()}</span>
        <Show when=|| Place::Exports.open()>
            <ExportWatch />
        </Show>
        {move || bell.open.get().then(|| view! { <NoticePanel bell=bell /> })}
        {move || palette.get().then(|| view! { <Palette on_close=Callback::new(move |()| palette.set(false)) /> })}
    }
}
