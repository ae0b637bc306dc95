//! The workforce 人力: who is there, in which hours, with how much capacity and which skills, and who is on leave.

pub mod hours;

mod agents;
mod calendar;
mod leaves;
mod schedules;
mod worked;

pub(crate) use agents::check_capacity;
pub use agents::{AgentState, AgentStateEdit, AgentStateQuery, MyState, PresenceEdit, ScheduleRef, SkillCount};
pub use calendar::{CalendarDay, CalendarDays, CalendarQuery, DayKind};
pub use hours::{Calendar, Hours, Span, SpecialDay};
pub use leaves::{Leave, LeaveDraft, LeaveEdge, LeaveQuery};
pub use schedules::{Schedule, ScheduleDraft};
pub use worked::WorkingTime;
