//! Inquiries 咨询: finding them, the page of one, entering one by hand.

mod actions;
mod attributes;
mod composer;
mod enclosures;
mod enter;
mod facts;
mod files;
mod filters;
mod list;
pub mod marks;
mod notes;
mod of_customer;
mod page;
mod table;
mod talk;
mod who;

pub use list::InquiriesPage;
pub use of_customer::InquiriesOf;
pub use page::InquiryPage;
