//! An explanation says what was done, within bounds, and changes nothing.

use proptest::prelude::*;

use super::{GROUP, always, by, case, person, roster, rule};
use crate::{
    assignment::{
        Compiled, Condition, FactTest, Policy, Route, Strategy,
        candidate::Removed,
        decide, explain,
        explain::{Actual, Explanation, LISTED_CANDIDATES, LISTED_IN_ALL, RouteResult, Verdict},
        policy::CaseKind,
        ranking::RankedBy,
    },
    customers::Level,
};

#[test]
fn each_rule_tells_the_tests_that_decided_it() {
    let level = |level| Condition::Test(FactTest::Level { is: vec![level] });
    let inquiry = || Condition::Test(FactTest::Kind { is: vec![CaseKind::Inquiry] });
    let rules = vec![
        rule("no", Condition::All(vec![inquiry(), level(Level::A), level(Level::B)]), vec![Route::Queue {}]),
        rule(
            "yes",
            Condition::Any(vec![level(Level::A), Condition::Not(Box::new(level(Level::B)))]),
            vec![Route::Queue {}],
        ),
    ];
    let mut facts = case(1);
    facts.level = Some(Level::C);
    let explained =
        explain(&Compiled::new(&Policy { rules, otherwise: Vec::new(), timers: Vec::new() }), &facts, &roster(0));
    let seen: Vec<_> = explained
        .rules
        .iter()
        .map(|rule| {
            (rule.key.as_str(), rule.verdict, rule.tests[0].pointer.as_str(), rule.tests[0].held, rule.tests.len())
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("no", Verdict::NotMatched, "/rules/0/when/all/1/test", false, 1),
            ("yes", Verdict::Matched, "/rules/1/when/any/1/not/test", false, 1),
        ]
    );
    assert_eq!(explained.rules[0].tests[0].actual, Some(Actual::Text("c".into())));
}

#[test]
fn each_candidate_tells_what_removed_them_and_the_first_two_what_decided() {
    let mut roster = roster(5);
    roster.agent_mut(person(1)).expect("an agent").on_leave = true;
    roster.agent_mut(person(2)).expect("an agent").capacity = Some(0);
    roster.member_mut(GROUP, person(3)).expect("a member").paused = true;
    for (who, last) in [(4, 20), (5, 10)] {
        roster.agent_mut(person(who)).expect("an agent").last_assigned = Some(last);
    }
    let explained = explain(&always(vec![by(Strategy::LongestIdle)]), &case(1), &roster);
    let route = &explained.rules[0].routes[0];
    let seen: Vec<_> = route.candidates.iter().map(|seen| (seen.employee, seen.removed.clone())).collect();
    assert_eq!(
        seen,
        [
            (person(5), None),
            (person(4), None),
            (person(1), Some(Removed::OnLeave)),
            (person(2), Some(Removed::Full { open: 0, capacity: 0 })),
            (person(3), Some(Removed::Paused)),
        ]
    );
    assert_eq!((route.available, route.candidates_total), (2, 5));
    assert_eq!((route.result, route.decided_by), (RouteResult::Taken, Some(RankedBy::Idle)));
}

#[test]
fn an_explanation_is_bounded_and_the_one_who_was_chosen_is_always_in_it() {
    let mut roster = roster(300);
    for who in 1..300 {
        roster.agent_mut(person(who)).expect("an agent").active = false;
    }
    let nobody = || Route::Group {
        group_id: GROUP,
        strategy: Strategy::RoundRobin,
        skills: vec!["x".into()],
        even_if_absent: false,
    };
    let mut routes: Vec<_> = (0..9).map(|_| nobody()).collect();
    routes.push(by(Strategy::RoundRobin));
    let explained = explain(&always(routes), &case(1), &roster);
    let routes = &explained.rules[0].routes;
    assert!(routes.iter().all(|route| route.candidates_total == 300 && route.candidates.len() <= LISTED_CANDIDATES));
    assert_eq!(routes.iter().map(|route| route.candidates.len()).sum::<usize>(), LISTED_IN_ALL + 1);
    assert_eq!(routes[9].candidates[0].employee, person(300));
    assert_eq!(explained.decision.owner(), Some(person(300)));
}

proptest! {
    #[test]
    fn listening_changes_nothing_and_the_first_listed_is_the_one_chosen(
        strategy in prop::sample::select(crate::codes::TextCode::ALL as &[Strategy]),
        states in prop::collection::vec((any::<bool>(), 0..5u32, prop::option::of(1..5u32), prop::option::of(0..4i64)), 0..8),
        number in 1..100i64,
    ) {
        let mut roster = roster(i64::try_from(states.len()).expect("a few"));
        for (who, (active, open, capacity, last)) in (1..).zip(&states) {
            let agent = roster.agent_mut(person(who)).expect("an agent");
            (agent.active, agent.open, agent.capacity, agent.last_assigned) = (*active, *open, *capacity, *last);
        }
        let policy = always(vec![by(strategy), Route::Queue {}]);
        let explained = explain(&policy, &case(number), &roster);
        prop_assert_eq!(explained.decision, decide(&policy, &case(number), &roster));
        let first = explained.rules[0].routes[0].candidates.first().filter(|first| first.removed.is_none());
        prop_assert_eq!(first.map(|first| first.employee), explained.decision.owner());
        let text = serde_json::to_string(&explained).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Explanation>(&text).expect("the same").rules, explained.rules);
    }
}
