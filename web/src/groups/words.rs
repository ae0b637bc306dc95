//! What keeps somebody from work, in words.

use shared::assignment::candidate::Removed;

use crate::i18n::{groups as w, t, tf, tfs, workforce as ww};

pub fn barred_text(barred: &Removed) -> String {
    let text = match barred {
        Removed::Unknown => w::UNKNOWN,
        Removed::Declined => w::DECLINED,
        Removed::Inactive => w::INACTIVE,
        Removed::OnLeave => w::ON_LEAVE,
        Removed::OutsideHours => w::OUTSIDE_HOURS,
        Removed::Busy => ww::BUSY,
        Removed::Away => ww::AWAY,
        Removed::Offline => ww::OFFLINE,
        Removed::Paused => w::PAUSED,
        Removed::Full { open, capacity } => return tfs(w::FULL, &[open, capacity]),
        Removed::FullInGroup { open, capacity } => return tfs(w::FULL_IN_GROUP, &[open, capacity]),
        Removed::LacksSkill { skill } => return tf(w::LACKS_SKILL, skill),
    };
    t(text).to_owned()
}
