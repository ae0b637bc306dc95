//! Reading an event, and what is wrong with one.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::push::{BehaviourEventDraft, is_code};
use crate::problem::FieldCode;

fn event() -> Value {
    json!({"external_id": " e1 ", "customer": {"phone": "138 0013 8000"}, "kind": "browse", "at": "2026-11-26T10:02:00+08:00"})
}

fn with(field: &str, value: Value) -> Value {
    let mut event = event();
    event[field] = value;
    event
}

#[test]
fn an_event_is_read_and_trimmed() {
    let read = BehaviourEventDraft::read(&event()).expect("an event");
    assert_eq!((read.external_id.as_str(), read.subject.as_str()), ("e1", ""));
    assert_eq!(BehaviourEventDraft::read(&with("subject", Value::Null)), Ok(read));
}

#[test]
fn what_is_wrong_with_an_event_is_said_of_each_field() {
    let faults = |value: &Value| -> Vec<(String, FieldCode)> {
        let faults = BehaviourEventDraft::read(value).expect_err("faults");
        faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    };
    let one = |pointer: &str, code| vec![(pointer.to_owned(), code)];
    for (field, value, pointer, code) in [
        ("at", json!("yesterday"), "/at", FieldCode::Malformed),
        ("kind", json!("Browse"), "/kind", FieldCode::Malformed),
        ("kind", json!("x".repeat(41)), "/kind", FieldCode::Malformed),
        ("external_id", json!(""), "/external_id", FieldCode::Required),
        ("external_id", json!(7), "/external_id", FieldCode::Malformed),
        ("customer", json!({}), "/customer", FieldCode::Required),
        ("customer", json!({"id": "x"}), "/customer", FieldCode::Malformed),
        ("customer", json!({"phone": "1", "id": "05xk3v0q8g000"}), "/customer", FieldCode::TooMany { max: 1 }),
        (
            "customer",
            json!({"identity": {"channel": "web", "subject": "b"}}),
            "/customer/identity/channel",
            FieldCode::UnknownValue,
        ),
        ("a/b", json!(1), "/a~1b", FieldCode::UnknownField),
        ("subject", json!("x".repeat(201)), "/subject", FieldCode::TooLong { max: 200 }),
        ("url", json!("a\u{0}"), "/url", FieldCode::ControlCharacters),
    ] {
        assert_eq!(faults(&with(field, value)), one(pointer, code));
    }
    assert_eq!(faults(&json!([])), one("", FieldCode::Malformed));
    assert_eq!(faults(&json!({})).len(), 4);
}

proptest! {
    #[test]
    fn no_code_outlives_its_pattern(text in "[a-z_0-9A-Z ]{0,45}") {
        let fits = !text.is_empty() && text.len() <= 40 && text.as_bytes()[0].is_ascii_lowercase()
            && text.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
        prop_assert_eq!(is_code(&text), fits);
    }
}
