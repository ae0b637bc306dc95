//! Who is there: presence, shifts, the calendar, leave.

mod agent_form;
mod agents;
mod calendar;
mod day_form;
mod leave_form;
mod leaves;
mod page;
mod presence;
mod schedule_form;
mod schedules;
mod words;

pub use page::WorkforcePage;
pub use presence::{PresenceMark, PresenceSwitch};
