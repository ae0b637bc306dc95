//! Turns 轮转: start-time fair queueing, in exact integers.
//!
//! P. Goyal, H. M. Vin, H. Cheng, *Start-time Fair Queuing: A Scheduling Algorithm for Integrated Services Packet
//! Switching Networks*, SIGCOMM 1996. Members are the flows, a turn is a packet of length 1, a weight is a rate.
//!
//! - Each member has a **virtual time** `v_i`: when their next turn may start. The group has one too, `V`: the start of the
//!   turn that was given last. A turn of member `i` takes `1/w_i`.
//! - A turn starts at `max(v_i, V)`. The one whose turn starts first gets it; then `V` becomes that start, and `v_i` its end.
//! - Whoever could be given every turn since their last has `v_i >= V` already, for the earliest start is chosen. So the
//!   `max` is what makes who joins or comes back begin where the group is, and nobody has to be told of their return:
//!   nothing is written for members who were not chosen. Who quits and joins again has their former seat.
//! - `V` never falls, and `V <= max(v_i, V) <= V + 1/w_i`. Hence over any turns for which both `i` and `j` could be chosen,
//!   `|n_i/w_i - n_j/w_j| <= 1/w_i + 1/w_j`, from whatever state it began (theorem 1 of the paper).
//!
//! The start is what is compared, as in the paper, and not the end `v_i + 1/w_i`: with ends, and `V` a start, `V` can fall.
//! Weights 20 and 1: the first gets turns until it starts at 0.95, the second then starts at 0, `V` is 0 again, and who
//! joins now with weight 20 gets twenty turns running while the first gets none.
//!
//! For turns of equal length the bound would allow a difference of two, because starts tie. So ties go to whoever's own
//! last turn is longest ago, counted by the group's **turns**. Whoever has just had a turn then comes after everybody else,
//! so between two turns of one member each other available member has exactly one: counts differ by at most one.
//!
//! A changed weight, or another strategy by turns for the same group, counts from a member's next turn: nobody's place is
//! moved. Until each of two has had that turn, the bound is that of the lesser weight.

use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

use super::policy::Strategy;

/// Virtual time of one turn with weight 1: the least common multiple of 1 to 20, so that `1/weight` is exact. A 64-bit
/// clock in these units lasts for 39 billion turns of a group with a single member.
pub const TURN: i64 = 232_792_560;

/// How many turns a member gets beside one of weight 1: 1 to 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Weight(u8);

impl Weight {
    /// The weight of most members.
    pub const ONE: Self = Self(1);
    /// The greatest weight.
    pub const MAX: u8 = 20;

    /// A weight, if it is one.
    pub const fn new(weight: u8) -> Option<Self> {
        if weight >= 1 && weight <= Self::MAX { Some(Self(weight)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// How long a turn takes, in virtual time.
    pub const fn turn(self) -> i64 {
        TURN / self.0 as i64
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(deserializer)?).ok_or_else(|| de::Error::custom("a weight is 1 to 20"))
    }
}

impl utoipa::PartialSchema for Weight {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(Self::MAX)).examples([1]).into()
    }
}

impl ToSchema for Weight {}

/// A group's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    /// The start of the turn that was given last, in virtual time.
    pub now: i64,
    /// How many turns were given.
    pub turns: i64,
}

/// Where a member stands in the rotation of a group; who is new has the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seat {
    /// When their next turn may start, in virtual time.
    pub next: i64,
    /// Which of the group's turns was their last; 0 before the first.
    pub last_turn: i64,
}

impl Seat {
    /// When their next turn starts, if it is now given.
    pub const fn start(self, clock: Clock) -> i64 {
        if self.next > clock.now { self.next } else { clock.now }
    }
}

/// What a turn changes: the group's clock, and the seat of the member who had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advance {
    /// The group's clock from now on.
    pub clock: Clock,
    /// The member's seat from now on.
    pub seat: Seat,
}

impl Advance {
    /// A turn for this seat; none by strategies that do not go by turns, which leave the rotation as it is.
    pub const fn of(strategy: Strategy, clock: Clock, seat: Seat, weight: Weight) -> Option<Self> {
        let length = match strategy {
            Strategy::RoundRobin | Strategy::Sticky => TURN,
            Strategy::WeightedRoundRobin => weight.turn(),
            Strategy::LeastLoaded | Strategy::LongestIdle => return None,
        };
        let clock = Clock { now: seat.start(clock), turns: clock.turns + 1 };
        Some(Self { clock, seat: Seat { next: clock.now + length, last_turn: clock.turns } })
    }
}

#[cfg(test)]
mod tests {
    use super::{TURN, Weight};

    #[test]
    fn every_weight_divides_a_turn_exactly() {
        for weight in (1..=Weight::MAX).filter_map(Weight::new) {
            assert_eq!(weight.turn() * i64::from(weight.get()), TURN);
        }
        assert_eq!((Weight::new(0), Weight::new(21)), (None, None));
    }
}
