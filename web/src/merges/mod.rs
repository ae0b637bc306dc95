//! Merging customers who are the same person, finding such, and undoing.

mod dialog;
mod pairs;
mod panel;
mod sides;
mod suggested;
mod undo;
mod words;

pub use pairs::DuplicatesPage;
pub use panel::{SamePerson, ToSamePerson, looks_alike};
