//! Timers 计时: what becomes of work that is not answered and of customers who are not followed up.
//!
//! A row of `timers` says when the next stage of something is due. For work it is written in the transaction that gives the work
//! to somebody ([`watch`]) and goes, by a trigger, when it is answered, done, or somebody else's. For customers it is written
//! when they are due: a round ([`rounds`]) goes through those who are, in blocks, once a day and after another policy came into
//! force or the roster changed; who changes the owner or the due day of customers asks for another look at them.
//!
//! A row is a hint and not the truth. Whoever finds it due ([`fire`]) locks what it is about, looks whether it is still so by the
//! policy, the hours and the leave of now, and in the same transaction does what the stage says and writes down which stage comes
//! next. So a stage comes once, however many processes look and whenever one of them dies.

mod fire;
mod late;
mod reassign;
mod rounds;
mod steps;
mod time;
mod watch;

pub use fire::{due_timers, fire};
pub use rounds::{due_day_changed, followed_up, look_again_at_all};
pub(super) use rounds::{go_on, is_due, look_again_at};
pub(super) use time::worked;
pub(super) use watch::watch_work;
