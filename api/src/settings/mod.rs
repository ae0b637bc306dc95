//! Settings 设置 that an administrator changes while the product runs.

mod manage;
pub mod routes;
mod store;

pub use manage::merge_undo_days;
