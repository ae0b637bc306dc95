//! The words for why two customers may be one, and for what to think of.

use shared::merges::{DuplicateReason, MergeWarning};

use crate::i18n::{Text, merges as w};

pub const fn reason_text(reason: DuplicateReason) -> Text {
    match reason {
        DuplicateReason::SameNameAndCompany => w::REASON_COMPANY,
        DuplicateReason::PhoneTypo => w::REASON_TYPO,
        DuplicateReason::SameNameAndPhoneTail => w::REASON_TAIL,
        DuplicateReason::SoundsAlike => w::REASON_SOUND,
    }
}

pub const fn warning_text(warning: MergeWarning) -> Text {
    match warning {
        MergeWarning::DifferentOwners => w::WARN_OWNERS,
        MergeWarning::DifferentDistricts => w::WARN_DISTRICTS,
        MergeWarning::BothProven => w::WARN_PROVEN,
        MergeWarning::HigherLevel => w::WARN_LEVEL,
        MergeWarning::SaidToBeApart => w::WARN_APART,
    }
}
