//! Whether a policy is well-formed: sizes, names, bounds. Whether it is wise is for [`lint`](super::lint) to say.

use std::collections::HashSet;

use super::{
    policy::{Condition, FactTest, Policy, Route, Rule, TimerAction, TimerRule, TimerStage},
    timer::{MAX_AFTER_MINUTES, MAX_STAGES, MAX_TIMERS},
};
use crate::{Check, Faults, problem::FieldCode};

/// How many rules a policy may have.
pub const MAX_RULES: usize = 200;
/// How many routes one rule may have.
pub const MAX_ROUTES: usize = 10;
/// How deep a condition may be; a single test is 1 deep.
pub const MAX_DEPTH: usize = 8;
/// How many conditions, tests and what joins them, all rules and timers together may have.
pub const MAX_NODES: usize = 2_000;
/// How many values a test may list.
pub const MAX_VALUES: usize = 500;
/// How many words a test of the text may list.
pub const MAX_WORDS: usize = 50;
/// How many skills a route may ask for.
pub const MAX_SKILLS: usize = 20;

const KEY_LENGTH: usize = 40;
const NAME_LENGTH: usize = 60;
const VALUE_LENGTH: usize = 100;

impl Check for Policy {
    fn check(&self, faults: &mut Faults) {
        if self.rules.len() > MAX_RULES {
            faults.add("/rules", FieldCode::TooMany { max: MAX_RULES });
        }
        if self.timers.len() > MAX_TIMERS {
            faults.add("/timers", FieldCode::TooMany { max: MAX_TIMERS });
        }
        let mut nodes = 0;
        let mut keys = HashSet::new();
        for (at, rule) in self.rules.iter().enumerate() {
            let pointer = format!("/rules/{at}");
            check_key(&rule.key, &mut keys, &pointer, faults);
            check_rule(rule, &pointer, &mut nodes, faults);
        }
        check_routes(&self.otherwise, "/otherwise", faults);
        let mut keys = HashSet::new();
        for (at, timer) in self.timers.iter().enumerate() {
            let pointer = format!("/timers/{at}");
            check_key(&timer.key, &mut keys, &pointer, faults);
            check_timer(timer, &pointer, &mut nodes, faults);
        }
    }
}

fn check_key<'a>(key: &'a str, keys: &mut HashSet<&'a str>, pointer: &str, faults: &mut Faults) {
    let pointer = format!("{pointer}/key");
    if !keys.insert(key) {
        faults.add(&pointer, FieldCode::Taken);
    }
    faults.text(&pointer, key, KEY_LENGTH);
    if key.bytes().any(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_')) {
        faults.add(pointer, FieldCode::Malformed);
    }
}

/// The condition of a rule or a timer; what passes the bound of all together is named once.
fn check_when(when: &Condition, pointer: &str, nodes: &mut usize, faults: &mut Faults) {
    let before = *nodes;
    check_condition(when, &format!("{pointer}/when"), 1, nodes, faults);
    if before <= MAX_NODES && *nodes > MAX_NODES {
        faults.add(format!("{pointer}/when"), FieldCode::TooMany { max: MAX_NODES });
    }
}

fn check_timer(timer: &TimerRule, pointer: &str, nodes: &mut usize, faults: &mut Faults) {
    faults.text(&format!("{pointer}/name"), &timer.name, NAME_LENGTH);
    check_when(&timer.when, pointer, nodes, faults);
    faults.many(&format!("{pointer}/stages"), &timer.stages, MAX_STAGES);
    let mut before = 0_u32;
    for (at, TimerStage { after_minutes, then }) in timer.stages.iter().enumerate().take(MAX_STAGES) {
        let pointer = format!("{pointer}/stages/{at}");
        if *after_minutes <= before || *after_minutes > MAX_AFTER_MINUTES {
            let code = FieldCode::OutOfRange { min: i64::from(before) + 1, max: MAX_AFTER_MINUTES.into() };
            faults.add(format!("{pointer}/after_minutes"), code);
        }
        before = before.max(*after_minutes).min(MAX_AFTER_MINUTES - 1);
        if *then == TimerAction::Reassign && at + 1 < timer.stages.len() {
            faults.add(format!("{pointer}/then"), FieldCode::NotLast);
        }
    }
}

fn check_rule(rule: &Rule, pointer: &str, nodes: &mut usize, faults: &mut Faults) {
    faults.text(&format!("{pointer}/name"), &rule.name, NAME_LENGTH);
    check_when(&rule.when, pointer, nodes, faults);
    let routes = format!("{pointer}/routes");
    if rule.routes.is_empty() {
        faults.add(&routes, FieldCode::Required);
    }
    check_routes(&rule.routes, &routes, faults);
}

fn check_condition(condition: &Condition, pointer: &str, depth: usize, nodes: &mut usize, faults: &mut Faults) {
    *nodes += 1;
    if depth > MAX_DEPTH {
        faults.add(pointer, FieldCode::TooDeep { max: MAX_DEPTH });
        return;
    }
    let mut parts = |name: &str, parts: &[Condition]| {
        for (at, part) in parts.iter().enumerate() {
            check_condition(part, &format!("{pointer}/{name}/{at}"), depth + 1, nodes, faults);
        }
    };
    match condition {
        Condition::All(all) => parts("all", all),
        Condition::Any(any) => parts("any", any),
        Condition::Not(part) => check_condition(part, &format!("{pointer}/not"), depth + 1, nodes, faults),
        Condition::Test(test) => check_test(test, &format!("{pointer}/test"), faults),
    }
}

fn check_test(test: &FactTest, pointer: &str, faults: &mut Faults) {
    let is = format!("{pointer}/is");
    match test {
        FactTest::Kind { is: values } => faults.many(&is, values, MAX_VALUES),
        FactTest::ProductLine { is: values } => faults.many(&is, values, MAX_VALUES),
        FactTest::Province { is: values } => faults.many(&is, values, MAX_VALUES),
        FactTest::City { is: values } => faults.many(&is, values, MAX_VALUES),
        FactTest::District { is: values } => faults.many(&is, values, MAX_VALUES),
        FactTest::Level { is: values } => faults.many(&is, values, MAX_VALUES),
        FactTest::Weekday { is: values } => faults.many(&is, values, MAX_VALUES),
        FactTest::Entrance { is: values } | FactTest::Channel { is: values } | FactTest::Language { is: values } => {
            check_texts(values, &is, MAX_VALUES, faults);
        }
        FactTest::Value { at_least: None, at_most: None } => faults.add(pointer, FieldCode::Required),
        FactTest::Value { at_least, at_most } => {
            let least = at_least.unwrap_or(0);
            if at_least.is_some_and(|least| least < 0) {
                faults.add(format!("{pointer}/at_least"), FieldCode::OutOfRange { min: 0, max: i64::MAX });
            }
            if at_most.is_some_and(|most| most < least) {
                faults.add(format!("{pointer}/at_most"), FieldCode::OutOfRange { min: least, max: i64::MAX });
            }
        }
        FactTest::LocalTime { from, to } if from == to => faults.add(format!("{pointer}/to"), FieldCode::NotAfter),
        FactTest::Text { contains_any } => {
            check_texts(contains_any, &format!("{pointer}/contains_any"), MAX_WORDS, faults);
        }
        FactTest::Attribute { name, is: values } => {
            faults.text(&format!("{pointer}/name"), name, VALUE_LENGTH);
            if let Some(values) = values {
                check_texts(values, &is, MAX_VALUES, faults);
            }
        }
        FactTest::LocalTime { .. } | FactTest::Known { .. } | FactTest::Workday { .. } => {}
    }
}

fn check_texts(texts: &[String], pointer: &str, max: usize, faults: &mut Faults) {
    faults.many(pointer, texts, max);
    for (at, text) in texts.iter().enumerate().take(max) {
        faults.text(&format!("{pointer}/{at}"), text, VALUE_LENGTH);
    }
}

fn check_routes(routes: &[Route], pointer: &str, faults: &mut Faults) {
    if routes.len() > MAX_ROUTES {
        faults.add(pointer, FieldCode::TooMany { max: MAX_ROUTES });
    }
    for (at, route) in routes.iter().enumerate().take(MAX_ROUTES) {
        if let Route::Group { skills, .. } = route
            && !skills.is_empty()
        {
            check_texts(skills, &format!("{pointer}/{at}/skills"), MAX_SKILLS, faults);
        }
    }
}
