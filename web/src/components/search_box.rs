//! The field that narrows a list while one types. `/` leads to it.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use super::{Glyph, Icon};
use crate::i18n::{Text, common as c, tr};

/// Waits this long after a keystroke before asking.
const PAUSE: Duration = Duration::from_millis(250);

#[component]
pub fn SearchBox(placeholder: Text, #[prop(into)] value: Signal<String>, on_search: Callback<String>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    // Whoever types and leaves at once has left nobody to tell.
    on_cleanup(move || {
        if let Some(Some(last)) = waiting.try_get_value() {
            last.clear();
        }
    });
    // The field follows the query when something else changes it, but what is being typed is never written over: that
    // would swallow a space at the end, and break an input method in the middle of a word.
    Effect::new(move |_| {
        let value = value.get();
        if let Some(input) = input.get()
            && input.value().trim() != value
        {
            input.set_value(&value);
        }
    });
    let search = move |text: String| {
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        waiting.set_value(set_timeout_with_handle(move || on_search.run(text), PAUSE).ok());
    };
    let typed = move |event: web_sys::Event| {
        let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            search(event_target_value(&event));
        }
    };
    view! {
        <span class="input-icon" role="search">
            <Icon glyph=Glyph::Search />
            <input
                node_ref=input
                class="input"
                type="search"
                data-search
                autocomplete="off"
                placeholder=tr(placeholder)
                aria-label=tr(c::SEARCH)
                on:input=typed
                on:compositionend=move |event| search(event_target_value(&event))
            />
            <kbd aria-hidden="true">"/"</kbd>
        </span>
    }
}
