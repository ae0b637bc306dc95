//! How the console asks the server: one function per operation, by room.

pub mod audit;
mod client;
pub mod customers;
mod fault;
pub mod followups;
pub mod groups;
pub mod identity;
pub mod imports;
pub mod keys;
pub mod organisation;
pub mod permissions;
pub mod settings;
pub mod territory;
pub mod token;
pub mod workforce;

pub use fault::Fault;

/// What every operation gives back.
pub type Answer<T> = Result<T, Fault>;
