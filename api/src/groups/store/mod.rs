//! Queries about groups, members and product lines.

mod groups;
mod members;
mod product_lines;

pub use groups::*;
pub use members::*;
pub use product_lines::*;
