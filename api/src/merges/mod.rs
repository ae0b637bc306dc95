//! Merging customers 客户合并: two who were found to be the same person become one, and apart again when that was wrong.
//!
//! What the one had is carried over to the other row by row and listed, so that every list, scope and count stays what it is,
//! and undoing carries exactly that back. Owners change in `assignment`; the triggers of the migration refuse every other way.

mod carry;
mod compare;
mod duplicates;
mod merge;
mod preview;
mod read;
pub mod routes;
mod store;
mod suggestions;
mod undo;

pub use compare::{compare, compare_nobody, is_due};
pub use read::customer_then;
