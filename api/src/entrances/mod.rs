//! Entrances 入口: where inquiries come in, and what is asked there.

mod list;
mod manage;
pub mod routes;
mod seed;
mod store;

pub use list::{Asking, all, asking, codes, for_customers, form};
pub use manage::{create, edit};
pub use seed::seed;
