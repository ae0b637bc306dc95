//! Entrances 入口: where inquiries come in, and what is asked there. They are data: an administrator changes them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    ids::{EntranceId, ProductLineId},
    problem::FieldCode,
    text_enum,
};

/// How many fields a form may have.
pub const MAX_FIELDS: usize = 40;
/// How many choices a field may offer.
pub const MAX_CHOICES: usize = 100;
/// How many characters a line may have when the field does not say it.
const LINE: usize = 200;
/// How many characters a longer text may have when the field does not say it, and at most.
const PROSE: usize = 4_000;

text_enum! {
    /// What may be answered in a field.
    pub enum FieldKind {
        /// A line of text 单行文字.
        Text = "text",
        /// A text of several lines 多行文字.
        LongText = "long_text",
        /// One of the choices 单选.
        Choice = "choice",
        /// Any of the choices 多选.
        Choices = "choices",
        /// A whole number 数字.
        Number = "number",
        /// A calendar day 日期.
        Date = "date",
        /// A telephone number 电话.
        Phone = "phone",
        /// Yes or no 是否.
        YesNo = "yes_no",
    }
}

text_enum! {
    /// Whether inquiries may come in by an entrance.
    pub enum EntranceStatus {
        /// They may 开放.
        Open = "open",
        /// They may not 已关闭; what came in stays.
        Closed = "closed",
    }
}

impl FieldKind {
    /// Whether it is answered by choosing.
    pub const fn offers_choices(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }

    /// Whether `max` says something of it: characters of a text, how many choices may be picked, the greatest number.
    pub const fn has_max(self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Choices | Self::Number)
    }
}

/// A question of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Under what its answer is kept: lower-case letters, digits and `_`, unique in the form.
    #[schema(example = "people")]
    pub key: String,
    /// What is asked.
    #[schema(example = "出行人数")]
    pub label: String,
    /// What may be answered.
    pub kind: FieldKind,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What may be chosen, of the two kinds that are answered so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The least number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest number, of a text how many characters it may have, of choices how many may be picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// What helps to answer it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
}

/// An answer, in the form that the kind of its field asks for; a date as `2026-12-24`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum FormAnswer {
    /// To a yes or no.
    YesNo(bool),
    /// To a number.
    Number(i64),
    /// To a text, a choice, a date or a telephone number.
    Text(String),
    /// To choices.
    Many(Vec<String>),
}

/// The answers to a form by the keys of its fields.
pub type FormAnswers = BTreeMap<String, FormAnswer>;

impl FormField {
    fn check(&self, pointer: &str, faults: &mut Faults) {
        let at = |field: &str| format!("{pointer}/{field}");
        let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        faults.text(&at("key"), &self.key, 40);
        if !self.key.chars().all(is_key) {
            faults.add(at("key"), FieldCode::Malformed);
        }
        faults.text(&at("label"), &self.label, 100);
        faults.line(&at("hint"), &self.hint, 200);
        if self.kind.offers_choices() {
            faults.many(&at("choices"), &self.choices, MAX_CHOICES);
        } else if !self.choices.is_empty() {
            faults.add(at("choices"), FieldCode::UnknownValue);
        }
        let mut seen = BTreeSet::new();
        for (index, choice) in self.choices.iter().enumerate() {
            faults.text(&at(&format!("choices/{index}")), choice, 100);
            if !seen.insert(choice.trim()) {
                faults.add(at(&format!("choices/{index}")), FieldCode::Taken);
            }
        }
        self.check_limits(&at, faults);
    }

    fn check_limits(&self, at: &dyn Fn(&str) -> String, faults: &mut Faults) {
        if self.min.is_some() && self.kind != FieldKind::Number {
            faults.add(at("min"), FieldCode::UnknownValue);
        }
        let Some(max) = self.max else { return };
        let most = match self.kind {
            FieldKind::Text | FieldKind::LongText => i64::try_from(PROSE).unwrap_or(i64::MAX),
            FieldKind::Choices => i64::try_from(self.choices.len().max(1)).unwrap_or(i64::MAX),
            FieldKind::Number => i64::MAX,
            _ => return faults.add(at("max"), FieldCode::UnknownValue),
        };
        let least = if self.kind == FieldKind::Number { self.min.unwrap_or(i64::MIN) } else { 1 };
        if !(least..=most).contains(&max) {
            faults.add(at("max"), FieldCode::OutOfRange { min: least, max: most });
        }
    }

    /// How many characters its answer may have.
    fn longest(&self) -> usize {
        let said = self.max.and_then(|max| usize::try_from(max).ok());
        said.unwrap_or(if self.kind == FieldKind::LongText { PROSE } else { LINE })
    }

    fn check_answer(&self, pointer: &str, answer: &FormAnswer, faults: &mut Faults) {
        match (self.kind, answer) {
            (FieldKind::Text, FormAnswer::Text(text)) => faults.line(pointer, text, self.longest()),
            (FieldKind::LongText, FormAnswer::Text(text)) if !text.trim().is_empty() => {
                faults.prose(pointer, text, self.longest());
            }
            (FieldKind::LongText, FormAnswer::Text(_)) | (FieldKind::YesNo, FormAnswer::YesNo(_)) => {}
            (FieldKind::Choice, FormAnswer::Text(picked)) => {
                if !self.choices.contains(picked) {
                    faults.add(pointer, FieldCode::UnknownValue);
                }
            }
            (FieldKind::Choices, FormAnswer::Many(picked)) => self.check_picked(pointer, picked, faults),
            (FieldKind::Number, FormAnswer::Number(number)) => {
                let (min, max) = (self.min.unwrap_or(i64::MIN), self.max.unwrap_or(i64::MAX));
                if !(min..=max).contains(number) {
                    faults.add(pointer, FieldCode::OutOfRange { min, max });
                }
            }
            (FieldKind::Date, FormAnswer::Text(text)) => {
                if text.parse::<NaiveDate>().is_err() {
                    faults.add(pointer, FieldCode::Malformed);
                }
            }
            (FieldKind::Phone, FormAnswer::Text(text)) => {
                if !looks_like_a_phone(text) {
                    faults.add(pointer, FieldCode::NotAPhone);
                }
            }
            _ => faults.add(pointer, FieldCode::Malformed),
        }
    }

    fn check_picked(&self, pointer: &str, picked: &[String], faults: &mut Faults) {
        let most = self.max.and_then(|max| usize::try_from(max).ok()).unwrap_or(self.choices.len());
        if picked.len() > most {
            faults.add(pointer, FieldCode::TooMany { max: most });
        }
        let different: BTreeSet<&String> = picked.iter().collect();
        if different.len() < picked.len() || picked.iter().any(|one| !self.choices.contains(one)) {
            faults.add(pointer, FieldCode::UnknownValue);
        }
    }
}

fn looks_like_a_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let known = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')');
    (5..=15).contains(&digits) && text.chars().all(known)
}

impl FormAnswer {
    /// Whether it says nothing: whoever left a field empty.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::YesNo(_) | Self::Number(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::Many(picked) => picked.is_empty(),
        }
    }
}

/// Says what is wrong with the answers to a form, as fields of `/form`.
pub fn check_answers(fields: &[FormField], answers: &FormAnswers, faults: &mut Faults) {
    let known: BTreeSet<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    for key in answers.keys().filter(|key| !known.contains(key.as_str())) {
        faults.add(answer_pointer(key), FieldCode::UnknownField);
    }
    for field in fields {
        let pointer = answer_pointer(&field.key);
        match answers.get(&field.key).filter(|answer| !answer.is_empty()) {
            Some(answer) => field.check_answer(&pointer, answer, faults),
            None if field.required => faults.add(pointer, FieldCode::Required),
            None => {}
        }
    }
}

/// Where the answer to a field stands in a new inquiry.
pub fn answer_pointer(key: &str) -> String {
    format!("/form/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// An entrance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Entrance {
    /// Its id.
    pub id: EntranceId,
    /// The word by which inquiries and policies name it; it never changes.
    #[schema(example = "course-message")]
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The channel of what comes in here, unless the inquiry says another.
    #[schema(example = "mini_program")]
    pub channel: String,
    /// What it is about, unless the inquiry says it.
    pub product_line_id: Option<ProductLineId>,
    /// Whether inquiries may come in.
    pub status: EntranceStatus,
    /// What is asked, in this order.
    pub fields: Vec<FormField>,
    /// Which version of the form that is. An inquiry keeps the version that it answered.
    pub form_version: i32,
    /// Give it back when editing.
    pub version: i64,
}

/// A new entrance, which is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntranceDraft {
    /// The word by which inquiries and policies name it: lower-case letters, digits, `-` and `_`; unique.
    #[schema(example = "course-message")]
    pub code: String,
    /// What people call it; unique.
    #[schema(example = "课程留言")]
    pub name: String,
    /// The channel of what comes in here.
    #[schema(example = "mini_program")]
    pub channel: String,
    /// What it is about.
    #[serde(default)]
    pub product_line_id: Option<ProductLineId>,
    /// What is asked.
    #[serde(default)]
    pub fields: Vec<FormField>,
}

/// An edited entrance. Other fields make a new version of the form; inquiries keep theirs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntranceEdit {
    /// What people call it; unique.
    #[schema(example = "课程留言")]
    pub name: String,
    /// The channel of what comes in here.
    #[schema(example = "mini_program")]
    pub channel: String,
    /// What it is about.
    #[serde(default)]
    pub product_line_id: Option<ProductLineId>,
    /// Whether inquiries may come in.
    pub status: EntranceStatus,
    /// What is asked.
    #[serde(default)]
    pub fields: Vec<FormField>,
    /// The version that was read.
    pub version: i64,
}

fn check_common(name: &str, channel: &str, fields: &[FormField], faults: &mut Faults) {
    faults.text("/name", name, 60);
    faults.text("/channel", channel, 60);
    if fields.len() > MAX_FIELDS {
        faults.add("/fields", FieldCode::TooMany { max: MAX_FIELDS });
    }
    let mut seen = BTreeSet::new();
    for (index, field) in fields.iter().enumerate() {
        let pointer = format!("/fields/{index}");
        field.check(&pointer, faults);
        if !seen.insert(&field.key) {
            faults.add(format!("{pointer}/key"), FieldCode::Taken);
        }
    }
}

impl Check for EntranceDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/code", &self.code, 60);
        let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if !self.code.chars().all(is_code) {
            faults.add("/code", FieldCode::Malformed);
        }
        check_common(&self.name, &self.channel, &self.fields, faults);
    }
}

impl Check for EntranceEdit {
    fn check(&self, faults: &mut Faults) {
        check_common(&self.name, &self.channel, &self.fields, faults);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::codes::TextCode;

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
        assert_eq!(faults(&[required.clone()], &[]), [("/form/f".to_owned(), FieldCode::Required)]);
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
                faults(&[field.clone()], &[("f", answer)]);
            }
        }
    }
}
