//! Imports 导入: a file is decoded, its lines are checked and shown, and then applied all at once.
//!
//! What a line means is known to the rooms that own the data (`territory`, `organisation`); here are the mechanics.

mod apply;
mod check;
mod columns;
mod decode;
mod file;
mod read;
pub mod routes;
mod sheet;
mod store;
mod upload;

pub use decode::{RawLine, each_line};
pub use file::{bad_lines, import_bytes};
