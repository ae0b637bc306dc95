//! Redistribution 重新分配: many customers and work items of some people go to others, in one change.
//!
//! First a [`Plan`] of who gets what, then all of it in one transaction with one change id, by which it can be given back. The
//! plan is made of sets: how much there is decides how long it takes, not how many statements it takes.
//!
//! Locks are taken in this order: who gets something, districts, groups, what people have open, the customers and items.

mod by_policy;
mod carry_out;
mod plan;
mod split;
mod targets;
mod undo;

pub use carry_out::{Change, carry_out};
pub use plan::{Asked, Load, Move, Plan, lock_and_look, look};
pub use undo::{give_back, undoable};
