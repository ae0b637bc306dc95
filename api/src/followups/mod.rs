//! Follow-ups 跟进, and who is due for one.

mod board;
pub mod routes;
mod store;
mod write;

pub use write::write_about_order;
