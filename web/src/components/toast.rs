//! Short messages that come and go by themselves.

use std::{cell::Cell, sync::LazyLock, time::Duration};

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::api::Fault;

#[derive(Clone, PartialEq)]
struct Message {
    id: u32,
    text: String,
    bad: bool,
    /// What leads on, and where to.
    link: Option<(String, String)>,
}

static MESSAGES: LazyLock<ArcRwSignal<Vec<Message>>> = LazyLock::new(|| ArcRwSignal::new(Vec::new()));

/// Says that something went well.
pub fn say(text: impl Into<String>) {
    show(text.into(), false, None);
}

/// Says that something went well, with a link to it.
pub fn lead_to(text: impl Into<String>, link: impl Into<String>, path: impl Into<String>) {
    show(text.into(), false, Some((link.into(), path.into())));
}

/// Says that something cannot be done so, where no form is there to show it.
pub fn refuse(text: impl Into<String>) {
    show(text.into(), true, None);
}

/// Says that something failed, where no form is there to show it.
pub fn complain(fault: &Fault) {
    let text = match fault.detail() {
        Some(detail) => format!("{} · {detail}", fault.title()),
        None => fault.title(),
    };
    show(text, true, None);
}

/// What is said already is said once, anew.
fn show(text: String, bad: bool, link: Option<(String, String)>) {
    thread_local! { static NEXT: Cell<u32> = const { Cell::new(0) } }
    // Long enough to be read, and to be reached.
    let stay = if bad || link.is_some() { 7 } else { 4 };
    let id = NEXT.replace(NEXT.get().wrapping_add(1));
    MESSAGES.update(|all| {
        all.retain(|message| message.text != text);
        all.push(Message { id, text, bad, link });
    });
    set_timeout(move || MESSAGES.update(|all| all.retain(|m| m.id != id)), Duration::from_secs(stay));
}

/// Where they appear. A popover, so that they stand above an open dialog.
#[component]
pub fn Toasts() -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        let some = MESSAGES.with(|all| !all.is_empty());
        if let Some(element) = place.get() {
            // Shown again for each message: the latest of dialogs and popovers is on top. Already hidden is no failure.
            drop(element.hide_popover());
            if some {
                drop(element.show_popover());
            }
        }
    });
    view! {
        <div node_ref=place class="toasts" popover="manual" role="status" aria-live="polite">
            <For each=|| MESSAGES.get() key=|m| m.id let:message>
                <div class="toast" class:bad=message.bad data-testid="toast">
                    <Icon glyph=if message.bad { Glyph::Alert } else { Glyph::Check } />
                    <span>{message.text}</span>
                    {message.link.map(|(link, path)| view! { <a href=path>{link}</a> })}
                </div>
            </For>
        </div>
    }
}
