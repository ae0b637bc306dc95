//! Assignment policies: versions, their editor, what is in force.

mod card;
mod cards;
mod case_fields;
mod cases;
mod conditions;
mod desk;
mod drafts;
mod editor;
mod findings;
mod guard;
mod list;
mod model;
mod page;
mod publish;
mod routes;
mod rule_card;
mod rules;
mod shown;
mod timers;
mod values;
pub mod words;

pub use list::PoliciesPage;
pub use page::PolicyPage;
