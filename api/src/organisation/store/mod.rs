//! Queries about the org tree and the employees.

mod employees;
mod units;

pub use employees::*;
pub use units::*;
