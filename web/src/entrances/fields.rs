//! A form as it is filled in.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    FieldError,
    entrances::{FieldKind, FormAnswer, FormAnswers, FormField, answer_pointer},
    problem::FieldCode,
};

use crate::{
    components::{form_dialog::touches, fresh_id},
    i18n::{entrances as w, t, tr},
    reading::Write,
};

/// What stands in the fields, by their keys; of choices each that was picked.
pub type Filled = BTreeMap<String, Vec<String>>;

/// The answers that it makes, and what cannot be one.
pub fn answers(fields: &[FormField], filled: &Filled) -> (FormAnswers, Vec<FieldError>) {
    let (mut answers, mut faults) = (FormAnswers::new(), Vec::new());
    for field in fields {
        let picked = filled.get(&field.key).cloned().unwrap_or_default();
        let Some(text) = picked.first().map(|text| text.trim()).filter(|text| !text.is_empty()) else { continue };
        let answer = match field.kind {
            FieldKind::Choices => FormAnswer::Many(picked.clone()),
            FieldKind::YesNo => FormAnswer::YesNo(text == "yes"),
            FieldKind::Number => match text.parse() {
                Ok(number) => FormAnswer::Number(number),
                Err(_) => {
                    faults.push(FieldError::new(answer_pointer(&field.key), FieldCode::Malformed));
                    continue;
                }
            },
            _ => FormAnswer::Text(text.to_owned()),
        };
        answers.insert(field.key.clone(), answer);
    }
    (answers, faults)
}

/// The fields of a form in their order.
#[component]
pub fn FormFields(
    #[prop(into)] fields: Signal<Vec<FormField>>,
    filled: RwSignal<Filled>,
    write: Write,
) -> impl IntoView {
    view! {
        <div class="form-fields">
            {move || fields.get().into_iter().map(|field| view! { <Asked field=field filled=filled write=write /> }).collect_view()}
        </div>
    }
}

#[component]
fn Asked(field: FormField, filled: RwSignal<Filled>, write: Write) -> impl IntoView {
    let (id, pointer) = (fresh_id(), answer_pointer(&field.key));
    let note = format!("{id}-note");
    let fault = Signal::derive(move || write.field(&pointer));
    let (kind, required, hint) = (field.kind, field.required, field.hint.clone());
    let whole = matches!(kind, FieldKind::LongText | FieldKind::Choices);
    let label = field.label.clone();
    view! {
        <div class="field" class:whole=whole>
            {if kind == FieldKind::Choices {
                view! { <span class="label" id=id.clone()>{label} {must(required)}</span> }.into_any()
            } else {
                view! { <label class="label" for=id.clone()>{label} {must(required)}</label> }.into_any()
            }}
            <Control field=field id=id note=note.clone() wrong=Signal::derive(move || fault.get().is_some()) filled=filled />
            {move || match fault.get() {
                Some(fault) => view! { <span class="fault" id=note.clone() role="alert">{fault}</span> }.into_any(),
                None if !hint.is_empty() => view! { <span class="hint" id=note.clone()>{hint.clone()}</span> }.into_any(),
                None => ().into_any(),
            }}
        </div>
    }
}

fn must(required: bool) -> impl IntoView {
    required.then(|| view! { <span class="must" aria-hidden="true">"*"</span> })
}

#[component]
fn Control(field: FormField, id: String, note: String, wrong: Signal<bool>, filled: RwSignal<Filled>) -> impl IntoView {
    let key = StoredValue::new(field.key.clone());
    let is = move || {
        filled.with(|all| key.with_value(|key| all.get(key).and_then(|all| all.first()).cloned().unwrap_or_default()))
    };
    let set = move |text: String| filled.update(|all| drop(all.insert(key.get_value(), vec![text])));
    let invalid = move || wrong.get().then_some("true");
    let required = field.required.then_some("true");
    let options = move |all: Vec<(String, String)>| {
        all.into_iter()
            .map(|(word, text)| {
                let own = word.clone();
                view! { <option value=word selected=move || is() == own>{text}</option> }
            })
            .collect_view()
    };
    match field.kind {
        FieldKind::LongText => view! {
            <textarea id=id class="input" aria-required=required aria-invalid=invalid aria-describedby=note
                prop:value=is on:input=move |event| set(event_target_value(&event))></textarea>
        }
        .into_any(),
        FieldKind::Choice | FieldKind::YesNo => {
            let all = move || {
                let none = std::iter::once((String::new(), t(w::NOT_CHOSEN).to_owned()));
                if field.kind == FieldKind::YesNo {
                    let two = [("yes".to_owned(), t(w::YES).to_owned()), ("no".to_owned(), t(w::NO).to_owned())];
                    none.chain(two).collect::<Vec<_>>()
                } else {
                    none.chain(field.choices.iter().map(|one| (one.clone(), one.clone()))).collect()
                }
            };
            view! {
                <select id=id class="input" aria-required=required aria-invalid=invalid aria-describedby=note
                    on:change=move |event| set(event_target_value(&event))>
                    {move || options(all())}
                </select>
            }
            .into_any()
        }
        FieldKind::Choices => view! { <Picks key=key choices=field.choices labelled_by=id filled=filled /> }.into_any(),
        kind => {
            let (kind, mode) = match kind {
                FieldKind::Date => ("date", "none"),
                FieldKind::Phone => ("tel", "tel"),
                FieldKind::Number => ("text", "numeric"),
                _ => ("text", "text"),
            };
            view! {
                <input id=id class="input" type=kind inputmode=mode autocomplete="off" aria-required=required
                    aria-invalid=invalid aria-describedby=note prop:value=is
                    on:input=move |event| set(event_target_value(&event)) />
            }
            .into_any()
        }
    }
}

/// Any of the choices, all of them visible.
#[component]
fn Picks(
    key: StoredValue<String>,
    choices: Vec<String>,
    labelled_by: String,
    filled: RwSignal<Filled>,
) -> impl IntoView {
    let touched = touches();
    let order = StoredValue::new(choices.clone());
    let chip = move |choice: String| {
        let own = StoredValue::new(choice.clone());
        let picked = move || {
            filled.with(|all| {
                key.with_value(|key| all.get(key).is_some_and(|all| own.with_value(|own| all.contains(own))))
            })
        };
        let press = move |_| {
            touched();
            filled.update(|all| {
                let picked = all.entry(key.get_value()).or_default();
                own.with_value(|own| match picked.iter().position(|one| one == own) {
                    Some(at) => drop(picked.remove(at)),
                    None => picked.push(own.clone()),
                });
                order.with_value(|order| picked.sort_by_key(|one| order.iter().position(|other| other == one)));
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || if picked() { "true" } else { "false" } on:click=press>
                {choice}
            </button>
        }
    };
    view! { <div class="chips" role="group" aria-labelledby=labelled_by>{choices.into_iter().map(chip).collect_view()}</div> }
}

/// A form as it was answered: every question that was asked, and what was said.
#[component]
pub fn Answered(fields: Vec<FormField>, answers: FormAnswers) -> impl IntoView {
    let line = |field: FormField| {
        let answer = answers.get(&field.key).filter(|answer| !answer.is_empty()).cloned();
        view! {
            <dt>{field.label}</dt>
            <dd class="prose">
                {match answer {
                    Some(answer) => (move || super::words::answer_text(&answer)).into_any(),
                    None => view! { <span class="muted">{tr(w::NOT_ANSWERED)}</span> }.into_any(),
                }}
            </dd>
        }
    };
    view! { <dl class="facts answered" data-testid="answers">{fields.into_iter().map(line).collect_view()}</dl> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_form_becomes_answers_of_its_kinds() {
        let field = |key: &str, kind| FormField {
            key: key.into(),
            label: String::new(),
            kind,
            required: false,
            choices: Vec::new(),
            min: None,
            max: None,
            hint: String::new(),
        };
        let fields = [
            field("t", FieldKind::Text),
            field("y", FieldKind::YesNo),
            field("n", FieldKind::Number),
            field("m", FieldKind::Choices),
            field("bad", FieldKind::Number),
            field("none", FieldKind::Date),
        ];
        let said = [
            ("t", vec![" x "]),
            ("y", vec!["no"]),
            ("n", vec!["12"]),
            ("m", vec!["a", "b"]),
            ("bad", vec!["many"]),
            ("none", vec![""]),
        ];
        let filled =
            said.into_iter().map(|(key, all)| (key.to_owned(), all.into_iter().map(str::to_owned).collect())).collect();
        let (answers, faults) = answers(&fields, &filled);
        let many = FormAnswer::Many(vec!["a".into(), "b".into()]);
        let expected = [
            ("m", many),
            ("n", FormAnswer::Number(12)),
            ("t", FormAnswer::Text("x".into())),
            ("y", FormAnswer::YesNo(false)),
        ];
        assert_eq!(answers.into_iter().collect::<Vec<_>>(), expected.map(|(key, answer)| (key.to_owned(), answer)));
        assert_eq!(faults, [FieldError::new("/form/bad", FieldCode::Malformed)]);
    }
}
