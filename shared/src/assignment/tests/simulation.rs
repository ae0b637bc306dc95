//! The simulator does, quickly, what trying the whole queue after every event would do.

use std::collections::{BTreeMap, HashMap};

use proptest::{prelude::*, strategy::Strategy as Random};

use super::{
    always, by, person,
    random::{GROUPS, all_facts, minute, policy},
    roster,
};
use crate::{
    assignment::{
        Compiled, Decision, Facts, Roster, Strategy,
        change::{Change, What},
        decide,
        policy::CaseKind,
        queue::QueueKey,
        roster::{Agent, Member, Presence},
        rotation::{Clock, Weight},
        simulate::{Arrival, Settled, Simulation, compare},
        times::{Moment, Weekday},
    },
    customers::Level,
    ids::{CaseId, CustomerId, EmployeeId, GroupId},
};

const DAY: i64 = 1440;

/// Minutes count as microseconds here; every other day is a workday.
fn clock(at: i64) -> Moment {
    let time = minute(u16::try_from(at % DAY).expect("a minute of a day"));
    Moment { time, weekday: Weekday::Monday, workday: at / DAY % 2 == 0 }
}

/// The plain way: after every event, as long as anybody who waits can be placed, place the first of those.
struct Plain<'a> {
    policy: &'a Compiled,
    roster: Roster,
    owners: HashMap<CustomerId, EmployeeId>,
    waiting: BTreeMap<(QueueKey, usize), Arrival>,
    open: Vec<(i64, EmployeeId, Option<GroupId>)>,
    decisions: Vec<(CaseId, i64, Decision)>,
}

impl Plain<'_> {
    fn run(mut self, arrivals: &[Arrival], changes: &[(i64, Change)]) -> Vec<(CaseId, i64, Decision)> {
        let (mut arrived, mut changed) = (0, 0);
        loop {
            self.open.sort_unstable();
            let done = self.open.first().map(|open| (open.0, 0));
            let over = self.waiting.values().filter_map(|arrival| arrival.over_at).min().map(|at| (at, 1));
            let change = changes.get(changed).map(|change| (change.0, 2));
            let arrival = arrivals.get(arrived).map(|arrival| (arrival.at, 3));
            let Some((now, which)) = [done, over, change, arrival].into_iter().flatten().min() else { break };
            if self.policy.asks_time() {
                self.drain(now);
            }
            match which {
                0 => {
                    let (_, employee, group) = self.open.remove(0);
                    self.roster.release(employee, group);
                }
                1 => self.waiting.retain(|_, arrival| arrival.over_at != Some(now)),
                2 => {
                    let change = changes[changed].1;
                    self.roster.change(change);
                    if let What::Joins(group) = change.what
                        && let Some(member) = self.roster.member_mut(group, change.employee)
                    {
                        let theirs = |open: &&(i64, EmployeeId, Option<GroupId>)| {
                            open.1 == change.employee && open.2 == Some(group)
                        };
                        member.open = u32::try_from(self.open.iter().filter(theirs).count()).expect("a few");
                    }
                    changed += 1;
                }
                _ => {
                    let arrival = arrivals[arrived].clone();
                    let decision = self.decide(&arrival, now);
                    self.decisions.push((arrival.facts.case, now, decision));
                    if decision.owner().is_some() {
                        self.assign(&arrival, decision, now);
                    } else {
                        self.waiting.insert((QueueKey::of(&arrival.facts, arrival.at), arrived), arrival);
                    }
                    arrived += 1;
                }
            }
            self.drain(now);
        }
        self.decisions
    }

    fn decide(&self, arrival: &Arrival, now: i64) -> Decision {
        let mut facts = arrival.facts.clone();
        if self.policy.asks_time() {
            facts.moment = clock(now);
        }
        facts.owner = arrival.customer.and_then(|customer| self.owners.get(&customer).copied()).or(facts.owner);
        decide(self.policy, &facts, &self.roster)
    }

    fn assign(&mut self, arrival: &Arrival, decision: Decision, now: i64) {
        let Decision::Assigned(assigned) = decision else { return };
        self.roster.apply(&decision, arrival.facts.kind, now);
        let until = arrival.open_for.map(|open_for| now + open_for).or(arrival.over_at.map(|at| at.max(now)));
        let until = until.filter(|_| arrival.facts.kind.is_work());
        self.open.extend(until.map(|until| (until, assigned.owner, assigned.group)));
        if let Some(customer) = arrival.customer {
            let owned = self.owners.get(&customer).copied().or(arrival.facts.owner);
            let becomes_owner = owned.is_none() || arrival.facts.kind == CaseKind::Customer;
            self.owners.insert(customer, if becomes_owner { assigned.owner } else { owned.unwrap_or(assigned.owner) });
        }
    }

    fn drain(&mut self, now: i64) {
        while let Some((place, decision)) = self.waiting.iter().find_map(|(place, arrival)| {
            let decision = self.decide(arrival, now);
            decision.owner().map(|_| (*place, decision))
        }) {
            let arrival = self.waiting.remove(&place).expect("who waits");
            self.decisions.push((arrival.facts.case, now, decision));
            self.assign(&arrival, decision, now);
        }
    }
}

fn arrivals() -> impl Random<Value = Vec<Arrival>> {
    let who = || prop::option::of((1..5i64).prop_map(person));
    let one = (
        prop::sample::select(all_facts()),
        0..120i64,
        (who(), who()),
        prop::option::of((1..4i64).prop_map(CustomerId::from_raw)),
        (prop::option::weighted(0.8, 0..600i64), prop::option::weighted(0.3, 0..400i64)),
    );
    prop::collection::vec(one, 1..60).prop_map(|arrivals| {
        let mut now = 0;
        let arrive = |(number, one): (i64, (Facts, i64, _, _, (_, Option<i64>)))| {
            let (facts, after, (owner, district_holder), customer, (open_for, over)) = one;
            now += after;
            let facts = Facts { case: CaseId::from_raw(number), owner, district_holder, ..facts };
            Arrival { at: now, facts, customer, open_for, over_at: over.map(|over| now + over) }
        };
        (1..).zip(arrivals).map(arrive).collect()
    })
}

fn changes() -> impl Random<Value = Vec<(i64, Change)>> {
    let group = || prop::sample::select(GROUPS.to_vec());
    let what = prop_oneof![
        prop::bool::weighted(0.7).prop_map(What::Active),
        prop::bool::weighted(0.3).prop_map(What::OnLeave),
        prop::bool::weighted(0.7).prop_map(What::InHours),
        prop::sample::select(vec![Presence::Online, Presence::Busy, Presence::Offline]).prop_map(What::Presence),
        prop::option::of(0..3u32).prop_map(What::Capacity),
        group().prop_map(What::Joins),
        group().prop_map(What::Quits),
        (group(), any::<bool>()).prop_map(|(group, paused)| What::Paused(group, paused)),
        (group(), 1..4u8).prop_map(|(group, weight)| What::Weight(group, Weight::new(weight).expect("a weight"))),
        (group(), prop::option::of(0..3u32)).prop_map(|(group, capacity)| What::CapacityIn(group, capacity)),
    ];
    prop::collection::vec((0..3_000i64, 1..6i64, what), 0..30).prop_map(|changes| {
        let mut changes: Vec<_> =
            changes.into_iter().map(|(at, who, what)| (at, Change { employee: person(who), what })).collect();
        changes.sort_by_key(|change| change.0);
        changes
    })
}

fn people() -> impl Random<Value = Roster> {
    prop::collection::vec((prop::option::of(0..3u32), any::<bool>(), any::<bool>(), 0..3usize), 5).prop_map(|people| {
        let mut roster = Roster::default();
        GROUPS.iter().for_each(|group| roster.put_group(*group, Clock::default()));
        for (who, (capacity, there, skilled, group)) in (1i64..).zip(people) {
            let skills = if skilled { vec!["language:en".into()] } else { Vec::new() };
            let presence = if there { Presence::Online } else { Presence::Away };
            roster.put_agent(Agent { capacity, presence, skills, ..Agent::new(person(who)) });
            if let Some(group) = GROUPS.get(group) {
                roster.put_member(*group, Member::new(person(who)));
            }
        }
        roster
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn every_decision_is_that_of_the_plain_way(
        policy in policy(), roster in people(), arrivals in arrivals(), changes in changes(),
    ) {
        let policy = Compiled::new(&policy);
        let mut decisions = Vec::new();
        let report = Simulation::new(&policy, roster.clone(), clock).run(arrivals.clone(), changes.clone(), |outcome| {
            decisions.push((outcome.case, outcome.decided_at, outcome.decision));
        });
        let plain = Plain {
            policy: &policy,
            roster,
            owners: HashMap::new(),
            waiting: BTreeMap::new(),
            open: Vec::new(),
            decisions: Vec::new(),
        };
        prop_assert_eq!(&decisions, &plain.run(&arrivals, &changes));

        // And it adds up.
        let assigned = decisions.iter().filter(|(_, _, decision)| decision.owner().is_some()).count() as u64;
        prop_assert_eq!(report.assigned, assigned);
        prop_assert_eq!(report.agents.iter().map(|total| total.given).sum::<u64>(), assigned);
        prop_assert_eq!(report.arrivals, assigned + report.waits.still_waiting + report.waits.given_up);
    }
}

fn arrival(number: i64, at: i64, level: Option<Level>) -> Arrival {
    let facts = Facts { level, ..super::case(number) };
    Arrival { at, facts, customer: None, open_for: Some(100), over_at: None }
}

#[test]
fn the_queue_drains_most_important_first_then_oldest() {
    let policy = always(vec![by(Strategy::LeastLoaded)]);
    let mut roster = roster(1);
    roster.agent_mut(person(1)).expect("an agent").capacity = Some(1);
    let arrivals = [(1, None), (2, None), (3, Some(Level::D)), (4, Some(Level::A)), (5, Some(Level::C))];
    let arrivals = arrivals.map(|(number, level)| arrival(number, number, level));
    let mut order = Vec::new();
    let report = Simulation::new(&policy, roster, clock).run(arrivals, [], |outcome| {
        if outcome.decision.owner().is_some() {
            order.push((outcome.case.raw(), outcome.decided_at));
        }
    });
    assert_eq!(order, [(1, 1), (4, 101), (2, 201), (5, 301), (3, 401)]);
    assert_eq!((report.waits.waited, report.waits.longest, report.waits.mean), (4, 398, (97 + 199 + 296 + 398) / 4));
    assert_eq!((report.agents[0].peak, report.groups[0].peak), (1, 1));
}

/// Somebody who was placed has nothing to give up later; so that instant is none at which anything happens, and who still
/// waits is not looked at in the light of another day then.
#[test]
fn who_was_placed_gives_nothing_up() {
    use crate::assignment::{Condition, FactTest, Policy, Route, Rule};
    let to = |employee_id| Route::Person { employee_id, even_if_absent: true };
    let rule = |key: &str, when, route| Rule {
        key: key.into(),
        name: key.into(),
        enabled: true,
        when: Condition::Test(when),
        routes: vec![route],
    };
    let busy = FactTest::Level { is: vec![Level::A] };
    let another_day = FactTest::Workday { is: false };
    let policy = Policy {
        rules: vec![rule("busy", busy, to(person(1))), rule("another day", another_day, to(person(2)))],
        otherwise: vec![Route::Queue {}],
        timers: Vec::new(),
    };
    let policy = Compiled::new(&policy);
    let mut roster = roster(2);
    roster.agent_mut(person(1)).expect("an agent").capacity = Some(1);
    let first = arrival(1, 1, Some(Level::A));
    let second = Arrival { over_at: Some(DAY + 5), open_for: Some(10), ..arrival(2, 2, Some(Level::A)) };
    let waits = Arrival { over_at: None, ..arrival(3, 3, None) };
    let mut placed = Vec::new();
    let report = Simulation::new(&policy, roster, clock).run([first, second, waits], [], |outcome| {
        if outcome.decision.owner().is_some() {
            placed.push((outcome.case.raw(), outcome.decided_at));
        }
    });
    assert_eq!((placed, report.waits.given_up), (vec![(1, 1), (2, 101)], 0));
}

#[test]
fn a_customer_stays_with_who_first_got_something_of_theirs() {
    use crate::assignment::Route;
    let policy = always(vec![Route::StickyOwner { even_if_absent: true }, by(Strategy::RoundRobin)]);
    let customer = Some(CustomerId::from_raw(1));
    let arrivals = (1..=9).map(|number| Arrival { customer, ..arrival(number, number, None) });
    let report = Simulation::new(&policy, roster(3), clock).run(arrivals, [], |_| {});
    assert_eq!((report.assigned, report.sticky), (9, 8));
    assert_eq!(report.fairness, Some(1.0 / 3.0));
}

#[test]
fn two_runs_are_compared_and_the_differences_explained() {
    let arrivals = || (1..=6).map(|number| arrival(number, number, None));
    let run = |strategy, explain: &[CaseId]| {
        let policy = always(vec![by(strategy)]);
        let mut simulation = Simulation::new(&policy, roster(2), clock);
        simulation.explain = explain.iter().copied().collect();
        simulation.run(arrivals(), [], |_| {})
    };
    let before = run(Strategy::RoundRobin, &[]);
    assert_eq!(compare(&before.settled, &run(Strategy::RoundRobin, &[]).settled, 10).changed, 0);
    let nobody: Vec<_> = before.settled.iter().map(|settled| Settled { owner: None, ..*settled }).collect();
    let comparison = compare(&before.settled, &nobody, 2);
    assert_eq!((comparison.compared, comparison.changed, comparison.listed.len()), (6, 6, 2));
    let again = run(Strategy::RoundRobin, &[comparison.listed[1].case]);
    assert_eq!(again.explained.len(), 1);
    assert_eq!(again.explained[0].explanation.decision.owner(), comparison.listed[1].before);
}
