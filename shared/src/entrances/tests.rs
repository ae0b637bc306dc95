use proptest::prelude::*;

use super::*;
use crate::{Faults, codes::TextCode, problem::FieldCode};

fn field(key: &str, kind: FieldKind) -> FormField {
    let choices = if kind.offers_choices() { vec!["a".into(), "b".into()] } else { Vec::new() };
    FormField {
        key: key.into(),
        label: key.into(),
        kind,
        required: false,
        choices,
        min: None,
        max: None,
        hint: String::new(),
    }
}

fn faults(fields: &[FormField], answers: &[(&str, FormAnswer)]) -> Vec<(String, FieldCode)> {
    let answers = answers.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone())).collect();
    let mut faults = Faults::default();
    check_answers(fields, &answers, &mut faults);
    faults.0.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

fn text(text: &str) -> FormAnswer {
    FormAnswer::Text(text.into())
}

#[test]
fn each_kind_takes_its_own_answers_and_no_others() {
    use FieldKind as K;
    let many = |all: &[&str]| FormAnswer::Many(all.iter().map(|one| (*one).to_owned()).collect());
    let good = [
        (K::Text, text("x")),
        (K::LongText, text("x\ny")),
        (K::Choice, text("b")),
        (K::Choices, many(&["b", "a"])),
        (K::Number, FormAnswer::Number(-3)),
        (K::Date, text("2026-12-24")),
        (K::Phone, text("+86 138-0013-8000")),
        (K::YesNo, FormAnswer::YesNo(false)),
    ];
    for (kind, answer) in &good {
        assert_eq!(faults(&[field("f", *kind)], &[("f", answer.clone())]), [], "{kind} {answer:?}");
    }
    let bad = [
        (K::Text, text("x\ny"), FieldCode::ControlCharacters),
        (K::Text, FormAnswer::Number(1), FieldCode::Malformed),
        (K::Text, text(&"x".repeat(201)), FieldCode::TooLong { max: 200 }),
        (K::Choice, text("c"), FieldCode::UnknownValue),
        (K::Choices, many(&["a", "a"]), FieldCode::UnknownValue),
        (K::Date, text("2026-02-30"), FieldCode::Malformed),
        (K::Phone, text("call me"), FieldCode::NotAPhone),
        (K::YesNo, text("yes"), FieldCode::Malformed),
    ];
    for (kind, answer, code) in bad {
        assert_eq!(faults(&[field("f", kind)], &[("f", answer)]), [("/form/f".to_owned(), code)], "{kind}");
    }
}

#[test]
fn what_is_required_must_say_something_and_what_is_not_asked_must_not_be_answered() {
    let required = FormField { required: true, ..field("f", FieldKind::LongText) };
    assert_eq!(faults(std::slice::from_ref(&required), &[]), [("/form/f".to_owned(), FieldCode::Required)]);
    assert_eq!(faults(&[required], &[("f", text("  "))]), [("/form/f".to_owned(), FieldCode::Required)]);
    assert_eq!(faults(&[], &[("x/y", text("?"))]), [("/form/x~1y".to_owned(), FieldCode::UnknownField)]);
    let few = FormField { min: Some(1), max: Some(9), ..field("f", FieldKind::Number) };
    let out = FieldCode::OutOfRange { min: 1, max: 9 };
    assert_eq!(faults(&[few], &[("f", FormAnswer::Number(10))]), [("/form/f".to_owned(), out)]);
}

#[test]
fn a_form_says_what_is_wrong_with_its_fields() {
    let fields = vec![
        FormField { key: "A b".into(), ..field("x", FieldKind::Text) },
        FormField { choices: vec![], ..field("y", FieldKind::Choice) },
        FormField { max: Some(0), ..field("z", FieldKind::Text) },
        field("z", FieldKind::YesNo),
    ];
    let draft = EntranceDraft {
        code: "Web Form".into(),
        name: "x".into(),
        channel: "web".into(),
        product_line_id: None,
        fields,
    };
    let pointers: Vec<String> = draft.faults().into_iter().map(|fault| fault.pointer).collect();
    assert_eq!(pointers, ["/code", "/fields/0/key", "/fields/1/choices", "/fields/2/max", "/fields/3/key"]);
}

proptest! {
    #[test]
    fn no_answer_makes_the_check_panic(words in ".{0,30}", number: i64, kind in 0..FieldKind::ALL.len(), max: Option<i64>) {
        let kind = FieldKind::ALL[kind];
        let field = FormField { max, min: max, ..field("f", kind) };
        for answer in [text(&words), FormAnswer::Number(number), FormAnswer::Many(vec![words.clone()]), FormAnswer::YesNo(true)] {
            faults(std::slice::from_ref(&field), &[("f", answer)]);
        }
    }
}
