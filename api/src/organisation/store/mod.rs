//! Queries about the org tree and the employees.

mod employees;
mod sheet;
mod units;

pub use employees::*;
pub use sheet::*;
pub use units::*;
