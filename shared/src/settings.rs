//! Settings that an administrator changes while the product runs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Faults, customers::Level, problem::FieldCode};

/// After how many calendar days without a follow-up a customer is due, by level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpThresholds {
    /// Key customers.
    pub a: u32,
    /// Important ones.
    pub b: u32,
    /// Ordinary ones.
    pub c: u32,
    /// Marginal ones.
    pub d: u32,
}

impl FollowUpThresholds {
    /// The days for a level.
    pub const fn days(self, level: Level) -> u32 {
        match level {
            Level::A => self.a,
            Level::B => self.b,
            Level::C => self.c,
            Level::D => self.d,
        }
    }
}

impl Default for FollowUpThresholds {
    fn default() -> Self {
        Self { a: 3, b: 7, c: 15, d: 30 }
    }
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// When customers are due.
    pub follow_up: FollowUpThresholds,
    /// For how many days a merge of two customers can be undone.
    #[schema(example = 30)]
    pub merge_undo_days: u32,
    /// The tenant's time zone, an IANA name.
    #[schema(example = "Asia/Shanghai")]
    pub time_zone: String,
    /// Give it back when editing.
    pub version: i64,
}

impl Check for Settings {
    fn check(&self, faults: &mut Faults) {
        for (pointer, days) in [
            ("/follow_up/a", self.follow_up.a),
            ("/follow_up/b", self.follow_up.b),
            ("/follow_up/c", self.follow_up.c),
            ("/follow_up/d", self.follow_up.d),
            ("/merge_undo_days", self.merge_undo_days),
        ] {
            if !(1..=365).contains(&days) {
                faults.add(pointer, FieldCode::OutOfRange { min: 1, max: 365 });
            }
        }
        faults.text("/time_zone", &self.time_zone, 60);
    }
}
