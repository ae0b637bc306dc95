//! Merging customers who are the same person, finding such, and undoing.

mod dialog;
mod panel;
mod sides;
mod suggested;
mod undo;
mod words;

pub use panel::{SamePerson, ToSamePerson, looks_alike};
