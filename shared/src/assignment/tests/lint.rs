//! What the lint says about conditions is true of every arrival.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use proptest::prelude::*;

use super::{
    GROUP, by, person,
    random::{all_facts, policy},
    rule,
};
use crate::{
    assignment::{
        Compiled, Condition, FactTest, Facts, Policy, Route, Rule, Strategy,
        lint::{Finding, FindingCode, Known, Severity, lint},
        policy::CaseKind,
    },
    customers::Level,
    ids::{CityId, GroupId, ProductLineId},
};

static FACTS: OnceLock<Vec<Facts>> = OnceLock::new();

fn known() -> Known {
    Known {
        groups: BTreeMap::from([(GROUP, 3), (GroupId::from_raw(8), 0)]),
        agents: BTreeSet::from([person(1)]),
        product_lines: [1, 2].map(ProductLineId::from_raw).into(),
        entrances: ["course", "school"].map(Into::into).into(),
    }
}

/// Which rule a pointer is about.
fn rule_of(finding: &Finding) -> usize {
    finding.pointer.split('/').nth(2).and_then(|number| number.parse().ok()).expect("a rule")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_about_conditions_is_true_of_all_facts(policy in policy()) {
        let findings = lint(&policy, &known());
        let about_conditions = |finding: &&Finding| matches!(
            finding.code,
            FindingCode::NeverMatches | FindingCode::Unreachable | FindingCode::Fallback | FindingCode::Gap
        );
        let findings: Vec<_> = findings.iter().filter(about_conditions).collect();
        if findings.is_empty() {
            return Ok(());
        }
        let compiled: Vec<_> = policy.rules.iter().map(|rule| {
            Compiled::new(&Policy { rules: vec![Rule { enabled: true, ..rule.clone() }], otherwise: Vec::new(), timers: Vec::new() })
        }).collect();
        for facts in FACTS.get_or_init(all_facts) {
            let matches = |at: usize| policy.rules[at].enabled && !compiled[at].reach(facts).rules.is_empty();
            for finding in &findings {
                let others = finding.others.iter().map(|at| usize::from(*at));
                match finding.code {
                    FindingCode::NeverMatches => prop_assert!(!matches(rule_of(finding))),
                    FindingCode::Unreachable => {
                        // Whatever matches it has gone to a queue by one of the others.
                        let mut queues = others.filter(|at| policy.rules[*at].routes.contains(&Route::Queue {}));
                        prop_assert!(!matches(rule_of(finding)) || queues.any(matches));
                        let whole = Compiled::new(&policy).reach(facts).rules;
                        prop_assert!(whole.iter().all(|at| usize::from(*at) != rule_of(finding)));
                    }
                    FindingCode::Fallback => {
                        prop_assert!(!matches(rule_of(finding)) || others.into_iter().all(matches));
                    }
                    _ => {
                        let is = |value: &String| match value.split_once('=') {
                            Some(("kind", kind)) => facts.kind.to_string() == kind,
                            Some(("entrance", entrance)) => facts.entrance.as_deref() == Some(entrance),
                            _ => facts.product_line.map(|line| format!("product_line={line}")).as_ref() == Some(value),
                        };
                        let taken = (0..policy.rules.len()).any(matches);
                        prop_assert!(!finding.values.iter().all(is) || !taken);
                    }
                }
            }
        }
    }
}

fn test(test: FactTest) -> Condition {
    Condition::Test(test)
}

fn cities(cities: &[i64]) -> Condition {
    test(FactTest::City { is: cities.iter().copied().map(CityId::from_raw).collect() })
}

fn level(is: &[Level]) -> Condition {
    test(FactTest::Level { is: is.to_vec() })
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

fn at_least(value: i64) -> Condition {
    test(FactTest::Value { at_least: Some(value), at_most: None })
}

const QUEUE: Route = Route::Queue {};

/// What is found in rules with these conditions and routes, where `otherwise` is a queue.
fn found(rules: Vec<(Condition, Vec<Route>)>) -> Vec<(FindingCode, String, Vec<u16>)> {
    let rules = (0..).zip(rules).map(|(at, (when, routes))| rule(&format!("r{at}"), when, routes));
    let findings = lint(&Policy { rules: rules.collect(), otherwise: vec![QUEUE], timers: Vec::new() }, &known());
    findings.into_iter().map(|finding| (finding.code, finding.pointer, finding.others)).collect()
}

#[test]
fn a_special_case_after_a_queue_for_the_general_one_is_unreachable() {
    let rules = |first| {
        vec![
            (first, vec![QUEUE]),
            (Condition::All(vec![level(&[Level::A]), cities(&[1])]), vec![by(Strategy::RoundRobin)]),
        ]
    };
    let unreachable = [(FindingCode::Unreachable, "/rules/1".to_owned(), vec![0])];
    assert_eq!(found(rules(level(&[Level::A, Level::B]))), unreachable);
    assert_eq!(found(rules(Condition::always())), unreachable);
    assert_eq!(found(rules(not(level(&[Level::B])))), unreachable);
    assert_eq!(found(rules(level(&[Level::B]))), []);
}

#[test]
fn several_queues_together_make_a_rule_unreachable() {
    let rules = vec![
        (level(&[Level::A]), vec![QUEUE]),
        (cities(&[9]), vec![by(Strategy::RoundRobin)]),
        (not(level(&[Level::A, Level::B])), vec![QUEUE]),
        (at_least(100), vec![by(Strategy::LeastLoaded)]),
        (level(&[Level::B]), vec![QUEUE]),
        (at_least(200), vec![by(Strategy::LongestIdle)]),
    ];
    let found = found(rules);
    assert_eq!(found, [(FindingCode::Unreachable, "/rules/5".to_owned(), vec![0, 2, 4])]);
}

#[test]
fn contradictions_are_found_in_every_kind_of_fact() {
    let text = |word: &str| test(FactTest::Text { contains_any: vec![word.into()] });
    let time = |from: &str, to: &str| {
        test(FactTest::LocalTime { from: from.parse().expect("a time"), to: to.parse().expect("a time") })
    };
    let attribute = |is: Option<&str>| test(FactTest::Attribute { name: "x".into(), is: is.map(|is| vec![is.into()]) });
    for contradiction in [
        vec![cities(&[1]), cities(&[2])],
        vec![at_least(10), not(at_least(5))],
        vec![text("summer school"), not(text("Summer"))],
        vec![time("22:00", "06:00"), time("09:00", "18:00")],
        vec![attribute(Some("1")), not(attribute(None))],
        vec![test(FactTest::Known { is: true }), test(FactTest::Known { is: false })],
        vec![not(test(FactTest::Kind { is: vec![CaseKind::Order, CaseKind::Inquiry, CaseKind::Customer] }))],
    ] {
        let found = found(vec![(Condition::All(contradiction), vec![QUEUE])]);
        assert_eq!(found, [(FindingCode::NeverMatches, "/rules/0".to_owned(), vec![])]);
    }
    let possible = vec![text("summer"), not(text("summer school")), attribute(None), not(attribute(Some("1")))];
    assert_eq!(found(vec![(Condition::All(possible), vec![QUEUE])]), []);
}

#[test]
fn rules_that_share_some_cities_overlap_and_special_cases_before_general_ones_do_not() {
    let group = || vec![by(Strategy::RoundRobin)];
    let other = || vec![by(Strategy::LeastLoaded)];
    assert_eq!(
        found(vec![(cities(&[1, 2]), group()), (cities(&[2, 3]), other())]),
        [(FindingCode::Overlap, "/rules/1".to_owned(), vec![0])]
    );
    assert_eq!(found(vec![(cities(&[1, 2]), group()), (cities(&[2, 3]), group())]), []);
    assert_eq!(found(vec![(cities(&[2]), group()), (cities(&[2, 3]), other())]), []);
    assert_eq!(found(vec![(cities(&[1, 2]), group()), (level(&[Level::A]), other())]), []);
    assert_eq!(
        found(vec![(cities(&[2, 3]), group()), (cities(&[2]), other())]),
        [(FindingCode::Fallback, "/rules/1".to_owned(), vec![0])]
    );
}

#[test]
fn work_that_no_rule_is_for_is_a_gap_unless_otherwise_says_something() {
    let kind = |is: CaseKind| test(FactTest::Kind { is: vec![is] });
    let line = |line| test(FactTest::ProductLine { is: vec![ProductLineId::from_raw(line)] });
    let course = test(FactTest::Entrance { is: vec!["course".into()] });
    let rules = vec![
        rule("customers", kind(CaseKind::Customer), vec![QUEUE]),
        rule("lines", Condition::All(vec![kind(CaseKind::Inquiry), line(1)]), vec![QUEUE]),
        rule("course", Condition::All(vec![kind(CaseKind::Inquiry), course, not(line(1))]), vec![QUEUE]),
    ];
    let mut policy = Policy { rules, otherwise: Vec::new(), timers: Vec::new() };
    let gaps = lint(&policy, &known()).into_iter().map(|finding| finding.values).collect::<Vec<_>>();
    let second = format!("product_line={}", ProductLineId::from_raw(2));
    assert_eq!(gaps, [vec!["kind=inquiry".to_owned(), "entrance=school".into(), second], vec!["kind=order".into()]]);
    policy.otherwise = vec![QUEUE];
    assert_eq!(lint(&policy, &known()), []);
}

#[test]
fn names_of_what_is_not_there_are_found() {
    let group = |raw| Route::Group {
        group_id: GroupId::from_raw(raw),
        strategy: Strategy::RoundRobin,
        skills: Vec::new(),
        even_if_absent: false,
    };
    let entrance = test(FactTest::Entrance { is: vec!["course".into(), "gone".into()] });
    let routes =
        vec![group(8), group(9), Route::Person { employee_id: person(2), even_if_absent: true }, QUEUE, group(7)];
    assert_eq!(
        found(vec![(Condition::Any(vec![entrance, Condition::Any(vec![])]), routes)]),
        [
            (FindingCode::UnknownValue, "/rules/0/when/any/0/test".to_owned(), vec![]),
            (FindingCode::EmptyAny, "/rules/0/when/any/1".to_owned(), vec![]),
            (FindingCode::EmptyGroup, "/rules/0/routes/0".to_owned(), vec![]),
            (FindingCode::UnknownGroup, "/rules/0/routes/1".to_owned(), vec![]),
            (FindingCode::NotAnAgent, "/rules/0/routes/2".to_owned(), vec![]),
            (FindingCode::AfterQueue, "/rules/0/routes/4".to_owned(), vec![]),
        ]
    );
    assert_eq!(FindingCode::EmptyGroup.severity(), Severity::Warning);
}
