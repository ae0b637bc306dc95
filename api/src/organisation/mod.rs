//! The org tree 组织 and the employees 员工.

mod agents;
mod employees;
mod employment;
mod outlook;
pub mod routes;
mod sheet;
pub(crate) mod store;
mod tree;
mod units;

pub use agents::keep_agent;
pub use employees::create_employee;
pub use sheet::{EmployeeLine, EmployeeSheet};
pub use units::{create as create_unit, list as units};
