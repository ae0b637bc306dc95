//! Keys that work on every page: `/` to the search field, `j` and `k` through the rows of a list.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Listens as long as the component that calls it is mounted.
pub fn listen(open_palette: Callback<()>) {
    let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            open_palette.run(());
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() || typing() || layer_open() {
            return;
        }
        let done = match event.key().as_str() {
            "/" => focus_first("[data-search]"),
            "j" => step(1),
            "k" => step(-1),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn typing() -> bool {
    document().active_element().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.has_attribute("contenteditable")
    })
}

fn layer_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}

fn focus_first(selector: &str) -> bool {
    let element = document().query_selector(selector).ok().flatten();
    element.is_some_and(|element| focus(&element))
}

/// Moves the focus to the link or button that opens the next or previous row.
fn step(by: i32) -> bool {
    let Ok(rows) = document().query_selector_all("[data-row]") else { return false };
    let count = i32::try_from(rows.length()).unwrap_or(0);
    if count == 0 {
        return false;
    }
    let active = document().active_element();
    let now = (0..count).find(|index| {
        let row = u32::try_from(*index).ok().and_then(|i| rows.item(i));
        row.is_some_and(|row| row.contains(active.as_ref().map(AsRef::as_ref)))
    });
    let next = match now {
        Some(now) => (now + by).clamp(0, count - 1),
        None => 0,
    };
    let row = u32::try_from(next).ok().and_then(|i| rows.item(i)).and_then(|row| row.dyn_into::<Element>().ok());
    row.and_then(|row| row.query_selector("a, button").ok().flatten()).is_some_and(|opener| focus(&opener))
}

fn focus(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}
