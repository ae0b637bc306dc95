//! Forms: what is asked, and whether it was answered as it asks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Faults, problem::FieldCode, text_enum};

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
    /// Says what is wrong with the question itself.
    pub(super) fn check(&self, pointer: &str, faults: &mut Faults) {
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
