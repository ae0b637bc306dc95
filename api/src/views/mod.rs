//! Saved views 视图: what people look for again and again.

mod manage;
pub mod routes;
mod store;
