//! Decisions of the assignment engine, told so that a team lead understands them.

mod explained;
mod list;
mod routes;
mod words;

pub use explained::Explained;
pub use list::Decisions;
