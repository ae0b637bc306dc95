//! A policy while it is edited: each part a signal of its own, so that typing in one field redraws nothing else.

mod condition;
#[cfg(test)]
mod tests;

use leptos::prelude::*;
use shared::assignment::{
    Condition, FactTest, Policy, Route, Rule,
    policy::{TimerAction, TimerRule, TimerStage, TimerWatch},
};

pub use condition::{Body, Group, Joint, Part};

/// The signals live as long as the page that made this, whoever makes them: those of a rule that was deleted come back when
/// that is undone.
#[derive(Clone, Copy)]
pub struct Maker {
    owner: StoredValue<Owner>,
    next: StoredValue<u32>,
}

impl Maker {
    /// Called while the page is made.
    pub fn new() -> Self {
        let owner = Owner::current().unwrap_or_default();
        Self { owner: StoredValue::new(owner), next: StoredValue::new(0) }
    }

    fn signal<T: Send + Sync + 'static>(self, value: T) -> RwSignal<T> {
        self.owner.get_value().with(|| RwSignal::new(value))
    }

    fn id(self) -> u32 {
        self.next.update_value(|next| *next += 1);
        self.next.get_value()
    }

    pub fn route(self, route: Route) -> RouteModel {
        RouteModel { id: self.id(), route: self.signal(route) }
    }

    fn routes(self, routes: &[Route]) -> RwSignal<Vec<RouteModel>> {
        let routes = routes.iter().map(|route| self.route(route.clone())).collect();
        self.signal(routes)
    }

    pub fn test(self, test: FactTest) -> Part {
        Part { id: self.id(), body: Body::Test { negated: self.signal(false), test: self.signal(test) } }
    }

    pub fn group(self, joint: Joint, parts: Vec<Part>) -> Part {
        Part { id: self.id(), body: Body::Group(self.bare_group(joint, parts)) }
    }

    fn bare_group(self, joint: Joint, parts: Vec<Part>) -> Group {
        Group { joint: self.signal(joint), parts: self.signal(parts) }
    }

    fn part(self, condition: &Condition, negated: bool) -> Part {
        let group = |all: bool, parts: &[Condition]| {
            let joint = match (all, negated) {
                (true, false) => Joint::All,
                (false, false) => Joint::Any,
                (true, true) => Joint::NotAll,
                (false, true) => Joint::None,
            };
            self.group(joint, parts.iter().map(|part| self.part(part, false)).collect())
        };
        match condition {
            Condition::All(parts) => group(true, parts),
            Condition::Any(parts) => group(false, parts),
            Condition::Not(part) => self.part(part, !negated),
            Condition::Test(test) => {
                let body = Body::Test { negated: self.signal(negated), test: self.signal(test.clone()) };
                Part { id: self.id(), body }
            }
        }
    }

    fn whole(self, when: &Condition) -> Group {
        let whole = self.part(when, false);
        match whole.body {
            Body::Group(group) => group,
            Body::Test { .. } => self.bare_group(Joint::All, vec![whole]),
        }
    }

    fn head(self, key: &str, name: &str, enabled: bool) -> Head {
        Head {
            id: self.id(),
            key: self.signal(key.to_owned()),
            name: self.signal(name.to_owned()),
            enabled: self.signal(enabled),
        }
    }

    pub fn rule(self, rule: &Rule) -> RuleModel {
        RuleModel {
            head: self.head(&rule.key, &rule.name, rule.enabled),
            when: self.whole(&rule.when),
            routes: self.routes(&rule.routes),
        }
    }

    pub fn stage(self, stage: TimerStage) -> StageModel {
        StageModel { id: self.id(), after: self.signal(stage.after_minutes), then: self.signal(stage.then) }
    }

    pub fn timer(self, timer: &TimerRule) -> TimerModel {
        TimerModel {
            head: self.head(&timer.key, &timer.name, timer.enabled),
            watch: self.signal(timer.watch),
            when: self.whole(&timer.when),
            stages: self.signal(timer.stages.iter().map(|stage| self.stage(*stage)).collect()),
        }
    }

    pub fn policy(self, policy: &Policy) -> PolicyModel {
        PolicyModel {
            rules: self.signal(policy.rules.iter().map(|rule| self.rule(rule)).collect()),
            otherwise: self.routes(&policy.otherwise),
            timers: self.signal(policy.timers.iter().map(|timer| self.timer(timer)).collect()),
        }
    }
}

/// A policy.
#[derive(Clone, Copy)]
pub struct PolicyModel {
    pub rules: RwSignal<Vec<RuleModel>>,
    pub otherwise: RwSignal<Vec<RouteModel>>,
    pub timers: RwSignal<Vec<TimerModel>>,
}

impl PolicyModel {
    /// What it says now; tells whoever asks in a view when any part changes.
    pub fn document(self) -> Policy {
        Policy {
            rules: self.rules.with(|rules| rules.iter().map(|rule| rule.rule()).collect()),
            otherwise: routes_of(self.otherwise),
            timers: self.timers.with(|timers| timers.iter().map(|timer| timer.timer()).collect()),
        }
    }
}

/// What rules and timers are known by. The id tells them from others while the page stands.
#[derive(Clone, Copy)]
pub struct Head {
    pub id: u32,
    pub key: RwSignal<String>,
    pub name: RwSignal<String>,
    pub enabled: RwSignal<bool>,
}

impl Head {
    fn words(self) -> (String, String) {
        (self.key.get().trim().to_owned(), self.name.get().trim().to_owned())
    }
}

/// A rule.
#[derive(Clone, Copy)]
pub struct RuleModel {
    pub head: Head,
    pub when: Group,
    pub routes: RwSignal<Vec<RouteModel>>,
}

impl RuleModel {
    pub fn rule(self) -> Rule {
        let (key, name) = self.head.words();
        let enabled = self.head.enabled.get();
        Rule { key, name, enabled, when: self.when.condition(), routes: routes_of(self.routes) }
    }
}

/// A timer.
#[derive(Clone, Copy)]
pub struct TimerModel {
    pub head: Head,
    pub watch: RwSignal<TimerWatch>,
    pub when: Group,
    pub stages: RwSignal<Vec<StageModel>>,
}

impl TimerModel {
    pub fn timer(self) -> TimerRule {
        let (key, name) = self.head.words();
        TimerRule {
            key,
            name,
            enabled: self.head.enabled.get(),
            watch: self.watch.get(),
            when: self.when.condition(),
            stages: self.stages(),
        }
    }

    pub fn stages(self) -> Vec<TimerStage> {
        self.stages.with(|stages| stages.iter().map(|stage| stage.stage()).collect())
    }
}

/// A stage of a timer.
#[derive(Clone, Copy)]
pub struct StageModel {
    pub id: u32,
    /// In working minutes; 0 while what was typed is no time, which no stage may have.
    pub after: RwSignal<u32>,
    pub then: RwSignal<TimerAction>,
}

impl StageModel {
    pub fn stage(self) -> TimerStage {
        TimerStage { after_minutes: self.after.get(), then: self.then.get() }
    }
}

/// A route.
#[derive(Clone, Copy)]
pub struct RouteModel {
    pub id: u32,
    pub route: RwSignal<Route>,
}

pub fn routes_of(routes: RwSignal<Vec<RouteModel>>) -> Vec<Route> {
    routes.with(|routes| routes.iter().map(|route| route.route.get()).collect())
}
