//! Saved views 视图 of lists.

mod form;
mod manage;
mod menu;

pub use menu::Views;
