//! Integrators' keys.

mod manage;
pub mod routes;
mod store;

pub use manage::{authenticate, create, looks_like_one};
