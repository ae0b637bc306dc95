//! Shares customers and work items out among those who are named.

use std::collections::{BTreeMap, HashMap};

use shared::redistribution::{Taker, shares, spread};

/// What is shared out: its id and who has it.
pub(super) type Piece = (i64, i64);

/// Somebody who takes something over, with what they have now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Able {
    pub load: i64,
    pub weight: u32,
    /// How much more they may have, below 0 when they have too much already; absent: any amount.
    pub room: Option<i64>,
}

/// To whom each of these goes: the place of the piece, the taker. What a taker has already stays with them as far as their
/// share goes; it counts in their load and takes their room.
pub(super) fn split(pieces: &[Piece], takers: &BTreeMap<i64, Able>) -> Vec<(usize, i64)> {
    let mut own: HashMap<i64, i64> = HashMap::new();
    for (_, owner) in pieces {
        if takers.contains_key(owner) {
            *own.entry(*owner).or_default() += 1;
        }
    }
    let people: Vec<i64> = takers.keys().copied().collect();
    let without: Vec<Taker> = takers
        .iter()
        .map(|(id, able)| {
            let own = own.get(id).copied().unwrap_or(0);
            let positive = |number: i64| u64::try_from(number).unwrap_or(0);
            Taker {
                load: positive(able.load - own),
                weight: able.weight,
                room: able.room.map(|room| positive(room.saturating_add(own))),
            }
        })
        .collect();
    let mut rest = shares(pieces.len() as u64, &without);
    let mut stay: HashMap<i64, u64> = HashMap::new();
    for (share, id) in rest.iter_mut().zip(&people) {
        let stays = own.get(id).map_or(0, |own| own.unsigned_abs()).min(*share);
        *share -= stays;
        stay.insert(*id, stays);
    }
    let mut turns = spread(&rest).into_iter();
    let mut moves = Vec::new();
    for (at, (_, owner)) in pieces.iter().enumerate() {
        if let Some(left) = stay.get_mut(owner).filter(|left| **left > 0) {
            *left -= 1;
        } else if let Some(to) = turns.next().and_then(|turn| people.get(turn)) {
            moves.push((at, *to));
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taker(load: i64) -> Able {
        Able { load, weight: 1, room: None }
    }

    #[test]
    fn who_has_too_much_keeps_what_they_may() {
        let pieces: Vec<Piece> = (0..6).map(|id| (id, 1)).collect();
        let takers = BTreeMap::from([(1, Able { room: Some(-4), ..taker(6) }), (2, taker(90))]);
        assert_eq!(split(&pieces, &takers), [(2, 2), (3, 2), (4, 2), (5, 2)]);
    }

    #[test]
    fn what_a_taker_has_already_stays_as_far_as_their_share_goes() {
        let pieces: Vec<Piece> = (0..10).map(|id| (id, if id < 8 { 1 } else { 3 })).collect();
        let takers = BTreeMap::from([(1, taker(8)), (2, taker(0))]);
        let moves = split(&pieces, &takers);
        assert_eq!(moves, [(5, 2), (6, 2), (7, 2), (8, 2), (9, 2)]);
    }

    #[test]
    fn without_takers_everything_stays() {
        assert_eq!(split(&[(1, 9), (2, 9)], &BTreeMap::new()), []);
    }

    #[test]
    fn of_the_first_and_of_the_last_each_gets_some() {
        let pieces: Vec<Piece> = (0..6).map(|id| (id, 9)).collect();
        let takers = BTreeMap::from([(1, taker(0)), (2, taker(3))]);
        let moves = split(&pieces, &takers);
        let of = |who: i64| moves.iter().filter(|(_, to)| *to == who).map(|(at, _)| *at).collect::<Vec<_>>();
        assert_eq!((of(1), of(2)), (vec![0, 1, 2, 4, 5], vec![3]));
    }
}
