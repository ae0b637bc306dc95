//! The assignment engine 分配引擎: who gets a customer, an inquiry or an order, and why.
//!
//! Everything here is pure: no clock, no database, no chance. [`decide()`] takes a policy 分配策略, the [`Facts`] of one
//! arrival and a [`Roster`] 名册 of that instant, and says who owns it or why it waits. The live path, the console's
//! "try a case" and the simulator 模拟 call this one function, so a simulation is what would have happened.
//!
//! | step | where |
//! |---|---|
//! | what an administrator writes: rules 规则, conditions 条件, routes 去向 | [`policy`] |
//! | is it well-formed; is it wise | [`bounds`], [`lint`] |
//! | the same, ready to be asked often | [`compiled`] |
//! | who may be given work now 候选人 | [`candidate`] |
//! | whose turn it is 轮转: start-time fair queueing; ties 平局 | [`rotation`], [`ranking`] |
//! | the decision 决定 and its explanation 依据 | [`decision`], [`mod@explain`] |
//! | who waits, for whom, and in which order 排队 | [`queue`], [`spots`] |
//! | what becomes of what its owner leaves lying 计时 | [`timer`] |
//! | a policy tried on past arrivals | [`simulate`] |

pub mod bounds;
pub mod candidate;
pub mod change;
pub mod compiled;
mod condition;
mod decide;
pub mod decision;
pub mod explain;
mod fact;
pub mod facts;
pub mod lint;
pub mod policy;
pub mod queue;
pub mod ranking;
pub mod roster;
pub mod rotation;
mod route;
pub mod simulate;
pub mod spots;
pub mod timer;
pub mod times;

#[cfg(test)]
mod tests;

pub use compiled::Compiled;
pub use decide::{decide, decide_traced, explain};
pub use decision::Decision;
pub use facts::Facts;
pub use policy::{Condition, FactTest, Policy, Route, Rule, Strategy};
pub use roster::Roster;
