//! What a decision keeps to, and what each route does.

use proptest::{prelude::*, strategy::Strategy as Random};

use super::{GROUP, always, by, case, person, roster, rule};
use crate::{
    assignment::{
        Compiled, Condition, Decision, FactTest, Facts, Policy, Roster, Route, Strategy, decide,
        decision::WaitReason,
        explain,
        policy::{CaseKind, RouteKind},
        ranking::RankedBy,
        roster::{Agent, Member, Presence},
        rotation::Clock,
    },
    codes::TextCode,
    ids::{CaseId, GroupId},
};

const STICKY: Route = Route::StickyOwner { even_if_absent: true };

fn owner(route: Route, roster: &Roster) -> Option<i64> {
    let mut facts = case(1);
    (facts.owner, facts.district_holder) = (Some(person(1)), Some(person(2)));
    decide(&always(vec![route]), &facts, roster).owner().map(crate::ids::Id::raw)
}

fn change(roster: &mut Roster, who: i64, change: impl Fn(&mut Agent)) {
    change(roster.agent_mut(person(who)).expect("an agent"));
}

#[test]
fn an_owner_keeps_their_customer_while_merely_away_but_not_on_leave_full_or_gone() {
    let changes: [(fn(&mut Agent), Option<i64>); 6] = [
        (|_| {}, Some(1)),
        (|agent| agent.presence = Presence::Offline, Some(1)),
        (|agent| agent.in_hours = false, Some(1)),
        (|agent| agent.on_leave = true, None),
        (|agent| agent.active = false, None),
        (|agent| agent.capacity = Some(0), None),
    ];
    for (at, (changed, expected)) in changes.into_iter().enumerate() {
        let mut roster = roster(2);
        change(&mut roster, 1, changed);
        assert_eq!(owner(STICKY, &roster), expected, "change {at}");
    }
}

#[test]
fn a_route_may_ask_that_an_owner_is_there() {
    let mut roster = roster(2);
    for presence in [Presence::Busy, Presence::Away, Presence::Offline] {
        change(&mut roster, 1, |agent| agent.presence = presence);
        assert_eq!(owner(Route::StickyOwner { even_if_absent: false }, &roster), None);
    }
}

#[test]
fn holder_and_person_are_found() {
    let roster = roster(3);
    assert_eq!(owner(Route::DistrictOwner { even_if_absent: true }, &roster), Some(2));
    assert_eq!(owner(Route::Person { employee_id: person(3), even_if_absent: true }, &roster), Some(3));
    assert_eq!(owner(Route::Person { employee_id: person(9), even_if_absent: true }, &roster), None);
}

#[test]
fn who_lacks_a_skill_is_passed_over() {
    let mut roster = roster(2);
    roster.put_agent(Agent { skills: vec!["language:en".into(), "level:a".into()], ..Agent::new(person(2)) });
    let asks = |skills: &[&str]| Route::Group {
        group_id: GROUP,
        strategy: Strategy::RoundRobin,
        skills: skills.iter().map(|&skill| skill.into()).collect(),
        even_if_absent: false,
    };
    assert_eq!(owner(asks(&["language:en", "level:a"]), &roster), Some(2));
    assert_eq!(owner(asks(&["language:en", "language:fr"]), &roster), None);
}

#[test]
fn a_rule_without_anybody_hands_on_to_the_next_unless_it_ends_in_a_queue() {
    let nobody = || Route::Person { employee_id: person(9), even_if_absent: true };
    let decided = |routes: Vec<Route>| {
        let rules = vec![
            rule("first", Condition::always(), routes),
            rule("second", Condition::always(), vec![Route::Person { employee_id: person(2), even_if_absent: true }]),
        ];
        decide(&Compiled::new(&Policy { rules, otherwise: Vec::new(), timers: Vec::new() }), &case(1), &roster(2))
    };
    let Decision::Assigned(assigned) = decided(vec![nobody()]) else { panic!("nobody got it") };
    assert_eq!((assigned.owner, assigned.rule, assigned.kind), (person(2), Some(1), RouteKind::Person));
    let Decision::Waiting(waiting) = decided(vec![nobody(), Route::Queue {}]) else { panic!("somebody got it") };
    assert_eq!((waiting.reason, waiting.rule), (WaitReason::NobodyAvailable, Some(0)));
    let Decision::Waiting(waiting) = decided(vec![Route::Queue {}]) else { panic!("somebody got it") };
    assert_eq!((waiting.reason, waiting.rule), (WaitReason::Queue, Some(0)));
}

#[test]
fn what_no_rule_takes_goes_otherwise_or_waits() {
    let orders = Condition::Test(FactTest::Kind { is: vec![CaseKind::Order] });
    let policy =
        |otherwise| Policy { rules: vec![rule("orders", orders.clone(), vec![STICKY])], otherwise, timers: Vec::new() };
    let reason = |policy: Policy, roster: &Roster| match decide(&Compiled::new(&policy), &case(1), roster) {
        Decision::Waiting(waiting) => Some(waiting.reason),
        Decision::Assigned(assigned) => {
            assert_eq!(assigned.rule, None);
            None
        }
    };
    assert_eq!(reason(policy(vec![]), &roster(1)), Some(WaitReason::NoRule));
    assert_eq!(reason(policy(vec![by(Strategy::RoundRobin)]), &roster(1)), None);
    assert_eq!(reason(policy(vec![by(Strategy::RoundRobin)]), &roster(0)), Some(WaitReason::NobodyAvailable));
}

#[test]
fn least_loaded_goes_by_share_of_capacity_then_by_who_waited_longest() {
    let mut roster = roster(3);
    for (who, open, capacity, last) in [(1, 5, 10, 1), (2, 9, 20, 9), (3, 45, 100, 8)] {
        change(&mut roster, who, |agent| {
            (agent.open, agent.capacity, agent.last_assigned) = (open, Some(capacity), Some(last));
        });
    }
    assert_eq!(owner(by(Strategy::LeastLoaded), &roster), Some(3));
    assert_eq!(owner(by(Strategy::LongestIdle), &roster), Some(1));
    change(&mut roster, 2, |agent| agent.last_assigned = None);
    assert_eq!(owner(by(Strategy::LongestIdle), &roster), Some(2));
}

#[test]
fn the_owner_comes_first_and_keeps_their_turn() {
    let mut roster = roster(3);
    let mut facts = case(1);
    let policy = always(vec![by(Strategy::Sticky)]);
    facts.owner = Some(person(3));
    let Decision::Assigned(kept) = decide(&policy, &facts, &roster) else { panic!("nobody got it") };
    assert_eq!((kept.owner, kept.advance), (person(3), None));
    assert_eq!(explain(&policy, &facts, &roster).rules[0].routes[0].decided_by, Some(RankedBy::Owner));
    // An owner who is not there is nobody special, and neither is one who is not in the group.
    change(&mut roster, 3, |agent| agent.presence = Presence::Offline);
    for owner in [3, 9] {
        facts.owner = Some(person(owner));
        let Decision::Assigned(turn) = decide(&policy, &facts, &roster) else { panic!("nobody got it") };
        assert!(turn.owner != person(3) && turn.advance.is_some());
    }
}

#[test]
fn ties_are_spread_evenly_and_do_not_go_to_the_lowest_id() {
    for strategy in [Strategy::LeastLoaded, Strategy::LongestIdle, Strategy::RoundRobin] {
        let mut wins = [0; 4];
        for number in 1..=4_000 {
            let decision = decide(&always(vec![by(strategy)]), &case(number), &roster(4));
            wins[usize::try_from(decision.owner().expect("somebody").raw() - 1).expect("a small number")] += 1;
        }
        // 1,000 each; four standard deviations of a binomial are 110.
        assert!(wins.iter().all(|wins| (890..=1_110).contains(wins)), "{strategy}: {wins:?}");
    }
}

proptest! {
    #[test]
    fn nobody_inactive_on_leave_or_full_ever_gets_anything(
        seed in prop::collection::vec((0..3usize, 0..4u8, prop::option::of(0..4u32), prop::option::of(0..3u32)), 1..6),
        steps in prop::collection::vec((0..Strategy::ALL.len(), 0..5i64, 0..4usize, any::<bool>()), 1..80),
    ) {
        let second = GroupId::from_raw(8);
        let mut roster = Roster::default();
        roster.put_group(GROUP, Clock::default());
        roster.put_group(second, Clock::default());
        for (number, (presence, state, capacity, in_group)) in (0i64..).zip(&seed) {
            let agent = Agent::new(person(number));
            roster.put_agent(Agent {
                presence: [Presence::Online, Presence::Busy, Presence::Offline][*presence],
                active: *state != 0,
                on_leave: *state == 1,
                capacity: *capacity,
                ..agent
            });
            for group in [GROUP, second] {
                roster.put_member(group, Member { capacity: *in_group, ..Member::new(person(number)) });
            }
        }
        for (at, (strategy, owner, kind, absent)) in (1i64..).zip(&steps) {
            let strategy = Strategy::ALL[*strategy];
            let group = |group_id| Route::Group { group_id, strategy, skills: Vec::new(), even_if_absent: *absent };
            let first = [STICKY, Route::DistrictOwner { even_if_absent: *absent }, group(GROUP), group(second)][*kind].clone();
            let mut facts = case(at);
            (facts.owner, facts.district_holder) = (Some(person(*owner)), Some(person(4 - *owner)));
            let decision = decide(&always(vec![first, group(second), Route::Queue {}]), &facts, &roster);
            roster.apply(&decision, CaseKind::Inquiry, at);
            if let Decision::Assigned(assigned) = decision {
                let agent = roster.agent(assigned.owner).expect("an agent");
                prop_assert!(agent.active && !agent.on_leave);
                prop_assert!(agent.capacity.is_none_or(|capacity| agent.open <= capacity));
                if let Some(member) = assigned.group.and_then(|group| roster.member(group, assigned.owner)) {
                    prop_assert!(member.capacity.is_none_or(|capacity| member.open <= capacity));
                }
            }
        }
    }

    #[test]
    fn the_order_in_which_people_were_loaded_decides_nothing(
        people in Just((1..=8i64).collect::<Vec<_>>()).prop_shuffle(),
        strategy in prop::sample::select(crate::codes::TextCode::ALL as &[Strategy]),
        number in 1..1_000i64,
    ) {
        let mut shuffled = Roster::default();
        shuffled.put_group(GROUP, Clock::default());
        for number in people {
            shuffled.put_agent(Agent::new(person(number)));
            shuffled.put_member(GROUP, Member::new(person(number)));
        }
        let mut facts = case(number);
        facts.case = CaseId::from_raw(number);
        let policy = always(vec![by(strategy)]);
        prop_assert_eq!(decide(&policy, &facts, &shuffled), decide(&policy, &facts, &roster(8)));
    }
}

#[test]
fn capacity_bounds_work_and_not_how_many_customers_somebody_owns() {
    let mut roster = roster(1);
    roster.agent_mut(person(1)).expect("an agent").capacity = Some(1);
    let policy = always(vec![by(Strategy::RoundRobin)]);
    let customer = |number| Facts { kind: CaseKind::Customer, ..case(number) };
    for at in 1..=3 {
        let decision = decide(&policy, &customer(at), &roster);
        assert_eq!(decision.owner(), Some(person(1)));
        roster.apply(&decision, CaseKind::Customer, at);
    }
    let work = decide(&policy, &case(4), &roster);
    assert_eq!(work.owner(), Some(person(1)));
    roster.apply(&work, CaseKind::Inquiry, 4);
    assert_eq!(decide(&policy, &case(5), &roster).owner(), None);
    assert_eq!(decide(&policy, &customer(6), &roster).owner(), Some(person(1)));
}

#[test]
fn who_declined_is_not_asked_again() {
    let policy = always(vec![STICKY, by(Strategy::RoundRobin)]);
    let mut facts = case(1);
    facts.owner = Some(person(1));
    facts.declined = [person(1)].into();
    assert_eq!(decide(&policy, &facts, &roster(2)).owner(), Some(person(2)));
    assert_eq!(decide(&policy, &facts, &roster(1)).owner(), None);
}
