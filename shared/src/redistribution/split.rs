//! How much each gets, so that in the end all have as much as their weights say.

use std::{cmp::Reverse, collections::BinaryHeap};

/// Somebody who takes something over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taker {
    /// How much they have already.
    pub load: u64,
    /// How much they shall have in proportion to the others, at least 1.
    pub weight: u32,
    /// How much more they have room for; absent: any amount. Nobody gets more than that while somebody has room.
    pub room: Option<u64>,
}

/// A taker as the next one would make them: first who has room, then who is furthest below their weight, then who was named
/// first. The load that decides is that in the middle of the step, by which the sum of `load² / weight` becomes the least
/// possible (Sainte-Laguë).
#[derive(Debug, PartialEq, Eq)]
struct Next {
    is_full: bool,
    doubled: u64,
    weight: u32,
    at: usize,
}

impl Next {
    fn of(taker: &Taker, given: u64, at: usize) -> Self {
        let doubled = (taker.load + given).saturating_mul(2).saturating_add(1);
        Self { is_full: taker.room.is_some_and(|room| given >= room), doubled, weight: taker.weight.max(1), at }
    }
}

impl Ord for Next {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (mine, theirs) = (u128::from(self.doubled), u128::from(other.doubled));
        let by_load = (mine * u128::from(other.weight)).cmp(&(theirs * u128::from(self.weight)));
        self.is_full.cmp(&other.is_full).then(by_load).then(self.at.cmp(&other.at))
    }
}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// How many of `count` each of them gets; all none when there is nobody.
pub fn shares(count: u64, takers: &[Taker]) -> Vec<u64> {
    let mut given = vec![0; takers.len()];
    let mut line: BinaryHeap<Reverse<Next>> =
        takers.iter().enumerate().map(|(at, taker)| Reverse(Next::of(taker, 0, at))).collect();
    for _ in 0..count {
        let Some(Reverse(Next { at, .. })) = line.pop() else { break };
        given[at] += 1;
        line.push(Reverse(Next::of(&takers[at], given[at], at)));
    }
    given
}

/// Whose turn it is, one after the other, so that each comes as often as their share says and as evenly as can be: then each
/// gets of the old and of the new alike.
pub fn spread(shares: &[u64]) -> Vec<usize> {
    let mut turns: Vec<(u64, u64, usize)> =
        shares.iter().enumerate().flat_map(|(at, share)| (0..*share).map(move |k| (2 * k + 1, *share, at))).collect();
    turns.sort_unstable_by(|a, b| {
        let (left, right) = (u128::from(a.0) * u128::from(b.1), u128::from(b.0) * u128::from(a.1));
        left.cmp(&right).then(a.2.cmp(&b.2))
    });
    turns.into_iter().map(|(_, _, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn taker(load: u64, weight: u32) -> Taker {
        Taker { load, weight, room: None }
    }

    #[test]
    fn who_has_less_gets_more_until_all_have_the_same() {
        assert_eq!(shares(10, &[taker(0, 1), taker(4, 1), taker(100, 1)]), [7, 3, 0]);
        assert_eq!(shares(9, &[taker(0, 1), taker(0, 2)]), [3, 6]);
        assert_eq!(shares(3, &[]), Vec::<u64>::new());
    }

    #[test]
    fn who_is_full_gets_something_only_when_all_are() {
        let full = Taker { load: 0, weight: 1, room: Some(2) };
        assert_eq!(shares(5, &[full, taker(50, 1)]), [2, 3]);
        assert_eq!(shares(6, &[full, full]), [3, 3]);
    }

    #[test]
    fn turns_are_spread_evenly() {
        assert_eq!(spread(&[2, 4, 0]), [1, 0, 1, 1, 0, 1]);
    }

    fn takers() -> impl Strategy<Value = Vec<Taker>> {
        let one = (0..200u64, 1..=100u32, proptest::option::of(0..50u64));
        proptest::collection::vec(one.prop_map(|(load, weight, room)| Taker { load, weight, room }), 1..12)
    }

    proptest! {
        #[test]
        fn everything_is_given_and_nothing_more(count in 0..2_000u64, takers in takers()) {
            let given = shares(count, &takers);
            prop_assert_eq!(given.iter().sum::<u64>(), count);
            prop_assert_eq!(given, shares(count, &takers), "the same question has the same answer");
        }

        #[test]
        fn nobody_is_over_their_room_while_another_has_some(count in 0..2_000u64, takers in takers()) {
            let given = shares(count, &takers);
            let over = takers.iter().zip(&given).any(|(t, g)| t.room.is_some_and(|room| *g > room));
            let free = takers.iter().zip(&given).any(|(t, g)| t.room.is_none_or(|room| *g < room));
            prop_assert!(!(over && free));
        }

        #[test]
        fn no_move_of_one_makes_it_more_level(
            count in 0..2_000u64,
            takers in proptest::collection::vec((0..200u64, 1..=100u32), 1..12),
        ) {
            let takers: Vec<Taker> = takers.into_iter().map(|(load, weight)| taker(load, weight)).collect();
            let given = shares(count, &takers);
            for from in 0..takers.len() {
                for to in 0..takers.len() {
                    if from == to || given[from] == 0 {
                        continue;
                    }
                    // What the last one of `from` weighs against one more for `to`.
                    let has = |at: usize| u128::from(takers[at].load + given[at]);
                    let (loses, gains) = (2 * has(from) - 1, 2 * has(to) + 1);
                    let weight = |at: usize| u128::from(takers[at].weight);
                    prop_assert!(loses * weight(to) <= gains * weight(from));
                }
            }
        }

        #[test]
        fn each_part_of_the_turns_is_nearly_shared_out_as_the_whole(given in proptest::collection::vec(0..60u64, 1..8)) {
            let turns = spread(&given);
            let all = turns.len() as i64;
            for (at, share) in given.iter().enumerate() {
                let mut had = 0i64;
                for (n, turn) in (1i64..).zip(&turns) {
                    had += i64::from(*turn == at);
                    let off = (had * all - n * *share as i64).abs();
                    prop_assert!(off <= all * given.len() as i64, "{off} of {all}");
                }
                prop_assert_eq!(had as u64, *share);
            }
        }
    }
}
