//! What else is known of an inquiry that is being entered, by name.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::{
    components::{Button, Glyph, Look, form_dialog::touches},
    i18n::{inquiries as w, tr},
    reading::filled,
};

/// One line of the form.
#[derive(Clone, Copy, PartialEq)]
pub struct Line {
    name: RwSignal<String>,
    value: RwSignal<String>,
}

/// What the lines say; those without a name say nothing.
pub fn said(lines: &[Line]) -> BTreeMap<String, String> {
    let one = |line: &Line| Some((filled(&line.name.get_untracked())?, line.value.get_untracked().trim().to_owned()));
    lines.iter().filter_map(one).collect()
}

#[component]
pub fn Attributes(lines: RwSignal<Vec<Line>>) -> impl IntoView {
    let touched = touches();
    let add = Callback::new(move |()| {
        lines.update(|lines| {
            lines.push(Line { name: RwSignal::new(String::new()), value: RwSignal::new(String::new()) })
        });
    });
    let remove = move |line: Line| {
        touched();
        lines.update(|lines| lines.retain(|one| *one != line));
    };
    view! {
        <fieldset class="stack tight">
            <legend class="small soft">{tr(w::ATTRIBUTES)}</legend>
            <For each=move || lines.get() key=|line| line.name let:line>
                <div class="row">
                    <input class="input" aria-label=tr(w::ATTRIBUTE_NAME) placeholder=tr(w::ATTRIBUTE_NAME) bind:value=line.name />
                    <input class="input" aria-label=tr(w::ATTRIBUTE_VALUE) placeholder=tr(w::ATTRIBUTE_VALUE) bind:value=line.value />
                    <Button
                        label=w::REMOVE_ATTRIBUTE
                        glyph=Glyph::X
                        icon_only=true
                        slim=true
                        look=Look::Ghost
                        on_press=Callback::new(move |()| remove(line))
                    />
                </div>
            </For>
            <div><Button label=w::ADD_ATTRIBUTE glyph=Glyph::Plus slim=true look=Look::Ghost on_press=add /></div>
        </fieldset>
    }
}
