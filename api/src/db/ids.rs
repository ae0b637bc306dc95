//! Makes the ids: time-ordered, unique among the processes of one database. See `shared::ids` for the layout.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::Utc;
use diesel::prelude::*;
use shared::Id;

use super::{Db, schema::node_counter};

/// 2024-01-01T00:00:00Z in milliseconds.
const EPOCH_MS: i64 = 1_704_067_200_000;
const SEQUENCE_BITS: u32 = 12;
const NODE_BITS: u32 = 10;
const NODES: i64 = 1 << NODE_BITS;
/// The last millisecond that an id can hold, in the year 2093.
const LAST_MS: i64 = i64::MAX >> (SEQUENCE_BITS + NODE_BITS);

/// Milliseconds and sequence of the last id, without the node.
static LAST: AtomicI64 = AtomicI64::new(0);
static NODE: AtomicI64 = AtomicI64::new(0);

/// The next id. When more than 4,096 are asked for in a millisecond, or the clock goes back, it runs ahead of the clock.
pub fn next_id<T>() -> Id<T> {
    Id::from_raw(reserve_ids(1).at(0))
}

/// Ids for `count` rows at once, for statements that number their rows themselves.
pub fn reserve_ids(count: i64) -> Block {
    let now = (Utc::now().timestamp_millis() - EPOCH_MS) << SEQUENCE_BITS;
    let advance = |last: i64| Some(last.max(now - 1) + count);
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, advance).unwrap_or_default();
    Block { first: ((last.max(now - 1) + 1) << NODE_BITS) | NODE.load(Ordering::Relaxed) }
}

/// A run of ids.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// The first id.
    pub first: i64,
}

impl Block {
    /// The distance between two ids of a block.
    pub const STEP: i64 = NODES;

    /// The id of the row at `index`, from 0.
    pub const fn at(self, index: i64) -> i64 {
        self.first + index * Self::STEP
    }
}

/// The id of something that is said to have happened at `at`, for loaders of history. `sequence` tells things of the same
/// millisecond apart. No process has the node number that these ids carry.
pub fn backdated_id(at: chrono::DateTime<Utc>, sequence: i64) -> i64 {
    ((((at.timestamp_millis() - EPOCH_MS) << SEQUENCE_BITS) | sequence) << NODE_BITS) | (NODES - 1)
}

/// The least id of what was made at `at` or later.
pub fn first_id_at(at: chrono::DateTime<Utc>) -> i64 {
    ((at.timestamp_millis() - EPOCH_MS).clamp(0, LAST_MS) << SEQUENCE_BITS) << NODE_BITS
}

/// When an id was made, to the millisecond.
pub fn made_at(id: i64) -> chrono::DateTime<Utc> {
    let millis = (id >> (SEQUENCE_BITS + NODE_BITS)) + EPOCH_MS;
    chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Takes the next node number for this process. Two live processes share one only if 1,022 others started in between.
pub(super) fn take_node(db: &mut Db) -> QueryResult<()> {
    let next = node_counter::table.find(1);
    diesel::update(next).set(node_counter::next.eq(node_counter::next + 1)).execute(db)?;
    let taken: i64 = next.select(node_counter::next).first(db)?;
    NODE.store(taken % (NODES - 1), Ordering::Relaxed);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared::ids::CustomerId;

    use super::*;

    #[test]
    fn ids_of_many_threads_are_unique_and_each_thread_sees_them_grow() {
        let made: Vec<Vec<CustomerId>> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..8).map(|_| scope.spawn(|| (0..20_000).map(|_| next_id()).collect::<Vec<_>>())).collect();
            threads.into_iter().filter_map(|t| t.join().ok()).collect()
        });
        assert!(made.iter().all(|ids| ids.is_sorted()));
        let all: BTreeSet<_> = made.iter().flatten().collect();
        assert_eq!(all.len(), 160_000);
    }

    #[test]
    fn an_id_knows_when_it_was_made() {
        let before = Utc::now() - chrono::TimeDelta::milliseconds(1);
        let id: CustomerId = next_id();
        assert!(first_id_at(before) <= id.raw());
        assert!(made_at(id.raw()) >= before - chrono::TimeDelta::milliseconds(1));
        assert_eq!(made_at(first_id_at(before)).timestamp_millis(), before.timestamp_millis());
    }

    #[test]
    fn a_block_is_not_given_twice() {
        let block = reserve_ids(1000);
        let after: CustomerId = next_id();
        assert!(after.raw() > block.at(999));
    }
}
