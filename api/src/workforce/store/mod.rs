//! Queries about the workforce.

mod agents;
mod calendar;
mod events;
mod leaves;
mod schedules;

pub use agents::*;
pub use calendar::*;
pub use events::*;
pub use leaves::*;
pub use schedules::*;
