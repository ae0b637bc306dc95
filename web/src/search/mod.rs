//! The search over customers, inquiries, orders and follow-ups.

pub mod catalog;
mod conditions;
mod page;
pub mod results;

pub use page::SearchPlace;
