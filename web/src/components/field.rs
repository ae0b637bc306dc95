//! Form fields: a label, a control, a hint, and what is wrong with it by JSON pointer.

use leptos::prelude::*;

use super::fresh_id;
use crate::{
    i18n::{Text, tr},
    reading::Write,
};

/// What ties a control to its field.
#[derive(Clone)]
pub struct Tie {
    /// The id to which the label refers.
    pub id: String,
    /// The id of the hint, or of what is wrong.
    pub note: String,
    pub wrong: Signal<bool>,
}

impl Tie {
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + use<> {
        let wrong = self.wrong;
        move || wrong.get().then_some("true")
    }
}

/// The frame of any control. `control` gets what ties it to the frame.
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
    F: FnOnce(Tie) -> AnyView,
{
    let id = fresh_id();
    let note_id = format!("{id}-note");
    let wrong = Signal::derive(move || write.field(pointer).is_some());
    let tie = Tie { id: id.clone(), note: note_id.clone(), wrong };
    view! {
        <div class="field">
            <label class="label" for=id>
                {tr(label)}
                {required
                    .then(|| view! {
                        <span class="must" aria-hidden="true">"*"</span>
                    })}
            </label>
            {control(tie)}
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
    let control = move |tie: Tie| {
        let invalid = tie.invalid();
        view! {
            <input
                id=tie.id
                class="input"
                type=kind
                autocomplete=autocomplete
                autofocus=autofocus
                aria-required=required.then_some("true")
                aria-invalid=invalid
                aria-describedby=tie.note
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
    #[prop(optional)] hint: Option<Text>,
    #[prop(optional)] placeholder: Option<Text>,
) -> impl IntoView {
    let control = move |tie: Tie| {
        let invalid = tie.invalid();
        view! {
            <textarea
                id=tie.id
                class="input"
                autofocus=autofocus
                aria-required=required.then_some("true")
                aria-invalid=invalid
                aria-describedby=tie.note
                placeholder=placeholder.map(tr)
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    };
    view! { <Field label=label write=write pointer=pointer required=required hint=hint control=control /> }
}
