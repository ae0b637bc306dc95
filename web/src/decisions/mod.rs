//! Decisions of the assignment engine, told so that a team lead understands them.

mod explained;
mod routes;
mod words;

pub use explained::Explained;
