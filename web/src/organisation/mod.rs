//! The org tree and the employees.

mod deactivate;
mod employee;
mod employee_form;
mod employee_table;
mod employees;
mod page;
mod reset_password;
mod role_form;
mod tree;
mod unit_dialogs;

pub use employee::EmployeePage;
pub use employees::EmployeesPage;
pub use page::OrganisationPage;
pub use tree::{indented, unit_path};
