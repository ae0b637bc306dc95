//! Who comes first among those who can take it: the keys of each strategy, and the tie-break 平局裁决.

use std::cmp::Ordering;

use super::policy::Strategy;
use crate::{
    ids::{CaseId, EmployeeId},
    text_enum,
};

/// The capacity against which open work is measured when nobody set one.
pub const NOMINAL_CAPACITY: u32 = 100;

text_enum! {
    /// What candidates are compared by.
    pub enum RankedBy {
        /// Whether they own the customer, who does first.
        Owner = "owner",
        /// The start of their next turn, earlier first.
        Start = "start",
        /// Their own last turn, longer ago first.
        LastTurn = "last_turn",
        /// Open work over capacity, less first.
        Load = "load",
        /// When they were last given anything, longer ago first, never before all.
        Idle = "idle",
        /// The lot, which the case throws.
        Lot = "lot",
    }
}

impl Strategy {
    /// What it compares, most important first. The lot is last and decides: nobody is first for having the lowest id.
    pub const fn keys(self) -> &'static [RankedBy] {
        match self {
            Self::RoundRobin | Self::WeightedRoundRobin => {
                &[RankedBy::Start, RankedBy::LastTurn, RankedBy::Idle, RankedBy::Lot]
            }
            Self::Sticky => &[RankedBy::Owner, RankedBy::Start, RankedBy::LastTurn, RankedBy::Idle, RankedBy::Lot],
            Self::LeastLoaded => &[RankedBy::Load, RankedBy::Idle, RankedBy::Start, RankedBy::LastTurn, RankedBy::Lot],
            Self::LongestIdle => &[RankedBy::Idle, RankedBy::Start, RankedBy::LastTurn, RankedBy::Lot],
        }
    }

    /// Who of two candidates comes first, and by which key.
    pub fn compare(self, a: &Standing, b: &Standing, case: CaseId) -> (Ordering, RankedBy) {
        for key in self.keys() {
            let order = match key {
                RankedBy::Owner => b.owns.cmp(&a.owns),
                RankedBy::Start => a.start.cmp(&b.start),
                RankedBy::LastTurn => a.last_turn.cmp(&b.last_turn),
                RankedBy::Load => a.load.cmp(&b.load),
                RankedBy::Idle => a.last_assigned.cmp(&b.last_assigned),
                RankedBy::Lot => break,
            };
            if order != Ordering::Equal {
                return (order, *key);
            }
        }
        (lot(case, a.employee).cmp(&lot(case, b.employee)), RankedBy::Lot)
    }
}

/// How much of a capacity is used. Compared as fractions, exactly.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Open work.
    pub open: u32,
    /// What there is room for, more than zero.
    pub capacity: u32,
}

impl Load {
    /// The fuller one of what is used overall and in the group, each where a capacity is set. Where none is, all open work
    /// over [`NOMINAL_CAPACITY`], so that people without limits are compared by what they have in hand.
    pub fn of(overall: (u32, Option<u32>), in_group: (u32, Option<u32>)) -> Self {
        let limited = |(open, capacity): (u32, Option<u32>)| capacity.map(|capacity| Self { open, capacity });
        match (limited(overall), limited(in_group)) {
            (Some(a), Some(b)) => a.max(b),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Self { open: overall.0, capacity: NOMINAL_CAPACITY },
        }
    }
}

impl Ord for Load {
    fn cmp(&self, other: &Self) -> Ordering {
        let cross = |open: u32, capacity: u32| u64::from(open) * u64::from(capacity);
        cross(self.open, other.capacity).cmp(&cross(other.open, self.capacity))
    }
}
impl PartialOrd for Load {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Load {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Load {}

/// What a candidate is compared by.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Who.
    pub employee: EmployeeId,
    /// Whether they own the customer.
    pub owns: bool,
    /// The start of their next turn, in virtual time.
    pub start: i64,
    /// Which of the group's turns was their last; 0 before the first.
    pub last_turn: i64,
    /// How full they are.
    pub load: Load,
    /// When they were last given anything, in microseconds.
    pub last_assigned: Option<i64>,
}

/// The lot of somebody in a case: as good as random from case to case, always the same for one case, and different for any
/// two people, because each step can be undone. It is the output step of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood,
/// *Fast splittable pseudorandom number generators*, OOPSLA 2014).
pub const fn lot(case: CaseId, employee: EmployeeId) -> u64 {
    mix(mix(case.raw().cast_unsigned()) ^ employee.raw().cast_unsigned())
}

const fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Load, lot};
    use crate::ids::{CaseId, EmployeeId};

    const fn load(open: u32, capacity: u32) -> Load {
        Load { open, capacity }
    }

    #[test]
    fn loads_compare_as_fractions_without_rounding() {
        assert!(load(1, 3) < load(3_334, 10_000));
        assert!(load(1, 3) > load(3_333, 10_000));
        assert_eq!(load(2, 6), load(1, 3));
        assert!(load(u32::MAX - 1, u32::MAX) < load(u32::MAX, u32::MAX));
    }

    #[test]
    fn the_tighter_limit_tells_how_full_somebody_is() {
        assert_eq!(Load::of((5, Some(10)), (4, Some(5))), load(4, 5));
        assert_eq!(Load::of((9, Some(10)), (1, Some(5))), load(9, 10));
        assert_eq!(Load::of((40, None), (1, Some(5))), load(1, 5));
        assert_eq!(Load::of((7, None), (1, None)), load(7, 100));
    }

    #[test]
    fn lots_favour_nobody() {
        let people = [1, 2, 3, 4].map(EmployeeId::from_raw);
        let mut wins = [0; 4];
        for case in (1..=8_000).map(CaseId::from_raw) {
            let first = (0..4).min_by_key(|person| lot(case, people[*person])).unwrap_or_default();
            wins[first] += 1;
        }
        // 2,000 each; four standard deviations of a binomial are 155.
        assert!(wins.iter().all(|wins| (1_845..=2_155).contains(wins)), "{wins:?}");
    }
}
