//! Imports of files: one wizard for districts and employees.

mod columns;
mod decision;
mod file;
mod lines;
mod page;
mod progress;

pub use page::ImportPage;
