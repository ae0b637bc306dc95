//! Timers 计时规则: what becomes of something that its owner leaves lying.
//!
//! A rule watches work that is not answered, or customers who are not followed up. Its stages come one after the other: remind
//! the owner, tell their lead, let somebody else have it. Time is that of the owner's working hours; their leave does not count.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::policy::Condition;
use crate::{text_enum, workforce::WorkingTime};

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

/// How far a timer has come with something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// When the watch began.
    pub started: NaiveDateTime,
    /// The last stage that came, if one did: after how many minutes it was to come, and when it did.
    pub last: Option<(u32, NaiveDateTime)>,
}

/// A stage that is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// Which, counted from 0.
    pub stage: usize,
    /// When. May be past.
    pub due: NaiveDateTime,
}

impl TimerRule {
    /// The stage that comes next, by the tenant's clock. None when all have come, or the owner does not work for that long
    /// within about a year.
    ///
    /// Of several that are past only the last one comes: who comes late, after the server stood still or because the rule is
    /// new, is not told three things at once. But nothing is taken from anybody whom no stage before has told, nor sooner after
    /// that than the policy leaves between the two.
    pub fn next(&self, progress: Progress, now: NaiveDateTime, time: &WorkingTime<'_>) -> Option<Next> {
        let passed = progress.last.map_or(0, |(minutes, _)| minutes);
        let mut next: Option<Next> = None;
        for (at, stage) in self.stages.iter().enumerate().filter(|(_, stage)| stage.after_minutes > passed) {
            let Some(mut due) = time.after(progress.started, stage.after_minutes) else { break };
            if stage.then == TimerAction::Reassign && at > 0 {
                // Before anybody was told, an earlier stage is still to come.
                let Some((minutes, told)) = progress.last else { break };
                let Some(spaced) = time.after(told, stage.after_minutes - minutes) else { break };
                due = due.max(spaced);
            }
            if next.is_none() || due <= now {
                next = Some(Next { stage: at, due });
            }
            if due > now {
                break;
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};

    use super::*;
    use crate::workforce::Calendar;

    fn minute(minute: i64) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 1, 5).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("a time")
            + TimeDelta::minutes(minute)
    }

    fn timer(stages: &[(u32, TimerAction)]) -> TimerRule {
        TimerRule {
            key: "x".into(),
            name: "x".into(),
            enabled: true,
            watch: TimerWatch::NotAnswered,
            when: Condition::always(),
            stages: stages
                .iter()
                .map(|(after_minutes, then)| TimerStage { after_minutes: *after_minutes, then: *then })
                .collect(),
        }
    }

    /// What comes next at a minute after the start, when the last stage came at another: which, and at which minute.
    fn next(timer: &TimerRule, last: Option<(u32, i64)>, now: i64) -> Option<(usize, i64)> {
        let calendar = Calendar::default();
        let progress = Progress { started: minute(0), last: last.map(|(minutes, at)| (minutes, minute(at))) };
        let next = timer.next(progress, minute(now), &WorkingTime::new(None, &calendar, &[]))?;
        Some((next.stage, (next.due - minute(0)).num_minutes()))
    }

    #[test]
    fn stages_come_one_after_the_other() {
        let timer = timer(&[(30, TimerAction::Remind), (60, TimerAction::TellLead), (120, TimerAction::Reassign)]);
        assert_eq!(next(&timer, None, 0), Some((0, 30)));
        assert_eq!(next(&timer, None, 30), Some((0, 30)));
        assert_eq!(next(&timer, Some((30, 30)), 30), Some((1, 60)));
        assert_eq!(next(&timer, Some((60, 60)), 61), Some((2, 120)));
        assert_eq!(next(&timer, Some((120, 120)), 120), None);
    }

    #[test]
    fn of_stages_that_are_long_past_only_the_last_comes_and_nothing_is_taken_without_a_word_before() {
        let timer = timer(&[(30, TimerAction::Remind), (60, TimerAction::TellLead), (120, TimerAction::Reassign)]);
        assert_eq!(next(&timer, None, 70), Some((1, 60)));
        assert_eq!(next(&timer, None, 500), Some((1, 60)));
        assert_eq!(next(&timer, Some((60, 500)), 501), Some((2, 560)));
        assert_eq!(next(&timer, Some((30, 30)), 500), Some((2, 120)));
    }

    #[test]
    fn a_stage_that_is_the_only_one_comes_unannounced() {
        let timer = timer(&[(10, TimerAction::Reassign)]);
        assert_eq!(next(&timer, None, 500), Some((0, 10)));
    }
}
