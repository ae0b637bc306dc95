//! A choice of one from very few, all of them visible.

use leptos::prelude::*;

use super::form_dialog::touches;
use crate::i18n::{Text, tr};

#[component]
pub fn Segments<T>(
    label: Text,
    options: Vec<(T, Text)>,
    #[prop(into)] value: Signal<T>,
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let touched = touches();
    let choose = move |option: T| {
        touched();
        on_change.run(option);
    };
    view! {
        <div class="segments" role="group" aria-label=tr(label)>
            {options
                .into_iter()
                .map(|(option, text)| {
                    view! {
                        <button
                            type="button"
                            aria-pressed=move || if value.get() == option { "true" } else { "false" }
                            on:click=move |_| choose(option)
                        >
                            {tr(text)}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
