//! Follow-ups 跟进, and who is due for one.

mod board;
mod export;
mod read;
pub mod routes;
mod store;
mod write;

pub use export::{FiledFollowUp, page_for_file};
pub use read::these;
pub use write::write_about_order;
