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
    let note_id = format!("{id}-note");
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
            {move || match (write.field(pointer), hint) {
                (Some(fault), _) => view! { <span class="fault" id=note_id.clone() role="alert">{fault}</span> }.into_any(),
                (None, Some(hint)) => view! { <span class="hint" id=note_id.clone()>{tr(hint)}</span> }.into_any(),
                (None, None) => ().into_any(),
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
        let note_id = format!("{id}-note");
        view! {
            <input
                id=id
                class="input"
                type=kind
                autocomplete=autocomplete
                autofocus=autofocus
                aria-required=required.then_some("true")
                aria-invalid=move || write.field(pointer).map(|_| "true")
                aria-describedby=note_id
                placeholder=placeholder.map(tr)
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
        let note_id = format!("{id}-note");
        view! {
            <textarea
                id=id
                class="input"
                autofocus=autofocus
                aria-required=required.then_some("true")
                aria-invalid=move || write.field(pointer).map(|_| "true")
                aria-describedby=note_id
                placeholder=placeholder.map(tr)
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    };
    view! { <Field label=label write=write pointer=pointer required=required control=control /> }
}
