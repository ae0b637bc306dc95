//! Entrances 入口: where inquiries come in, and what is asked there. They are data: an administrator changes them.

mod form;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use form::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    ids::{EntranceId, ProductLineId},
    problem::FieldCode,
    text_enum,
};

text_enum! {
    /// Whether inquiries may come in by an entrance.
    pub enum EntranceStatus {
        /// They may 开放.
        Open = "open",
        /// They may not 已关闭; what came in stays.
        Closed = "closed",
    }
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
