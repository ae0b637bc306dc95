//! The audit log 审计日志: every change, written in the transaction that makes it.

mod list;
mod record;
pub mod routes;
mod store;

pub use record::{Change, record};
