//! The fairness ledger 公平账: who received how much, and what became of it.

mod columns;
mod figures;
mod page;
mod table;

pub use page::FairnessPage;
