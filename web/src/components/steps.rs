//! How far a wizard has come.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::i18n::{Text, t, tr};

#[component]
pub fn Steps(label: Text, names: Vec<Text>, #[prop(into)] now: Signal<usize>) -> impl IntoView {
    let step = move |(index, text): (usize, Text)| {
        let mark = move || {
            if index < now.get() {
                view! { <Icon glyph=Glyph::Check /> }.into_any()
            } else {
                (index + 1).to_string().into_any()
            }
        };
        view! {
            <li class:done=move || index < now.get() aria-current=move || (index == now.get()).then_some("step")>
                <span class="step-mark" aria-hidden="true">{mark}</span>
                {tr(text)}
            </li>
        }
    };
    view! {
        <ol class="steps" aria-label=move || t(label)>
            {names.into_iter().enumerate().map(step).collect_view()}
        </ol>
    }
}
