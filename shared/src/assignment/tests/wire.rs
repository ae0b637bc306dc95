//! The policy as it travels: its JSON, its schema, its bounds.

use serde_json::json;
use utoipa::ToSchema;

use super::rule;
use crate::{
    Check,
    assignment::{
        Condition, Policy, Route,
        bounds::{MAX_DEPTH, MAX_NODES, MAX_RULES},
    },
    problem::FieldCode,
};

fn document() -> serde_json::Value {
    json!({
        "rules": [{
            "key": "key-accounts",
            "name": "重点客户",
            "enabled": true,
            "when": {"all": [
                {"test": {"fact": "level", "is": ["a"]}},
                {"any": [
                    {"test": {"fact": "value", "at_least": 1_000_000}},
                    {"test": {"fact": "text", "contains_any": ["故障", "down"]}}
                ]},
                {"not": {"test": {"fact": "local_time", "from": "22:00", "to": "06:00"}}},
                {"test": {"fact": "attribute", "name": "grade"}}
            ]},
            "routes": [
                {"to": "sticky_owner", "even_if_absent": true},
                {"to": "group", "group_id": "0000000000007", "strategy": "least_loaded", "skills": ["language:zh"], "even_if_absent": false},
                {"to": "queue"}
            ]
        }],
        "otherwise": [{"to": "district_owner", "even_if_absent": true}]
    })
}

#[test]
fn a_policy_survives_its_json() {
    let policy: Policy = serde_json::from_value(document()).expect("a policy");
    assert_eq!(serde_json::to_value(&policy).expect("JSON"), document());
    assert_eq!(policy.faults(), []);
}

#[test]
fn owners_are_kept_while_absent_and_members_are_not_when_nothing_is_said() {
    let route = |json| serde_json::from_value::<Route>(json).expect("a route");
    assert_eq!(route(json!({"to": "sticky_owner"})), Route::StickyOwner { even_if_absent: true });
    assert_eq!(route(json!({"to": "district_owner"})), Route::DistrictOwner { even_if_absent: true });
    let group = route(json!({"to": "group", "group_id": "0000000000007", "strategy": "round_robin"}));
    assert!(matches!(group, Route::Group { even_if_absent: false, .. }));
}

#[test]
fn unknown_fields_are_refused() {
    for (pointer, key) in [
        ("", "x"),
        ("/rules/0", "x"),
        ("/rules/0/when", "x"),
        ("/rules/0/when/all/0/test", "at_least"),
        ("/rules/0/routes/0", "skills"),
        ("/rules/0/routes/2", "x"),
    ] {
        let mut document = document();
        document.pointer_mut(pointer).expect("a place")[key] = json!(1);
        assert!(serde_json::from_value::<Policy>(document).is_err(), "{pointer} {key}");
    }
}

#[test]
fn the_schema_names_every_part_and_ends() {
    let mut schemas = Vec::new();
    Policy::schemas(&mut schemas);
    let names: Vec<_> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    for name in
        ["Rule", "Condition", "FactTest", "Route", "Strategy", "TimeOfDay", "CaseKind", "Level", "Weekday", "Id"]
    {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}

fn faults(policy: &Policy) -> Vec<(String, FieldCode)> {
    policy.faults().into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

fn one(when: Condition) -> Policy {
    Policy { rules: vec![rule("x", when, vec![Route::Queue {}])], otherwise: Vec::new(), timers: Vec::new() }
}

#[test]
fn what_is_wrong_is_named_by_its_place() {
    let mut document = document();
    document["rules"][0]["key"] = json!("Key accounts");
    document["rules"][0]["when"]["all"][0]["test"]["is"] = json!([]);
    document["rules"][0]["when"]["all"][1]["any"][0]["test"] = json!({"fact": "value"});
    document["rules"][0]["when"]["all"][2]["not"]["test"]["to"] = json!("22:00");
    document["rules"][0]["routes"][1]["skills"][0] = json!(" ");
    let policy = serde_json::from_value(document).expect("a policy");
    assert_eq!(
        faults(&policy),
        [
            ("/rules/0/key".into(), FieldCode::Malformed),
            ("/rules/0/when/all/0/test/is".into(), FieldCode::Required),
            ("/rules/0/when/all/1/any/0/test".into(), FieldCode::Required),
            ("/rules/0/when/all/2/not/test/to".into(), FieldCode::NotAfter),
            ("/rules/0/routes/1/skills/0".into(), FieldCode::Required),
        ]
    );
}

#[test]
fn policies_have_bounds() {
    let many = |count: usize| Policy {
        rules: (0..count).map(|at| rule(&format!("r{at}"), Condition::always(), vec![Route::Queue {}])).collect(),
        otherwise: Vec::new(),
        timers: Vec::new(),
    };
    assert_eq!(faults(&many(MAX_RULES)), []);
    assert_eq!(faults(&many(MAX_RULES + 1)), [("/rules".into(), FieldCode::TooMany { max: MAX_RULES })]);

    let deep = |depth: usize| one((1..depth).fold(Condition::always(), |inner, _| Condition::Not(Box::new(inner))));
    assert_eq!(faults(&deep(MAX_DEPTH)), []);
    let pointer = format!("/rules/0/when{}", "/not".repeat(MAX_DEPTH));
    assert_eq!(faults(&deep(MAX_DEPTH + 1)), [(pointer, FieldCode::TooDeep { max: MAX_DEPTH })]);

    let wide = |nodes: usize| one(Condition::All(vec![Condition::always(); nodes - 1]));
    assert_eq!(faults(&wide(MAX_NODES)), []);
    assert_eq!(faults(&wide(MAX_NODES + 1)), [("/rules/0/when".into(), FieldCode::TooMany { max: MAX_NODES })]);
}

#[test]
fn two_rules_with_one_key_are_refused() {
    let mut policy = one(Condition::always());
    policy.rules.push(policy.rules[0].clone());
    assert_eq!(faults(&policy), [("/rules/1/key".into(), FieldCode::Taken)]);
}
