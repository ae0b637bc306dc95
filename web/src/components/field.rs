//! Form fields: a label, a control, a hint, and what is wrong with it by JSON pointer.

use leptos::prelude::*;

use super::fresh_id;
use crate::{
    i18n::{Text, tr},
    reading::Write,
};

/// The frame of any control. `children` gets the id that the control must carry.
#[component]
pub fn Field<F>(
    label: Text,
    write: Write,
    pointer: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional_no_strip)] hint: Option<Text>,
    control: F,
) -> impl IntoView
where
    F: FnOnce(String) -> AnyView,
{
    let id = fresh_id();
    let fault_id = format!("{id}-fault");
    view! {
        <div class="field">
            <label class="label" for=id.clone()>
                {tr(label)}
                {required
                    .then(|| view! {
                        <span class="must" aria-hidden="true">"*"</span>
                    })}
            </label>
            {control(id)}
            {hint.map(|hint| view! { <span class="hint">{tr(hint)}</span> })}
            {move || {
                write
                    .field(pointer)
                    .map(|fault| view! { <span class="fault" id=fault_id.clone() role="alert">{fault}</span> })
            }}
        </div>
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    label: Text,
    value: RwSignal<String>,
    write: Write,
    pointer: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] hint: Option<Text>,
    #[prop(optional)] placeholder: Option<Text>,
) -> impl IntoView {
    let control = move |id: String| {
        let fault_id = format!("{id}-fault");
        view! {
            <input
                id=id
                class="input"
                type=kind
                autocomplete=autocomplete
                autofocus=autofocus
                aria-required=required.then_some("true")
                aria-invalid=move || write.field(pointer).map(|_| "true")
                aria-describedby=fault_id
                placeholder=placeholder.map(|text| tr(text))
                bind:value=value
            />
        }
        .into_any()
    };
    view! { <Field label=label write=write pointer=pointer required=required hint=hint control=control /> }
}

/// A field of several lines.
#[component]
pub fn AreaField(
    label: Text,
    value: RwSignal<String>,
    write: Write,
    pointer: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] placeholder: Option<Text>,
) -> impl IntoView {
    let control = move |id: String| {
        let fault_id = format!("{id}-fault");
        view! {
            <textarea
                id=id
                class="input"
                autofocus=autofocus
                aria-required=required.then_some("true")
                aria-invalid=move || write.field(pointer).map(|_| "true")
                aria-describedby=fault_id
                placeholder=placeholder.map(|text| tr(text))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    };
    view! { <Field label=label write=write pointer=pointer required=required control=control /> }
}
