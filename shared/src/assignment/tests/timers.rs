//! Timers of a policy: which of them counts, what is refused, what is found.

use serde_json::json;

use super::{case, person, rule};
use crate::{
    Check,
    assignment::{
        Compiled, Condition, FactTest, Facts, Policy, Route, Strategy,
        lint::{FindingCode, Known, lint},
        policy::{CaseKind, TimerAction, TimerRule, TimerStage, TimerWatch},
        timer::{MAX_AFTER_MINUTES, MAX_STAGES, MAX_TIMERS},
    },
    customers::Level,
    problem::FieldCode,
};

const REMIND: TimerStage = TimerStage { after_minutes: 30, then: TimerAction::Remind };
const TELL: TimerStage = TimerStage { after_minutes: 60, then: TimerAction::TellLead };
const REASSIGN: TimerStage = TimerStage { after_minutes: 120, then: TimerAction::Reassign };

fn timer(key: &str, watch: TimerWatch, when: Condition, stages: &[TimerStage]) -> TimerRule {
    TimerRule { key: key.into(), name: key.into(), enabled: true, watch, when, stages: stages.to_vec() }
}

fn level(level: Level) -> Condition {
    Condition::Test(FactTest::Level { is: vec![level] })
}

fn with(routes: Vec<Route>, timers: Vec<TimerRule>) -> Policy {
    Policy { rules: vec![rule("all", Condition::always(), routes)], otherwise: Vec::new(), timers }
}

fn somebody() -> Vec<Route> {
    vec![Route::Person { employee_id: person(1), even_if_absent: true }]
}

#[test]
fn the_first_enabled_timer_of_the_watch_whose_condition_holds_counts() {
    use TimerWatch::*;
    let mut off = timer("off", NotAnswered, Condition::always(), &[REMIND]);
    off.enabled = false;
    let timers = vec![
        off,
        timer("customers", NotFollowedUp, Condition::always(), &[REMIND]),
        timer("important", NotAnswered, level(Level::A), &[REMIND]),
        timer("others", NotAnswered, Condition::always(), &[TELL]),
    ];
    let policy = Compiled::new(&with(somebody(), timers));
    let counts = |watch, level| {
        let facts = Facts { level: Some(level), ..case(1) };
        policy.timer_for(watch, &facts).map(|timer| timer.key.clone())
    };
    assert_eq!(counts(NotAnswered, Level::A).as_deref(), Some("important"));
    assert_eq!(counts(NotAnswered, Level::B).as_deref(), Some("others"));
    assert_eq!(counts(NotFollowedUp, Level::B).as_deref(), Some("customers"));
}

#[test]
fn a_policy_from_before_there_were_timers_reads_and_reads_the_same() {
    let old = json!({"rules": [], "otherwise": [{"to": "queue"}]});
    let policy: Policy = serde_json::from_value(old.clone()).expect("a policy");
    assert_eq!(serde_json::to_value(&policy).expect("json"), old);
    let new = json!({"rules": [], "otherwise": [], "timers": [{"key": "slow", "name": "慢", "enabled": true,
        "watch": "not_answered", "when": {"all": []}, "stages": [{"after_minutes": 30, "then": "tell_lead"}]}]});
    let policy: Policy = serde_json::from_value(new.clone()).expect("a policy");
    assert_eq!(serde_json::to_value(&policy).expect("json"), new);
}

#[test]
fn what_is_wrong_with_a_timer_is_named_by_its_place() {
    let stage = |after_minutes, then| TimerStage { after_minutes, then };
    let mut first = timer("Slow", TimerWatch::NotAnswered, Condition::always(), &[]);
    first.name = String::new();
    let second = timer(
        "b",
        TimerWatch::NotAnswered,
        Condition::Test(FactTest::Level { is: Vec::new() }),
        &[
            stage(60, TimerAction::Reassign),
            stage(60, TimerAction::Remind),
            stage(MAX_AFTER_MINUTES + 1, TimerAction::Remind),
        ],
    );
    let policy = with(somebody(), vec![first, second.clone(), second]);
    let faults: Vec<_> = policy.faults().into_iter().map(|fault| (fault.pointer, fault.code)).collect();
    let range = |min| FieldCode::OutOfRange { min, max: MAX_AFTER_MINUTES.into() };
    let of_second = |at: usize| {
        [
            (format!("/timers/{at}/when/test/is"), FieldCode::Required),
            (format!("/timers/{at}/stages/0/then"), FieldCode::NotLast),
            (format!("/timers/{at}/stages/1/after_minutes"), range(61)),
            (format!("/timers/{at}/stages/2/after_minutes"), range(61)),
        ]
    };
    let mut expected = vec![
        ("/timers/0/key".to_owned(), FieldCode::Malformed),
        ("/timers/0/name".to_owned(), FieldCode::Required),
        ("/timers/0/stages".to_owned(), FieldCode::Required),
    ];
    expected.extend(of_second(1));
    expected.push(("/timers/2/key".to_owned(), FieldCode::Taken));
    expected.extend(of_second(2));
    assert_eq!(faults, expected);
}

#[test]
fn timers_have_bounds() {
    let many = |count: usize| {
        (0..count).map(|at| timer(&format!("t{at}"), TimerWatch::NotAnswered, Condition::always(), &[REMIND])).collect()
    };
    assert!(with(somebody(), many(MAX_TIMERS)).faults().is_empty());
    assert_eq!(with(somebody(), many(MAX_TIMERS + 1)).faults()[0].code, FieldCode::TooMany { max: MAX_TIMERS });
    let long: Vec<_> = (1..=6).map(|after_minutes| TimerStage { after_minutes, then: TimerAction::Remind }).collect();
    let faults = with(somebody(), vec![timer("x", TimerWatch::NotAnswered, Condition::always(), &long)]).faults();
    assert_eq!((faults.len(), &faults[0].code), (1, &FieldCode::TooMany { max: MAX_STAGES }));
}

fn found(policy: &Policy) -> Vec<(FindingCode, String, Vec<u16>)> {
    let known = Known { agents: [person(1)].into(), ..Known::default() };
    let of_timers = lint(policy, &known).into_iter().filter(|finding| finding.pointer.starts_with("/timers"));
    of_timers.map(|finding| (finding.code, finding.pointer, finding.others)).collect()
}

#[test]
fn timers_that_nothing_reaches_are_found() {
    use TimerWatch::*;
    let customers = Condition::Test(FactTest::Kind { is: vec![CaseKind::Customer] });
    let timers = vec![
        timer("a", NotAnswered, level(Level::A), &[REMIND]),
        timer("never", NotAnswered, customers, &[REMIND]),
        timer("again", NotAnswered, level(Level::A), &[REMIND]),
        timer("all", NotAnswered, Condition::always(), &[REMIND]),
        timer("late", NotAnswered, level(Level::B), &[REMIND]),
        timer("other", NotFollowedUp, Condition::always(), &[REMIND]),
        timer("empty", NotFollowedUp, Condition::Any(Vec::new()), &[REMIND]),
    ];
    assert_eq!(
        found(&with(somebody(), timers)),
        [
            (FindingCode::NeverMatches, "/timers/1".to_owned(), vec![]),
            (FindingCode::TimerUnreachable, "/timers/2".to_owned(), vec![0]),
            (FindingCode::TimerUnreachable, "/timers/4".to_owned(), vec![3]),
            (FindingCode::EmptyAny, "/timers/6/when".to_owned(), vec![]),
            (FindingCode::NeverMatches, "/timers/6".to_owned(), vec![]),
        ]
    );
}

#[test]
fn a_timer_that_reassigns_to_nobody_else_is_found() {
    let owners = || vec![Route::StickyOwner { even_if_absent: true }, Route::DistrictOwner { even_if_absent: true }];
    let timers = || vec![timer("x", TimerWatch::NotAnswered, Condition::always(), &[REMIND, REASSIGN])];
    let nobody = [(FindingCode::TimerNobodyElse, "/timers/0/stages/1".to_owned(), vec![])];
    assert_eq!(found(&with(owners(), timers())), nobody);
    assert_eq!(found(&with(somebody(), timers())), []);
    // A route for customers is none for inquiries.
    let mut policy = with(owners(), timers());
    let customers = Condition::Test(FactTest::Kind { is: vec![CaseKind::Customer] });
    policy.rules.push(rule("customers", customers, somebody()));
    assert_eq!(found(&policy), nobody);
    let group = Route::Group {
        group_id: super::GROUP,
        strategy: Strategy::RoundRobin,
        skills: Vec::new(),
        even_if_absent: false,
    };
    policy.otherwise = vec![group];
    assert_eq!(found(&policy), []);
}
