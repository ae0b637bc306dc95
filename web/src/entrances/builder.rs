//! The builder of a form: its fields as cards in their order, beside what they look like.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    entrances::{FieldKind, FormField},
};

use super::{
    field_card::FieldCard,
    fields::{Filled, FormFields},
};
use crate::{
    components::{Button, Glyph, Look, form_dialog::touches},
    i18n::{entrances as w, tr},
    reading::{Write, filled},
};

/// A field that is being built. What cannot be read as a number stays as it was typed, until it is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Building {
    /// Tells it from the others, whatever its key becomes.
    pub id: u32,
    pub key: RwSignal<String>,
    pub label: RwSignal<String>,
    pub kind: RwSignal<FieldKind>,
    pub required: RwSignal<bool>,
    pub choices: RwSignal<String>,
    pub min: RwSignal<String>,
    pub max: RwSignal<String>,
    pub hint: RwSignal<String>,
}

impl Building {
    pub fn of(id: u32, field: &FormField) -> Self {
        let number = |number: Option<i64>| RwSignal::new(number.map(|n| n.to_string()).unwrap_or_default());
        Self {
            id,
            key: RwSignal::new(field.key.clone()),
            label: RwSignal::new(field.label.clone()),
            kind: RwSignal::new(field.kind),
            required: RwSignal::new(field.required),
            choices: RwSignal::new(field.choices.join("\n")),
            min: number(field.min),
            max: number(field.max),
            hint: RwSignal::new(field.hint.clone()),
        }
    }

    /// The field that it is now. What its kind does not have is left out.
    pub fn field(self) -> FormField {
        let kind = self.kind.get();
        let number = |text: RwSignal<String>| filled(&text.get()).and_then(|text| text.parse().ok());
        let lines = || self.choices.with(|all| all.lines().filter_map(filled).collect::<Vec<_>>());
        FormField {
            key: self.key.get().trim().to_owned(),
            label: self.label.get().trim().to_owned(),
            kind,
            required: self.required.get(),
            choices: if kind.offers_choices() { lines() } else { Vec::new() },
            min: if kind == FieldKind::Number { number(self.min) } else { None },
            max: if kind.has_max() { number(self.max) } else { None },
            hint: self.hint.get().trim().to_owned(),
        }
    }
}

/// The fields in their order, and the one that is being dragged.
#[derive(Clone, Copy)]
pub struct Form {
    pub all: RwSignal<Vec<Building>>,
    pub dragged: RwSignal<Option<u32>>,
}

impl Form {
    pub fn of(fields: &[FormField]) -> Self {
        let all = (0..).zip(fields).map(|(id, field)| Building::of(id, field)).collect();
        Self { all: RwSignal::new(all), dragged: RwSignal::new(None) }
    }

    pub fn fields(self) -> Vec<FormField> {
        self.all.get().into_iter().map(Building::field).collect()
    }

    pub fn place(self, id: u32) -> Option<usize> {
        self.all.with(|all| all.iter().position(|one| one.id == id))
    }

    /// Puts a field at another place, counted without itself.
    pub fn put(self, id: u32, to: usize) {
        self.all.update(|all| {
            if let Some(from) = all.iter().position(|one| one.id == id) {
                let one = all.remove(from);
                all.insert(to.min(all.len()), one);
            }
        });
    }

    fn add(self) {
        self.all.update(|all| {
            let id = all.iter().map(|one| one.id + 1).max().unwrap_or_default();
            // The first key that is free.
            let taken: Vec<String> = all.iter().map(|one| one.key.get_untracked()).collect();
            let key = (1..).map(|n| format!("field_{n}")).find(|key| !taken.contains(key)).unwrap_or_default();
            let field = FormField {
                key,
                label: String::new(),
                kind: FieldKind::ALL[0],
                required: false,
                choices: Vec::new(),
                min: None,
                max: None,
                hint: String::new(),
            };
            all.push(Building::of(id, &field));
        });
    }
}

#[component]
pub fn Builder(form: Form, write: Write) -> impl IntoView {
    let touched = touches();
    let add = Callback::new(move |()| {
        touched();
        form.add();
    });
    let trying = RwSignal::new(Filled::new());
    let nothing_wrong = Write::new();
    let fields = Memo::new(move |_| form.fields());
    view! {
        <div class="form-builder">
            <section class="stack tight" aria-labelledby="form-fields-title">
                <h3 id="form-fields-title">{tr(w::FORM)}</h3>
                <p class="tiny muted">{tr(w::FORM_ABOUT)}</p>
                <ol class="form-cards" data-testid="form-cards">
                    <For each=move || form.all.get() key=|one| one.id let:one>
                        <FieldCard one=one form=form write=write />
                    </For>
                </ol>
                <div><Button label=w::ADD_FIELD glyph=Glyph::Plus slim=true look=Look::Ghost on_press=add /></div>
            </section>
            <section class="form-preview" aria-labelledby="form-preview-title" data-testid="form-preview">
                <h3 id="form-preview-title">{tr(w::PREVIEW)}</h3>
                <Show
                    when=move || fields.with(|fields| !fields.is_empty())
                    fallback=|| view! { <p class="small muted">{tr(w::FORM_EMPTY)}</p> }
                >
                    <FormFields fields=fields filled=trying write=nothing_wrong />
                </Show>
            </section>
        </div>
    }
}
