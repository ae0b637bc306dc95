//! Integrators' keys.

mod create;
mod page;

pub use page::KeysPage;
