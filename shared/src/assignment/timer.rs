//! Timers 计时规则: what becomes of something that its owner leaves lying.
//!
//! A rule watches work that is not answered, or customers who are not followed up. Its stages come one after the other: remind
//! the owner, tell their lead, let somebody else have it. Time is that of the owner's working hours; their leave does not count.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::policy::Condition;
use crate::text_enum;

/// How many timers a policy may have.
pub const MAX_TIMERS: usize = 50;
/// How many stages a timer may have.
pub const MAX_STAGES: usize = 5;
/// The longest time of a stage, in working minutes: 60 days around the clock.
pub const MAX_AFTER_MINUTES: u32 = 60 * 24 * 60;

text_enum! {
    /// What is waited for.
    pub enum TimerWatch {
        /// An inquiry or an order that somebody has and has not answered 未回复; from when they got it.
        NotAnswered = "not_answered",
        /// A customer whose owner has not followed up 未跟进; from the beginning of the day on which it was due, or from when
        /// they got the customer, whichever is later.
        NotFollowedUp = "not_followed_up",
    }
}

text_enum! {
    /// What a stage does.
    pub enum TimerAction {
        /// Reminds the owner 提醒.
        Remind = "remind",
        /// Tells the owner's lead 上报主管.
        TellLead = "tell_lead",
        /// Lets the policy give it to somebody else 改派. With nobody else it stays, and the lead is told.
        Reassign = "reassign",
    }
}

/// A timer. For one thing the first enabled one counts that watches such things and whose condition held when the watch began
/// or the policy came into force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimerRule {
    /// Names the timer in every version of the policy: 1 to 40 of `a-z`, `0-9`, `-`, `_`, unique among the timers.
    #[schema(example = "slow-answer")]
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Whether it is asked.
    pub enabled: bool,
    /// What it waits for.
    pub watch: TimerWatch,
    /// For what of that.
    pub when: Condition,
    /// What it does when, soonest first; 1 to 5.
    pub stages: Vec<TimerStage>,
}

/// A stage of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimerStage {
    /// After how many minutes of the owner's working hours, 1 to 86,400; more than those of the stage before.
    #[schema(example = 30)]
    pub after_minutes: u32,
    /// What happens then. `reassign` can only be the last stage.
    pub then: TimerAction,
}
