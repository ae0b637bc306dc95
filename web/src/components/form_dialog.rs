//! A dialog that is a form: fields, what is wrong, cancel, and the one thing it does.

use leptos::{context::Provider, html, prelude::*};

use super::{Alert, Button, Dialog, Layer, Look, dialog::Leaving};
use crate::{
    i18n::{Text, common as c, tr},
    reading::Write,
};

/// Whether something was filled in that leaving would lose. Typing is noticed by itself; a control that changes the
/// form otherwise says so.
#[derive(Clone, Copy)]
struct Touched(RwSignal<bool>);

/// What a control calls that changed the form around it, if there is one.
pub fn touches() -> impl Fn() + Copy + Send + Sync + 'static {
    let touched = use_context::<Touched>();
    move || {
        if let Some(Touched(touched)) = touched {
            touched.set(true);
        }
    }
}

#[component]
pub fn FormDialog(
    #[prop(into)] title: Signal<String>,
    on_close: Callback<()>,
    write: Write,
    /// What the button says.
    #[prop(into)]
    action: Signal<Text>,
    /// The action destroys or takes away.
    #[prop(optional)]
    danger: bool,
    #[prop(optional)] layer: Layer,
    /// Pointers of the fields that show their own faults.
    #[prop(optional)]
    fields: Vec<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
    on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let (touched, asking) = (RwSignal::new(false), RwSignal::new(false));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        // Enter in a field while the question stands answers it with staying.
        if !asking.get_untracked() {
            on_submit.run(());
        }
        asking.set(false);
    };
    let leave = Callback::new(move |outside: bool| match (touched.get_untracked(), outside) {
        (false, _) => on_close.run(()),
        (true, true) => {}
        (true, false) => asking.update(|asking| *asking = !*asking),
    });
    let stay = Callback::new(move |()| asking.set(false));
    let touch = move |_| touched.set(true);
    view! {
        <Dialog title=title on_close=on_close layer=layer leaving=Leaving::Asks(leave)>
            <form class="layer-form" novalidate on:submit=submit on:input=touch on:change=move |_| touched.set(true)>
                <div class="layer-body">
                    <Provider value=Touched(touched)>{children()}</Provider>
                    <Alert fault=write.fault shown_elsewhere=fields />
                </div>
                {move || if asking.get() {
                    view! { <Asked on_stay=stay on_discard=on_close /> }.into_any()
                } else {
                    view! {
                        <div class="layer-foot">
                            <Button label=c::CANCEL on_press=on_close />
                            <Button
                                label=action
                                submit=true
                                look=if danger { Look::Danger } else { Look::Primary }
                                busy=Signal::derive(move || write.busy())
                                disabled=disabled
                            />
                        </div>
                    }
                    .into_any()
                }}
            </form>
        </Dialog>
    }
}

/// Whether what was filled in may be lost.
#[component]
fn Asked(on_stay: Callback<()>, on_discard: Callback<()>) -> impl IntoView {
    let foot = NodeRef::<html::Div>::new();
    let before = document().active_element();
    let before =
        StoredValue::new_local(before.and_then(|e| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(e).ok()));
    Effect::new(move |_| {
        let first = foot.get().and_then(|foot| foot.query_selector("button").ok().flatten());
        if let Some(button) = first.and_then(|e| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(e).ok()) {
            drop(button.focus());
        }
    });
    // Whoever stays goes on where they were.
    on_cleanup(move || {
        if let Some(Some(before)) = before.try_get_value() {
            drop(before.focus());
        }
    });
    view! {
        <div class="layer-foot" node_ref=foot role="alertdialog" aria-label=tr(c::DISCARD_ASK)>
            <span class="start small">{tr(c::DISCARD_ASK)}</span>
            <Button label=c::STAY on_press=on_stay />
            <Button label=c::DISCARD look=Look::Danger on_press=on_discard />
        </div>
    }
}
