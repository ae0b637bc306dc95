//! What the engine promises, as properties over random policies, rosters and histories.

mod conditions;
mod decisions;
mod explanations;
mod lint;
mod random;
mod rotation;
mod simulation;
mod timers;
mod wire;

use super::{
    Compiled, Condition, Facts, Policy, Roster, Route, Rule, Strategy,
    policy::CaseKind,
    roster::{Agent, Member},
    rotation::Clock,
    times::{Moment, TimeOfDay, Weekday},
};
use crate::ids::{CaseId, EmployeeId, GroupId};

pub(super) const GROUP: GroupId = GroupId::from_raw(7);

pub(super) const fn person(number: i64) -> EmployeeId {
    EmployeeId::from_raw(number)
}

pub(super) fn noon() -> Moment {
    Moment { time: TimeOfDay::from_minute(720).unwrap_or_default(), weekday: Weekday::Monday, workday: true }
}

/// An inquiry of which nothing else is known.
pub(super) fn case(number: i64) -> Facts {
    Facts::new(CaseId::from_raw(number), CaseKind::Inquiry, noon())
}

pub(super) fn rule(key: &str, when: Condition, routes: Vec<Route>) -> Rule {
    Rule { key: key.to_owned(), name: key.to_owned(), enabled: true, when, routes }
}

/// A policy with one rule for everything.
pub(super) fn always(routes: Vec<Route>) -> Compiled {
    Compiled::new(&Policy {
        rules: vec![rule("all", Condition::always(), routes)],
        otherwise: Vec::new(),
        timers: Vec::new(),
    })
}

pub(super) fn by(strategy: Strategy) -> Route {
    Route::Group { group_id: GROUP, strategy, skills: Vec::new(), even_if_absent: false }
}

/// A group of so many people, 1 and up, all there.
pub(super) fn roster(people: i64) -> Roster {
    let mut roster = Roster::default();
    roster.put_group(GROUP, Clock::default());
    for number in 1..=people {
        roster.put_agent(Agent::new(person(number)));
        roster.put_member(GROUP, Member::new(person(number)));
    }
    roster
}
