//! Copying a text to the clipboard.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

use super::{Button, Glyph, toast};
use crate::i18n::{common as c, t_now};

/// Copies, and says whether it worked: browsers refuse on plain HTTP.
#[component]
pub fn CopyButton(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let copy = Callback::new(move |()| {
        let text = text.get_untracked();
        spawn_local(async move {
            let allowed = window().is_secure_context();
            let copied = allowed && JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok();
            toast::say(t_now(if copied { c::COPIED } else { c::COPY_FAILED }));
        });
    });
    view! { <Button label=c::COPY glyph=Glyph::Copy on_press=copy /> }
}
