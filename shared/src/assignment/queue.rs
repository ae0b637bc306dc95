//! The order of those who wait 排队顺序.

use std::cmp::Reverse;

use super::facts::Facts;
use crate::{customers::Level, ids::CaseId};

/// Where something stands in the queue; the smallest is first. More important first, then older first:
/// `ORDER BY level, value DESC, arrived_at, case`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueKey {
    /// The customer's level; one that is not known counts as ordinary.
    pub level: Level,
    /// The value in minor units, greater first; one that is not known counts as nothing.
    pub value: Reverse<i64>,
    /// When it arrived, in microseconds.
    pub arrived_at: i64,
    /// Which.
    pub case: CaseId,
}

impl QueueKey {
    /// The place of an arrival with these facts.
    pub fn of(facts: &Facts, arrived_at: i64) -> Self {
        Self {
            level: facts.level.unwrap_or(Level::C),
            value: Reverse(facts.value.unwrap_or(0)),
            arrived_at,
            case: facts.case,
        }
    }
}
