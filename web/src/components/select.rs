//! A choice of one from few, on the browser's own `<select>`.

use leptos::prelude::*;

use super::field::Tie;
use crate::i18n::{Text, tr};

/// `options` are values with their words; the words follow the language. An empty value stands for no choice.
#[component]
pub fn Select<O>(
    #[prop(into)] value: Signal<String>,
    on_change: Callback<String>,
    options: O,
    /// The accessible name, where no label refers to it.
    #[prop(optional)]
    label: Option<Text>,
    /// The field around it.
    #[prop(optional)]
    tie: Option<Tie>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView
where
    O: Fn() -> Vec<(String, String)> + Send + Sync + 'static,
{
    let invalid = tie.as_ref().map(Tie::invalid);
    let note = tie.as_ref().map(|tie| tie.note.clone());
    view! {
        <select
            id=tie.map(|tie| tie.id)
            aria-invalid=move || invalid.and_then(|invalid| invalid())
            aria-describedby=note
            class="input"
            aria-label=move || label.map(crate::i18n::t)
            title=label.map(tr)
            disabled=move || disabled.get()
            on:change=move |event| on_change.run(event_target_value(&event))
        >
            {move || {
                options()
                    .into_iter()
                    .map(|(word, text)| {
                        let own = word.clone();
                        view! {
                            <option value=word selected=move || value.get() == own>
                                {text}
                            </option>
                        }
                    })
                    .collect_view()
            }}
        </select>
    }
}
