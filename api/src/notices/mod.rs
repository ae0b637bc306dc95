//! Notices 通知: what people should know without looking for it. Each has their own and sees no others.

mod give;
mod read;
pub mod routes;
mod store;

pub use give::{NewNotice, forget_before, give};
