//! The words for kinds of fields, for whether an entrance is open, and for answers.

use shared::entrances::{EntranceStatus, FieldKind, FormAnswer};

use crate::i18n::{Text, entrances as w, t};

pub const fn status_text(status: EntranceStatus) -> Text {
    match status {
        EntranceStatus::Open => w::OPEN,
        EntranceStatus::Closed => w::CLOSED,
    }
}

pub const fn kind_text(kind: FieldKind) -> Text {
    match kind {
        FieldKind::Text => w::KIND_TEXT,
        FieldKind::LongText => w::KIND_LONG_TEXT,
        FieldKind::Choice => w::KIND_CHOICE,
        FieldKind::Choices => w::KIND_CHOICES,
        FieldKind::Number => w::KIND_NUMBER,
        FieldKind::Date => w::KIND_DATE,
        FieldKind::Phone => w::KIND_PHONE,
        FieldKind::YesNo => w::KIND_YES_NO,
    }
}

/// An answer as people read it.
pub fn answer_text(answer: &FormAnswer) -> String {
    match answer {
        FormAnswer::YesNo(yes) => t(if *yes { w::YES } else { w::NO }).to_owned(),
        FormAnswer::Number(number) => crate::format::number(*number),
        FormAnswer::Text(text) => text.clone(),
        FormAnswer::Many(all) => all.join("、"),
    }
}
