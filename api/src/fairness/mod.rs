//! The fairness ledger 公平账. Triggers and the assignment room write it; here it is read.

mod ledger;
pub mod routes;
mod store;
