//! A policy made ready to be asked often.

use std::collections::BTreeSet;

use super::{
    condition::View,
    facts::Facts,
    policy::{Condition, FactTest, Policy, Route, TimerRule, TimerWatch},
    times::TimeOfDay,
};
use crate::ids::{EmployeeId, GroupId};

/// A policy whose lists are sorted and whose words are in lower case; rules, routes and tests stand where they stood.
#[derive(Debug, Clone)]
pub struct Compiled {
    policy: Policy,
    boundaries: Vec<TimeOfDay>,
    asks_time: bool,
}

impl Compiled {
    /// Makes a policy ready.
    pub fn new(policy: &Policy) -> Self {
        let mut policy = policy.clone();
        let (mut boundaries, mut asks_time) = (BTreeSet::new(), false);
        for rule in &mut policy.rules {
            each_test(&mut rule.when, &mut |test| {
                normalise(test);
                asks_time |=
                    matches!(test, FactTest::LocalTime { .. } | FactTest::Weekday { .. } | FactTest::Workday { .. });
                if let (FactTest::LocalTime { from, to }, true) = (test, rule.enabled) {
                    boundaries.extend([*from, *to]);
                }
            });
        }
        for timer in &mut policy.timers {
            each_test(&mut timer.when, &mut normalise);
        }
        Self { policy, boundaries: boundaries.into_iter().collect(), asks_time }
    }

    /// The policy as it is asked.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The times of day at which a rule may begin or cease to match, in order; beside them only midnight matters, when
    /// [`asks_time`](Self::asks_time).
    pub fn boundaries(&self) -> &[TimeOfDay] {
        &self.boundaries
    }

    /// Whether any rule asks for the time of day or the day.
    pub const fn asks_time(&self) -> bool {
        self.asks_time
    }

    /// The timers that are asked about what this watch is for, in order.
    pub fn timers(&self, watch: TimerWatch) -> impl Iterator<Item = &TimerRule> {
        self.policy.timers.iter().filter(move |timer| timer.enabled && timer.watch == watch)
    }

    /// The timer that counts for something with these facts.
    pub fn timer_for(&self, watch: TimerWatch, facts: &Facts) -> Option<&TimerRule> {
        let view = View::new(facts);
        self.timers(watch).find(|timer| timer.when.holds(&view))
    }

    /// The routes of these rules in order, and then those of `otherwise`, down to the first queue.
    pub(super) fn routes<'a>(&'a self, rules: &'a [u16]) -> impl Iterator<Item = &'a Route> {
        let rules = rules.iter().filter_map(|at| self.policy.rules.get(usize::from(*at)));
        let routes = rules.flat_map(|rule| &rule.routes).chain(&self.policy.otherwise);
        routes.take_while(|route| !matches!(route, Route::Queue {}))
    }

    /// Whom and what a decision about these facts may look at, whatever the roster.
    pub fn reach(&self, facts: &Facts) -> Reach {
        let view = View::new(facts);
        let matching = (0u16..).zip(&self.policy.rules).filter(|(_, rule)| rule.enabled && rule.when.holds(&view));
        let mut reach = Reach { is_work: facts.kind.is_work(), declined: facts.declined.clone(), ..Reach::default() };
        for (at, rule) in matching {
            reach.rules.push(at);
            if rule.routes.contains(&Route::Queue {}) {
                break;
            }
        }
        for route in self.routes(&reach.rules) {
            match route {
                Route::StickyOwner { .. } => reach.owner = facts.owner,
                Route::DistrictOwner { .. } => reach.holder = facts.district_holder,
                Route::Person { employee_id, .. } => _ = reach.people.insert(*employee_id),
                Route::Group { group_id, .. } => _ = reach.groups.insert(*group_id),
                Route::Queue {} => {}
            }
        }
        reach
    }
}

/// What a decision depends on. Two arrivals with the same reach wait for the same people: while one of them has to wait, so
/// has the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reach {
    /// Whether capacity is asked.
    pub is_work: bool,
    /// Who shall not have it.
    pub declined: BTreeSet<EmployeeId>,
    /// The rules that match, in order, down to the first with a queue.
    pub rules: Vec<u16>,
    /// The groups of their routes, by id.
    pub groups: BTreeSet<GroupId>,
    /// The people whom their routes name, by id.
    pub people: BTreeSet<EmployeeId>,
    /// The customer's owner, if a route asks for them.
    pub owner: Option<EmployeeId>,
    /// The holder of the customer's district, if a route asks for them.
    pub holder: Option<EmployeeId>,
}

impl Reach {
    /// Everybody it names, beside the members of its groups; somebody may be named twice.
    pub fn persons(&self) -> impl Iterator<Item = EmployeeId> {
        self.people.iter().copied().chain(self.owner).chain(self.holder)
    }
}

fn each_test(condition: &mut Condition, on: &mut impl FnMut(&mut FactTest)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| each_test(part, on)),
        Condition::Not(part) => each_test(part, on),
        Condition::Test(test) => on(test),
    }
}

fn normalise(test: &mut FactTest) {
    fn sort<T: Ord>(list: &mut Vec<T>) {
        list.sort_unstable();
        list.dedup();
    }
    match test {
        FactTest::Kind { is } => sort(is),
        FactTest::Entrance { is } | FactTest::Channel { is } | FactTest::Language { is } => sort(is),
        FactTest::ProductLine { is } => sort(is),
        FactTest::Province { is } => sort(is),
        FactTest::City { is } => sort(is),
        FactTest::District { is } => sort(is),
        FactTest::Level { is } => sort(is),
        FactTest::Weekday { is } => sort(is),
        FactTest::Attribute { is, .. } => is.iter_mut().for_each(sort),
        FactTest::Text { contains_any } => contains_any.iter_mut().for_each(|word| *word = word.to_lowercase()),
        FactTest::Value { .. } | FactTest::Known { .. } | FactTest::LocalTime { .. } | FactTest::Workday { .. } => {}
    }
}
