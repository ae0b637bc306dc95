//! Groups of agents, their members, product lines.

mod add_members;
mod group;
mod group_form;
mod line_field;
mod line_form;
mod lines;
mod list;
mod members;
mod page;
mod words;

pub use group::GroupPage;
pub use line_field::LineField;
pub use page::GroupsPage;
