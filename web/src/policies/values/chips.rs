//! Lists of values: few that are all visible, what was chosen, words that one types.

use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    i18n::{Text, policies as w, tf, tr},
};

/// A choice of several from few, all of them visible.
#[component]
pub fn Toggles(
    label: Text,
    options: Vec<(String, Text)>,
    values: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
) -> impl IntoView {
    view! {
        <div class="chips" role="group" aria-label=tr(label)>
            {options
                .iter()
                .map(|(word, text)| {
                    let (word, text) = (word.clone(), *text);
                    let own = word.clone();
                    let all: Vec<String> = options.iter().map(|(word, _)| word.clone()).collect();
                    let press = move |_| {
                        let mut chosen = values.get_untracked();
                        if chosen.contains(&word) {
                            chosen.retain(|one| *one != word);
                        } else {
                            chosen.push(word.clone());
                        }
                        // In the order in which they stand.
                        chosen.sort_by_key(|one| all.iter().position(|word| word == one));
                        on_change.run(chosen);
                    };
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || if values.with(|all| all.contains(&own)) { "true" } else { "false" }
                            on:click=press
                        >
                            {tr(text)}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// What is chosen, each with a way out.
#[component]
pub fn Chosen(#[prop(into)] values: Signal<Vec<(String, String)>>, on_remove: Callback<String>) -> impl IntoView {
    view! {
        <For each=move || values.get() key=|value| value.clone() let:value>
            {
                let (id, label) = value;
                let name = label.clone();
                view! {
                    <span class="chip chosen">
                        <span>{label}</span>
                        <button type="button" aria-label=move || tf(w::REMOVE_VALUE, &name) on:click=move |_| on_remove.run(id.clone())>
                            <Icon glyph=Glyph::X />
                        </button>
                    </span>
                }
            }
        </For>
    }
}

pub fn without(values: Signal<Vec<String>>, on_change: Callback<Vec<String>>) -> Callback<String> {
    Callback::new(move |gone: String| {
        on_change.run(values.get_untracked().into_iter().filter(|value| *value != gone).collect());
    })
}

pub fn with(values: Signal<Vec<String>>, on_change: Callback<Vec<String>>, new: String) {
    let mut all = values.get_untracked();
    if !all.contains(&new) {
        all.push(new);
        on_change.run(all);
    }
}

/// Words that one types: Enter, a comma or leaving takes what was typed.
#[component]
pub fn Words(
    label: Text,
    #[prop(into)] values: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
    #[prop(optional, into)] suggested: Signal<Vec<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let list = crate::components::fresh_id();
    let shown = Signal::derive(move || values.get().into_iter().map(|word| (word.clone(), word)).collect::<Vec<_>>());
    let take = move || {
        let text = typed.get_untracked();
        let mut all = values.get_untracked();
        let before = all.len();
        for word in text.split([',', '，', '、', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
            if !all.iter().any(|one| one == word) {
                all.push(word.to_owned());
            }
        }
        typed.set(String::new());
        if all.len() > before {
            on_change.run(all);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" | "," | "，" if !event.is_composing() => {
            event.prevent_default();
            take();
        }
        "Backspace" if typed.with_untracked(String::is_empty) => {
            let mut all = values.get_untracked();
            if all.pop().is_some() {
                on_change.run(all);
            }
        }
        _ => {}
    };
    view! {
        <div class="words input">
            <Chosen values=shown on_remove=without(values, on_change) />
            <input
                type="text"
                autocomplete="off"
                aria-label=tr(label)
                list=list.clone()
                placeholder=move || values.with(Vec::is_empty).then(tr(w::ADD_WORD))
                bind:value=typed
                on:keydown=keys
                on:blur=move |_| take()
            />
            <datalist id=list>
                {move || suggested.get().into_iter().map(|word| view! { <option value=word></option> }).collect_view()}
            </datalist>
        </div>
    }
}
