//! Before and after, field by field, in words; what stayed the same is left out.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::{
    names::Names,
    words::{field_name, value_name},
};
use crate::{
    format,
    i18n::{audit as w, t, tr},
    prefs,
};

/// One field that changed.
struct Change {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

#[component]
pub fn Diff(before: Option<Value>, after: Option<Value>) -> impl IntoView {
    let names = Names::of([&before, &after]);
    move || {
        let changes = changes(before.as_ref(), after.as_ref(), names);
        if changes.is_empty() {
            return view! { <p class="muted small">{tr(w::NO_CHANGES)}</p> }.into_any();
        }
        let line = |change: Change| {
            view! {
                <tr>
                    <th scope="row" title=change.field.clone()>{field_name(&change.field)}</th>
                    <td>{change.before.map(|text| view! { <del>{text}</del> })}</td>
                    <td>{change.after.map(|text| view! { <ins>{text}</ins> })}</td>
                </tr>
            }
        };
        view! {
            <table class="table diff" data-testid="diff">
                <thead>
                    <tr>
                        <th scope="col">{tr(w::FIELD)}</th>
                        <th scope="col">{tr(w::BEFORE)}</th>
                        <th scope="col">{tr(w::AFTER)}</th>
                    </tr>
                </thead>
                <tbody>{changes.into_iter().map(line).collect_view()}</tbody>
            </table>
        }
        .into_any()
    }
}

/// The fields in which two documents differ.
fn changes(before: Option<&Value>, after: Option<&Value>, names: Names) -> Vec<Change> {
    let fields = |value: Option<&Value>| match value {
        Some(Value::Object(fields)) => telling(fields).cloned().collect(),
        _ => BTreeSet::new(),
    };
    let all: BTreeSet<String> = fields(before).union(&fields(after)).cloned().collect();
    if all.is_empty() && before != after {
        let shown = |value: Option<&Value>| value.and_then(|value| shown("", value, names));
        return vec![Change { field: String::new(), before: shown(before), after: shown(after) }];
    }
    let change = |field: String| {
        let (old, new) = (before.and_then(|b| b.get(&field)), after.and_then(|a| a.get(&field)));
        let said = |value: Option<&Value>| value.and_then(|value| shown(&field, value, names));
        let (before, after) = (said(old), said(new));
        (before != after).then_some(Change { field, before, after })
    };
    all.into_iter().filter_map(change).collect()
}

/// The fields that tell something: the id stands above already, the version grows with every change, and an id beside
/// the name of the same thing says the same again.
fn telling(fields: &Map<String, Value>) -> impl Iterator<Item = &String> {
    fields.keys().filter(|field| {
        let named = field.strip_suffix("_id").is_some_and(|stem| fields.contains_key(stem));
        let named = named || fields.contains_key(&format!("{field}_name"));
        !named && !matches!(field.as_str(), "id" | "version")
    })
}

/// A value in words; nothing for nothing.
fn shown(field: &str, value: &Value, names: Names) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Bool(yes) => t(if *yes { w::YES } else { w::NO }).to_owned(),
        Value::Number(number) => number.as_i64().map_or_else(|| number.to_string(), format::number),
        Value::String(text) => said(field, text, names),
        Value::Array(all) => {
            let parts: Vec<_> = all.iter().filter_map(|one| shown(field, one, names)).collect();
            let records = all.iter().any(Value::is_object);
            parts.join(if records { "\n" } else { prefs::lang().pick("、", ", ") })
        }
        Value::Object(fields) => record(fields, names),
    };
    (!text.is_empty()).then_some(text)
}

fn said(field: &str, text: &str, names: Names) -> String {
    if let Some(name) = names.get(text).or_else(|| value_name(field, text)) {
        return name;
    }
    // The server writes instants in RFC 3339.
    if (field.ends_with("_at") || field.ends_with("_since"))
        && let Ok(at) = chrono::DateTime::parse_from_rfc3339(text)
    {
        return format::time(at.to_utc());
    }
    text.to_owned()
}

/// A record in words: what has a name is called so, of anything else each part says what it is.
fn record(fields: &Map<String, Value>, names: Names) -> String {
    if let Some(Value::String(name)) = fields.get("name") {
        return name.clone();
    }
    let part = |field: &String| {
        let value = fields.get(field)?;
        match (field.as_str(), value) {
            ("include_below", Value::Bool(below)) => below.then(|| t(w::AND_BELOW).to_owned()),
            ("unit_id" | "permission" | "scope", value) => shown(field, value, names),
            (_, value) => {
                let colon = prefs::lang().pick("：", ": ");
                shown(field, value, names).map(|text| format!("{}{colon}{text}", field_name(field)))
            }
        }
    };
    // What it is about stands before how far it goes.
    let mut order: Vec<_> = telling(fields).collect();
    order.sort_by_key(|field| !matches!(field.as_str(), "unit_id" | "permission"));
    let parts: Vec<_> = order.iter().filter_map(|field| part(field)).collect();
    let in_a_line = order.first().is_some_and(|field| matches!(field.as_str(), "unit_id" | "permission"));
    parts.join(if in_a_line { " · " } else { "\n" })
}
