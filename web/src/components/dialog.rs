//! Dialogs and drawers, on the browser's own `<dialog>`: it keeps the focus inside and the page behind out of reach.

use std::{cell::RefCell, time::Duration};

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{Button, Glyph, Look, fresh_id};
use crate::i18n::common as c;

/// Where it stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Layer {
    #[default]
    Dialog,
    /// A dialog with room for a table.
    Broad,
    /// A dialog with room for two columns.
    Wide,
    /// At the side, for the detail of a row.
    Drawer,
    /// Beside the navigation, for what its buttons open; on a telephone it is the whole screen.
    Beside,
}

/// How one gets out of a layer other than by what it offers: Esc, the cross, a click outside.
#[derive(Clone, Copy, Default)]
pub enum Leaving {
    #[default]
    Closes,
    /// Asks first; `true` says that it was a click outside, which may be a slip.
    Asks(Callback<bool>),
    /// Only a button of its own closes the layer.
    Impossible,
}

thread_local! {
    /// Where the focus returns to from layers that have just been left, until it does.
    static RETURNS: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
}

/// What closes a layer whose subject is kept in an option.
pub fn closer<T: Send + Sync + 'static>(subject: RwSignal<Option<T>>) -> Callback<()> {
    Callback::new(move |()| subject.set(None))
}

/// Open as long as it is mounted; `on_close` unmounts it.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    on_close: Callback<()>,
    #[prop(optional)] layer: Layer,
    #[prop(optional)] leaving: Leaving,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let heading = fresh_id();
    let named_by = heading.clone();
    // A layer that takes another's place returns the focus to where that one would have.
    let before = taken_over().or_else(|| document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok()));
    let before = StoredValue::new_local(before);
    let show = move || {
        if let Some(dialog) = element.get()
            && !dialog.open()
        {
            // It can only fail when it is open already or not in the page.
            drop(dialog.show_modal());
        }
    };
    Effect::new(move |_| show());
    on_cleanup(move || {
        if let Some(Some(before)) = before.try_get_value() {
            RETURNS.with_borrow_mut(|all| all.push(before));
            // As long as the dialog stands nothing behind it can have the focus, so this waits until it is gone. The
            // element may have gone too; then the focus goes to the page, as it does without us.
            set_timeout(|| drop(taken_over().map(|before| before.focus())), Duration::ZERO);
        }
    });
    let leave = move |outside: bool| match leaving {
        Leaving::Closes => on_close.run(()),
        Leaving::Asks(ask) => ask.run(outside),
        Leaving::Impossible => {}
    };
    // Browsers let a page refuse Esc once only; the second one closes the dialog whatever the page says.
    let closed = move |_| match leaving {
        Leaving::Closes => on_close.run(()),
        Leaving::Asks(_) | Leaving::Impossible => untrack(show),
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            leave(false);
        }
    };
    let class = match layer {
        Layer::Dialog => "dialog",
        Layer::Broad => "dialog broad",
        Layer::Wide => "dialog wide",
        Layer::Drawer => "drawer",
        Layer::Beside => "beside",
    };
    let outside = move |event: web_sys::MouseEvent| {
        let on_backdrop = event.target().zip(element.get_untracked()).is_some_and(|(target, dialog)| {
            let dialog: &web_sys::EventTarget = dialog.as_ref();
            &target == dialog
        });
        if on_backdrop {
            // The focus stays where it is, in case the layer stays.
            event.prevent_default();
            leave(true);
        }
    };
    let cross = Callback::new(move |()| leave(false));
    view! {
        <dialog
            node_ref=element
            class=class
            aria-labelledby=named_by
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                leave(false);
            }
            on:close=closed
            on:keydown=keys
            on:mousedown=outside
        >
            <div class="layer-head">
                <h2 id=heading class="clip">{move || title.get()}</h2>
                {(!matches!(leaving, Leaving::Impossible))
                    .then(|| view! { <Button label=c::CLOSE glyph=Glyph::X icon_only=true look=Look::Ghost slim=true on_press=cross /> })}
            </div>
            {children()}
        </dialog>
    }
}

/// The first of those elements that still stand.
fn taken_over() -> Option<HtmlElement> {
    RETURNS.take().into_iter().find(|element| element.is_connected())
}
