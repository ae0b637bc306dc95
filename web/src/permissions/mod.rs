//! Operation roles, data roles, and what they make visible.

mod data_role_form;
mod data_roles;
mod delete;
mod matrix;
mod outlook;
mod page;
mod role_form;
mod roles;

pub use outlook::OutlookPanel;
pub use page::RolesPage;
pub use roles::{role_about, role_name};
