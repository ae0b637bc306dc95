//! Queries about merges.

mod carry;
mod compare;
mod duplicates;
mod merges;
mod sides;
mod suggestions;

pub use carry::{carry_back, carry_over, counts, point_back};
pub use compare::{
    Alike, Common, Compared, PairRow, Reasons, Typo, apart_of, compare_alone, compared, drop_due, drop_pairs, is_due,
    pairs, pairs_among, put_pairs, take_due, who_has, with_phones,
};
pub use duplicates::{apart_among, duplicates, join, set_apart};
pub use merges::{
    FollowedUp, Memo, MergeRow, NewMergeRow, become_part, gone_then, insert, is_apart, lock_merge, merge, of_kept,
    part, standing_after, undo,
};
pub use sides::{
    Side, bounded, give_district, gone, lock_both, proven_channels, put_days, put_follow_up, side, take_district,
};
pub use suggestions::{FoundRow, suggestions};
