//! The row of filters over a list. On a telephone only the search stays, and a button shows the rest.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::i18n::{common as c, tr};

/// `children` begin with the search box.
#[component]
pub fn FilterBar(
    /// Whether a filter is set, which the button says while it hides it.
    #[prop(into)]
    narrowed: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="filters" class:open=move || open.get()>
            {children()}
            <button
                type="button"
                class="button filters-toggle"
                class:set=move || narrowed.get()
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon glyph=Glyph::Sliders />
                {tr(c::FILTERS)}
            </button>
        </div>
    }
}
