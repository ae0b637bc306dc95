//! Guike 归客: who owns this customer, why, and since when. The server.

pub mod assignment;
pub mod audit;
pub mod cli;
pub mod config;
pub mod cursor;
pub mod customers;
pub mod db;
pub mod demo;
pub mod error;
pub mod followups;
pub mod housekeeping;
pub mod http;
pub mod idempotency;
pub mod identity;
pub mod imports;
pub mod keys;
pub mod names;
pub mod organisation;
pub mod permissions;
pub mod phones;
pub mod policies;
pub mod settings;
pub mod setup;
pub mod territory;
pub mod timeline;
