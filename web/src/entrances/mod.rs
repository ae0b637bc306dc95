//! Entrances 入口: where inquiries come in, and the forms that are asked there.

mod builder;
mod categories;
mod edit;
mod field_card;
pub mod fields;
mod page;
mod replies;
pub mod words;

pub use page::EntrancesPage;
