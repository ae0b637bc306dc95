//! Keeps unsaved changes from being lost by leaving: asks before a link is followed and before the tab is closed, and puts
//! them back when one left nevertheless, by the browser's button or the keyboard.

use std::cell::RefCell;

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    assignment::Policy,
    ids::{EmployeeId, PolicyVersionId},
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, MouseEvent};

use crate::{
    components::Confirm,
    i18n::{policies as w, t, tr},
    reading::Write,
    session,
};

/// What was not saved.
#[derive(Clone, PartialEq)]
pub struct Unsaved {
    pub id: PolicyVersionId,
    /// The version of the draft on which it was written.
    pub version: i64,
    pub name: String,
    pub document: Policy,
}

thread_local! {
    static KEPT: RefCell<Option<(EmployeeId, Unsaved)>> = const { RefCell::new(None) };
}

/// What this employee left unsaved in this draft, if it still fits.
pub fn kept(id: PolicyVersionId, version: i64) -> Option<Unsaved> {
    let me = untrack(session::me)?.employee_id;
    let kept = KEPT.with_borrow_mut(Option::take);
    kept.filter(|(who, unsaved)| *who == me && unsaved.id == id && unsaved.version == version)
        .map(|(_, unsaved)| unsaved)
}

/// `unsaved` gives what would be lost; nothing when all is saved.
#[component]
pub fn Guard(#[prop(into)] unsaved: Signal<Option<Unsaved>>) -> impl IntoView {
    let wanted = RwSignal::new(None::<String>);
    let given_up = StoredValue::new(false);
    let me = untrack(session::me).map(|me| me.employee_id);
    let before_unload = window_event_listener(ev::beforeunload, move |event| {
        if unsaved.with_untracked(Option::is_some) {
            event.prevent_default();
        }
    });
    // Before the router's own listener, which stands on the window.
    let follow = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = link.and_then(|element| element.closest("a[href]").ok().flatten());
        let href = link.and_then(|link| link.get_attribute("href")).filter(|href| href.starts_with('/'));
        if let Some(href) = href.filter(|_| plain && unsaved.with_untracked(Option::is_some)) {
            event.prevent_default();
            event.stop_propagation();
            wanted.set(Some(href));
        }
    });
    let follow: js_sys::Function = follow.into_js_value().unchecked_into();
    drop(document().add_event_listener_with_callback_and_bool("click", &follow, true));
    let follow = StoredValue::new_local(follow);
    // What would be lost is told apart from the signal, which may be gone when the page is left.
    let last = StoredValue::new(None::<Unsaved>);
    Effect::new(move |_| last.set_value(unsaved.get()));
    on_cleanup(move || {
        before_unload.remove();
        if let Some(follow) = follow.try_get_value() {
            drop(document().remove_event_listener_with_callback_and_bool("click", &follow, true));
        }
        let left = last.try_get_value().flatten().filter(|_| given_up.try_get_value() != Some(true));
        if let Some(kept) = me.zip(left) {
            KEPT.with_borrow_mut(|all| *all = Some(kept));
        }
    });
    let navigate = use_navigate();
    let leave = Callback::new(move |_: Write| {
        given_up.set_value(true);
        if let Some(href) = wanted.get_untracked() {
            wanted.set(None);
            navigate(&href, NavigateOptions::default());
        }
    });
    let stay = Callback::new(move |()| wanted.set(None));
    let title = Signal::derive(|| t(w::LEAVE_TITLE).to_owned());
    move || {
        wanted.get().map(|_| {
            view! {
                <Confirm title=title action=w::LEAVE on_close=stay on_confirm=leave>
                    <p>{tr(w::LEAVE_BODY)}</p>
                </Confirm>
            }
        })
    }
}
