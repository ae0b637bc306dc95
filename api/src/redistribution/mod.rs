//! Redistribution 重新分配: transfer, departure and leave as one step, with a preview before it and an undo after it.
//!
//! Owners change in `assignment`; here is who may do it, what is told about it, and the list of what was done.

mod apply;
mod preview;
mod read;
pub mod routes;
mod store;
mod undo;
