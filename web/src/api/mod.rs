//! How the console asks the server: one function per operation, by room.

pub mod audit;
pub mod avatars;
pub mod behaviour;
mod client;
pub mod customers;
pub mod entrances;
pub mod exports;
pub mod fairness;
mod fault;
pub mod followups;
pub mod groups;
pub mod identity;
pub mod imports;
pub mod inquiries;
pub mod keys;
pub mod merges;
pub mod notices;
pub mod orders;
pub mod organisation;
pub mod permissions;
pub mod policies;
pub mod queue;
pub mod redistribution;
pub mod search;
pub mod settings;
pub mod simulation;
pub mod territory;
pub mod token;
pub mod views;
pub mod widgets;
pub mod workforce;

pub use fault::Fault;

/// What every operation gives back.
pub type Answer<T> = Result<T, Fault>;
