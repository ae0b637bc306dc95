//! The audit log: every change, searchable, with what it changed.

mod diff;
mod entry;
mod filters;
mod names;
mod page;
mod words;

pub use page::AuditPage;
