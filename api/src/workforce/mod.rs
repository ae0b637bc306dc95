//! The workforce 人力: who is there, in which hours, with how much capacity and which skills, and who is on leave.
//!
//! Whoever decides asks two things: rows, of presence, capacity and open work, which change all the time; and the
//! [`Workforce`], of hours, calendar, leaves and skills, which is kept in memory as of `roster_stamp`.

mod agents;
mod calendar;
mod current;
mod leaves;
mod local;
mod presence;
mod record;
pub mod routes;
mod schedules;
pub(crate) mod store;
mod turnover;

pub use agents::found as agents_found;
pub use current::{Workforce, current};
pub use leaves::away;
pub use local::{begin_of, instant_of};
pub use record::{Fact, record};
pub use store::change_stamp as changed;
pub use turnover::{became_agents, ceased_to_be_agents};
