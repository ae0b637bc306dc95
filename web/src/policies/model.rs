//! A policy while it is edited: each part a signal of its own, so that typing in one field redraws nothing else.

use leptos::prelude::*;
use shared::assignment::{Condition, FactTest, Policy, Route, Rule, policy::TimerRule};

/// How the parts of a group are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// Every one.
    All,
    /// At least one.
    Any,
    /// Not every one.
    NotAll,
    /// Not one.
    None,
}

impl Joint {
    /// Each with the word that stands for it in a select.
    pub const ALL: [(Self, &str); 4] =
        [(Self::All, "all"), (Self::Any, "any"), (Self::NotAll, "not_all"), (Self::None, "none")];

    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(joint, _)| *joint == self).map_or("", |(_, word)| word)
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, one)| *one == word).map(|(joint, _)| *joint)
    }
}

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

    pub fn rule(self, rule: &Rule) -> RuleModel {
        let whole = self.part(&rule.when, false);
        let when = match whole.body {
            Body::Group(group) => group,
            Body::Test { .. } => self.bare_group(Joint::All, vec![whole]),
        };
        RuleModel {
            id: self.id(),
            key: self.signal(rule.key.clone()),
            name: self.signal(rule.name.clone()),
            enabled: self.signal(rule.enabled),
            when,
            routes: self.routes(&rule.routes),
        }
    }

    pub fn policy(self, policy: &Policy) -> PolicyModel {
        let rules = policy.rules.iter().map(|rule| self.rule(rule)).collect();
        PolicyModel {
            rules: self.signal(rules),
            otherwise: self.routes(&policy.otherwise),
            timers: self.signal(policy.timers.clone()),
        }
    }
}

/// A policy.
#[derive(Clone, Copy)]
pub struct PolicyModel {
    pub rules: RwSignal<Vec<RuleModel>>,
    pub otherwise: RwSignal<Vec<RouteModel>>,
    pub timers: RwSignal<Vec<TimerRule>>,
}

impl PolicyModel {
    /// What it says now; tells whoever asks in a view when any part changes.
    pub fn document(self) -> Policy {
        Policy {
            rules: self.rules.with(|rules| rules.iter().map(|rule| rule.rule()).collect()),
            otherwise: routes_of(self.otherwise),
            timers: self.timers.get(),
        }
    }
}

/// A rule. The id tells it from others while the page stands.
#[derive(Clone, Copy)]
pub struct RuleModel {
    pub id: u32,
    pub key: RwSignal<String>,
    pub name: RwSignal<String>,
    pub enabled: RwSignal<bool>,
    pub when: Group,
    pub routes: RwSignal<Vec<RouteModel>>,
}

impl RuleModel {
    pub fn rule(self) -> Rule {
        Rule {
            key: self.key.get().trim().to_owned(),
            name: self.name.get().trim().to_owned(),
            enabled: self.enabled.get(),
            when: self.when.condition(),
            routes: routes_of(self.routes),
        }
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

/// A part of a condition.
#[derive(Clone, Copy)]
pub struct Part {
    pub id: u32,
    pub body: Body,
}

#[derive(Clone, Copy)]
pub enum Body {
    Group(Group),
    Test { negated: RwSignal<bool>, test: RwSignal<FactTest> },
}

/// Parts and how they are joined.
#[derive(Clone, Copy)]
pub struct Group {
    pub joint: RwSignal<Joint>,
    pub parts: RwSignal<Vec<Part>>,
}

impl Group {
    pub fn condition(self) -> Condition {
        let parts = self.parts.with(|parts| parts.iter().map(|part| part.condition()).collect());
        match self.joint.get() {
            Joint::All => Condition::All(parts),
            Joint::Any => Condition::Any(parts),
            Joint::NotAll => Condition::Not(Box::new(Condition::All(parts))),
            Joint::None => Condition::Not(Box::new(Condition::Any(parts))),
        }
    }

    /// Where its parts stand, if it stands at `pointer`.
    pub fn inside(self, pointer: &str) -> String {
        match self.joint.get() {
            Joint::All => format!("{pointer}/all"),
            Joint::Any => format!("{pointer}/any"),
            Joint::NotAll => format!("{pointer}/not/all"),
            Joint::None => format!("{pointer}/not/any"),
        }
    }
}

impl Part {
    fn condition(self) -> Condition {
        match self.body {
            Body::Group(group) => group.condition(),
            Body::Test { negated, test } => {
                let test = Condition::Test(test.get());
                if negated.get() { Condition::Not(Box::new(test)) } else { test }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;
    use shared::assignment::{Condition, FactTest, Policy, Route, Rule, policy::TimerRule};

    use super::{Joint, Maker};

    fn known(is: bool) -> Condition {
        Condition::Test(FactTest::Known { is })
    }

    fn not(part: Condition) -> Condition {
        Condition::Not(Box::new(part))
    }

    /// What a condition is after it went through the editor.
    fn edited(when: Condition) -> Condition {
        Owner::new().with(|| {
            let rule = Rule { key: "x".into(), name: "x".into(), enabled: true, when, routes: vec![Route::Queue {}] };
            let policy = Policy {
                rules: vec![rule],
                otherwise: vec![Route::DistrictOwner { even_if_absent: true }],
                timers: Vec::new(),
            };
            let mut after = Maker::new().policy(&policy).document();
            assert_eq!(after.otherwise, policy.otherwise);
            assert_eq!(after.rules[0].routes, policy.rules[0].routes);
            after.rules.remove(0).when
        })
    }

    #[test]
    fn groups_come_out_as_they_went_in() {
        let group = Condition::All(vec![
            known(true),
            not(known(false)),
            Condition::Any(vec![]),
            not(Condition::Any(vec![known(true)])),
            not(Condition::All(vec![known(true), known(false)])),
        ]);
        assert_eq!(edited(group.clone()), group);
    }

    #[test]
    fn a_lone_test_becomes_a_group_and_two_negations_none() {
        assert_eq!(edited(known(true)), Condition::All(vec![known(true)]));
        assert_eq!(edited(not(known(true))), Condition::All(vec![not(known(true))]));
        assert_eq!(edited(not(not(Condition::Any(vec![known(true)])))), Condition::Any(vec![known(true)]));
        assert_eq!(edited(Condition::All(vec![not(not(known(true)))])), Condition::All(vec![known(true)]));
    }

    #[test]
    fn a_place_is_named_by_how_its_group_is_joined() {
        Owner::new().with(|| {
            let group = Maker::new().bare_group(Joint::None, Vec::new());
            assert_eq!(group.inside("/rules/0/when"), "/rules/0/when/not/any");
        });
    }
}
