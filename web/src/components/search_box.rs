//! The field that narrows a list while one types. `/` leads to it.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Glyph, Icon};
use crate::i18n::{Text, common as c, tr};

/// Waits this long after a keystroke before asking.
const PAUSE: Duration = Duration::from_millis(250);

#[component]
pub fn SearchBox(placeholder: Text, #[prop(into)] value: Signal<String>, on_search: Callback<String>) -> impl IntoView {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    // Whoever types and leaves at once has left nobody to tell.
    on_cleanup(move || {
        if let Some(Some(last)) = waiting.try_get_value() {
            last.clear();
        }
    });
    let typed = move |event| {
        let text = event_target_value(&event);
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        waiting.set_value(set_timeout_with_handle(move || on_search.run(text), PAUSE).ok());
    };
    view! {
        <span class="input-icon" role="search">
            <Icon glyph=Glyph::Search />
            <input
                class="input"
                type="search"
                data-search
                autocomplete="off"
                placeholder=tr(placeholder)
                aria-label=tr(c::SEARCH)
                prop:value=move || value.get()
                on:input=typed
            />
            <kbd aria-hidden="true">"/"</kbd>
        </span>
    }
}
