//! The API as its callers see it: a real server on a free port, over a database of its own, on SQLite and on PostgreSQL.
//!
//! The modules mirror the rooms. A test body is written once; `both!` runs it on each database.

mod common;

mod attachments;
mod avatars;
mod behaviour;
mod cluster;
mod crash;
mod engine;
mod entrances;
mod exports;
mod fairness;
mod groups;
mod identity;
mod imports;
mod invariants;
mod journey;
mod lists;
mod merges;
mod orders;
mod organisation;
mod permissions;
mod policies;
mod redistribution;
mod replay;
mod schema;
mod search;
mod simulation;
mod simulation_file;
mod talk;
mod territory;
mod timers;
mod views;
mod visitors;
mod widgets;
mod workforce;
mod writer;
