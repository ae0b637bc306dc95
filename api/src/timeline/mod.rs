//! A customer's timeline 时间线: append-only, written in the transaction of what it tells about.

mod read;
mod record;
mod store;

pub use read::page;
pub use record::{Detail, Entry, TimerNote, record, record_block};
