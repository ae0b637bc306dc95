//! The queue 排队: who waits for an owner, the first first.

mod page;
mod table;

pub use page::QueuePage;
