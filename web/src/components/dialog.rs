//! Dialogs and drawers, on the browser's own `<dialog>`: it keeps the focus inside and the page behind out of reach.

use std::time::Duration;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Button, Glyph, Look, fresh_id};
use crate::i18n::common as c;

/// Where it stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Layer {
    #[default]
    Dialog,
    /// A dialog with room for a table.
    Broad,
    /// At the side, for the detail of a row.
    Drawer,
}

/// What closes a layer whose subject is kept in an option.
pub fn closer<T: Send + Sync + 'static>(subject: RwSignal<Option<T>>) -> Callback<()> {
    Callback::new(move |()| subject.set(None))
}

/// Open as long as it is mounted. Esc, the cross and a click outside ask `on_close` to unmount it.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    on_close: Callback<()>,
    #[prop(optional)] layer: Layer,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let heading = fresh_id();
    let named_by = heading.clone();
    let before = document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let before = StoredValue::new_local(before);
    Effect::new(move |_| {
        if let Some(dialog) = element.get()
            && !dialog.open()
        {
            // It can only fail when it is open already or not in the page.
            drop(dialog.show_modal());
        }
    });
    on_cleanup(move || {
        if let Some(Some(before)) = before.try_get_value() {
            // As long as the dialog stands nothing behind it can have the focus, so this waits until it is gone. The
            // element may have gone too; then the focus goes to the page, as it does without us.
            set_timeout(move || drop(before.focus()), Duration::ZERO);
        }
    });
    let class = match layer {
        Layer::Dialog => "dialog",
        Layer::Broad => "dialog broad",
        Layer::Drawer => "drawer",
    };
    let outside = move |event: web_sys::MouseEvent| {
        let on_backdrop = event.target().zip(element.get_untracked()).is_some_and(|(target, dialog)| {
            let dialog: &web_sys::EventTarget = dialog.as_ref();
            &target == dialog
        });
        if on_backdrop {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=element
            class=class
            aria-labelledby=named_by
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:close=move |_| on_close.run(())
            on:mousedown=outside
        >
            <div class="layer-head">
                <h2 id=heading class="clip">{move || title.get()}</h2>
                <Button label=c::CLOSE glyph=Glyph::X icon_only=true look=Look::Ghost slim=true on_press=on_close />
            </div>
            {children()}
        </dialog>
    }
}
