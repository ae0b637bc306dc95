//! Avatars 阿凡达: whom customers see instead of a consultant. Who has an inquiry or an order changes, whom its
//! customer sees does not: that is decided once, by the database, when it is first given to somebody.

mod manage;
mod public;
pub mod routes;
mod store;

pub use manage::{create, paint};
pub use public::{seen_in, seen_in_each};
