//! Before and after, field by field; what stayed the same is left out.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde_json::Value;

use crate::i18n::{audit as w, tr};

/// One field that changed.
struct Change {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

#[component]
pub fn Diff(before: Option<Value>, after: Option<Value>) -> impl IntoView {
    let changes = changes(before.as_ref(), after.as_ref());
    if changes.is_empty() {
        return view! { <p class="muted small">{tr(w::NO_CHANGES)}</p> }.into_any();
    }
    view! {
        <table class="table diff" data-testid="diff">
            <thead>
                <tr>
                    <th scope="col">{tr(w::FIELD)}</th>
                    <th scope="col">{tr(w::BEFORE)}</th>
                    <th scope="col">{tr(w::AFTER)}</th>
                </tr>
            </thead>
            <tbody>
                {changes
                    .into_iter()
                    .map(|change| view! {
                        <tr>
                            <th scope="row" class="mono">{change.field}</th>
                            <td>{change.before.map(|text| view! { <del>{text}</del> })}</td>
                            <td>{change.after.map(|text| view! { <ins>{text}</ins> })}</td>
                        </tr>
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

/// The fields in which two documents differ. `version` differs with every change and says nothing.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let fields = |value: Option<&Value>| match value {
        Some(Value::Object(fields)) => fields.keys().cloned().collect(),
        _ => BTreeSet::new(),
    };
    let all: BTreeSet<String> = fields(before).union(&fields(after)).cloned().collect();
    if all.is_empty() && before != after {
        return vec![Change { field: String::new(), before: before.map(text), after: after.map(text) }];
    }
    let change = |field: String| {
        let (old, new) = (before.and_then(|b| b.get(&field)), after.and_then(|a| a.get(&field)));
        (old != new && field != "version").then(|| Change {
            field,
            before: old.and_then(shown),
            after: new.and_then(shown),
        })
    };
    all.into_iter().filter_map(change).collect()
}

fn shown(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| text(value))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => serde_json::to_string_pretty(value).unwrap_or_default(),
        other => other.to_string(),
    }
}
