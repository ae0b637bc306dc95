//! What the server and the console agree on: typed ids, requests and answers, permissions, error codes, validation.
//!
//! A leaf crate: it compiles for the server and for the browser and knows neither HTTP nor a database. Its modules carry
//! the names of the rooms in `api/src` and `web/src` that use them.

pub mod assignment;
pub mod audit;
pub mod avatars;
pub mod behaviour;
pub mod check;
pub mod codes;
pub mod customers;
pub mod entrances;
pub mod exports;
pub mod fairness;
pub mod files;
pub mod followups;
pub mod groups;
pub mod identity;
pub mod ids;
pub mod imports;
pub mod inquiries;
pub mod keys;
mod lang;
pub mod merges;
pub mod notices;
pub mod orders;
pub mod organisation;
pub mod page;
pub mod permissions;
pub mod policies;
pub mod problem;
pub mod redistribution;
pub mod search;
pub mod settings;
pub mod simulation;
pub mod territory;
pub mod timeline;
pub mod views;
pub mod visitors;
pub mod widgets;
pub mod work;
pub mod workforce;

pub use check::{Check, Faults};
pub use ids::Id;
pub use page::Page;
pub use problem::{ErrorCode, FieldError, Lang, Problem};
