//! Files 文件: bytes on disk by their hash, and what is known of them in the database.
//!
//! The bytes are on disk, whole and under their hash, before the row is written: a crash between leaves bytes without a row,
//! which are swept away after a day, and never a row without bytes.

mod incoming;
mod kind;
mod picture;
mod shelf;
mod store;
mod sweep;

pub use incoming::{Checked, Incoming, Wanted};
pub use shelf::{Shelf, Stored, facts, forget, keep, stored};
pub use sweep::sweep;
