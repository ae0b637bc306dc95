//! What a person chose for this browser: language and theme. `assets/boot.js` reads the same keys before the first paint.

use std::sync::LazyLock;

use leptos::prelude::*;
use shared::Lang;
use wasm_bindgen::{JsCast, closure::Closure};

const LANG_KEY: &str = "guike.lang";
const THEME_KEY: &str = "guike.theme";

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

static LANG: LazyLock<ArcRwSignal<Lang>> = LazyLock::new(|| {
    ArcRwSignal::new(match read(LANG_KEY).as_deref() {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    })
});

static THEME: LazyLock<ArcRwSignal<Theme>> = LazyLock::new(|| {
    ArcRwSignal::new(match read(THEME_KEY).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    })
});

/// The language now; whoever asks in a view is told when it changes.
pub fn lang() -> Lang {
    LANG.get()
}

/// The language now, for code that is not a view.
pub fn lang_untracked() -> Lang {
    LANG.get_untracked()
}

/// The language as a BCP 47 tag.
pub const fn tag(lang: Lang) -> &'static str {
    lang.pick("zh-CN", "en")
}

pub fn set_lang(lang: Lang) {
    write(LANG_KEY, tag(lang));
    LANG.set(lang);
}

pub fn theme() -> Theme {
    THEME.get()
}

pub fn set_theme(theme: Theme) {
    let word = match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    write(THEME_KEY, word);
    THEME.set(theme);
}

/// Keeps `<html lang>` and `<html data-theme>` as they were chosen, also when the system turns dark by itself.
pub fn apply_to_document() {
    let system = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let system_dark = RwSignal::new(system.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = system {
        let turned =
            Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(move |event: web_sys::MediaQueryListEvent| {
                system_dark.set(event.matches());
            });
        let listened = query.add_event_listener_with_callback("change", turned.as_ref().unchecked_ref());
        debug_assert!(listened.is_ok(), "listening to a media query cannot fail");
        turned.forget();
    }
    Effect::new(move |_| {
        let dark = match theme() {
            Theme::System => system_dark.get(),
            Theme::Light => false,
            Theme::Dark => true,
        };
        set_on_root("data-theme", if dark { "dark" } else { "light" });
        set_on_root("lang", tag(lang()));
    });
}

fn set_on_root(attribute: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Only an invalid attribute name could fail.
        drop(root.set_attribute(attribute, value));
    }
}

// Storage may be refused (private windows, policies); the choice then lasts as long as the page.
fn read(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

fn write(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        drop(storage.set_item(key, value));
    }
}
