//! Exports 导出: lists taken along as files. Asked for in a request, written behind its back by whichever process is free, page
//! by page, and kept for some days in a folder below the data folder.

mod ask;
mod audience;
mod book;
mod download;
mod files;
mod fill;
pub mod routes;
mod run;
mod store;
mod tables;
mod tidy;

pub use book::guarded;
pub use run::{is_due, work};
pub use tidy::tidy_up;
