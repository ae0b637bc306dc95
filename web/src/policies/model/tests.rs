//! What goes into the editor comes out of it.

use leptos::prelude::*;
use shared::assignment::{
    Condition, FactTest, Policy, Route, Rule,
    policy::{TimerAction, TimerRule, TimerStage, TimerWatch},
};

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

#[test]
fn timers_come_out_as_they_went_in() {
    Owner::new().with(|| {
        let stage = |after_minutes, then| TimerStage { after_minutes, then };
        let timer = |key: &str, watch, enabled| TimerRule {
            key: key.into(),
            name: format!("{key} 计时"),
            enabled,
            watch,
            when: Condition::All(vec![known(true)]),
            stages: vec![stage(30, TimerAction::Remind), stage(90, TimerAction::Reassign)],
        };
        let timers = vec![timer("a", TimerWatch::NotAnswered, true), timer("b", TimerWatch::NotFollowedUp, false)];
        let model = Maker::new().policy(&Policy { rules: Vec::new(), otherwise: Vec::new(), timers: timers.clone() });
        assert_eq!(model.document().timers, timers);

        // What is edited is what comes out, in the order in which it stands.
        model.timers.update(|all| all.swap(0, 1));
        let first = model.timers.get()[0];
        first.head.name.set(" 慢跟进 ".into());
        first.stages.get()[0].after.set(45);
        first.stages.update(|stages| _ = stages.pop());
        let after = model.document().timers;
        assert_eq!((after[0].key.as_str(), after[0].name.as_str()), ("b", "慢跟进"));
        assert_eq!(after[0].stages, [stage(45, TimerAction::Remind)]);
        assert_eq!(after[1], timers[0]);
    });
}
