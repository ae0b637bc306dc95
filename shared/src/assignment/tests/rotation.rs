//! Turns are exact whatever happened before, and whoever joins, leaves and comes back.

use std::collections::HashMap;

use proptest::{prelude::*, strategy::Strategy as Random};

use super::{GROUP, always, by, case, person, roster};
use crate::{
    assignment::{Roster, Strategy, decide, explain, policy::CaseKind, roster::Presence, rotation::Weight},
    codes::TextCode,
    ids::EmployeeId,
};

/// What may happen to a group and its people.
#[derive(Debug, Clone)]
enum Event {
    /// Something is assigned by this strategy.
    Turn(Strategy),
    /// Somebody gets something by another way.
    Other(i64),
    /// Somebody finishes something of this group.
    Done(i64),
    Presence(i64, Presence),
    Leave(i64, bool),
    Pause(i64, bool),
    Capacity(i64, Option<u32>),
    Join(i64),
    Quit(i64),
    Reweigh(i64, Weight),
}

const PEOPLE: i64 = 6;

fn weight() -> impl Random<Value = Weight> {
    (1..=Weight::MAX).prop_filter_map("a weight", Weight::new)
}

/// Mostly turns by one of these strategies, and everything else in between.
fn events(strategies: &'static [Strategy]) -> impl Random<Value = Vec<Event>> {
    let who = || 1..=PEOPLE;
    let event = prop_oneof![
        20 => prop::sample::select(strategies).prop_map(Event::Turn),
        2 => who().prop_map(Event::Other),
        2 => who().prop_map(Event::Done),
        1 => (who(), prop::sample::select(vec![Presence::Online, Presence::Online, Presence::Offline]))
            .prop_map(|(who, presence)| Event::Presence(who, presence)),
        1 => (who(), any::<bool>()).prop_map(|(who, leave)| Event::Leave(who, leave)),
        1 => (who(), any::<bool>()).prop_map(|(who, paused)| Event::Pause(who, paused)),
        1 => (who(), prop::option::of(0..20u32)).prop_map(|(who, capacity)| Event::Capacity(who, capacity)),
        1 => who().prop_map(Event::Join),
        1 => who().prop_map(Event::Quit),
        1 => (who(), weight()).prop_map(|(who, weight)| Event::Reweigh(who, weight)),
    ];
    prop::collection::vec(event, 1..250)
}

fn happen(roster: &mut Roster, event: &Event, at: i64) {
    match event {
        Event::Turn(_) => {}
        Event::Other(who) => {
            let agent = roster.agent_mut(person(*who)).expect("an agent");
            agent.open += 1;
            agent.last_assigned = Some(at);
        }
        Event::Done(who) => roster.release(person(*who), Some(GROUP)),
        Event::Presence(who, presence) => roster.agent_mut(person(*who)).expect("an agent").presence = *presence,
        Event::Leave(who, leave) => roster.agent_mut(person(*who)).expect("an agent").on_leave = *leave,
        Event::Capacity(who, capacity) => roster.agent_mut(person(*who)).expect("an agent").capacity = *capacity,
        Event::Pause(who, paused) => {
            if let Some(member) = roster.member_mut(GROUP, person(*who)) {
                member.paused = *paused;
            }
        }
        Event::Join(who) => roster.join(GROUP, person(*who)),
        Event::Quit(who) => roster.quit(GROUP, person(*who)),
        Event::Reweigh(who, weight) => {
            if let Some(member) = roster.member_mut(GROUP, person(*who)) {
                member.weight = *weight;
            }
        }
    }
}

/// Who could be chosen, with their weights, and who was.
type Turn = (Vec<(EmployeeId, Weight)>, EmployeeId);

/// Plays events; of each turn by `measured`, tells who could be chosen and who was, and of each other turn `None`, because it
/// ends what is measured.
fn play(
    events: &[Event],
    measured: Strategy,
    mut on: impl FnMut(Option<Turn>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let mut roster = roster(PEOPLE);
    for (at, event) in (1i64..).zip(events) {
        happen(&mut roster, event, at);
        let Event::Turn(strategy) = event else { continue };
        let explained = explain(&always(vec![by(*strategy)]), &case(at), &roster);
        let candidates = &explained.rules[0].routes[0].candidates;
        let available = candidates.iter().filter(|candidate| candidate.removed.is_none());
        let weight = |who| roster.member(GROUP, who).map_or(Weight::ONE, |member| member.weight);
        let available: Vec<_> = available.map(|candidate| (candidate.employee, weight(candidate.employee))).collect();
        roster.apply(&explained.decision, CaseKind::Inquiry, at);
        if *strategy == measured {
            if let Some(owner) = explained.decision.owner() {
                on(Some((available, owner)))?;
            }
        } else if matches!(strategy, Strategy::RoundRobin | Strategy::WeightedRoundRobin | Strategy::Sticky) {
            on(None)?;
        }
    }
    Ok(())
}

/// For each two who could be chosen at every turn since some turn: how far their counts, each turn `length(weight)` long,
/// ever moved against each other. The range over all the while bounds every interval within it.
#[derive(Default)]
struct Pairs(HashMap<(EmployeeId, EmployeeId), (i64, i64, i64)>);

impl Pairs {
    fn turn(
        &mut self,
        turn: &Turn,
        length: impl Fn(Weight) -> i64,
        bound: impl Fn(Weight, Weight) -> i64,
    ) -> Result<(), TestCaseError> {
        let (available, owner) = turn;
        let mut next = HashMap::new();
        for (a, a_weight) in available {
            for (b, b_weight) in available.iter().filter(|(b, _)| a < b) {
                let (mut apart, mut low, mut high) = self.0.get(&(*a, *b)).copied().unwrap_or_default();
                apart += i64::from(owner == a) * length(*a_weight) - i64::from(owner == b) * length(*b_weight);
                (low, high) = (low.min(apart), high.max(apart));
                prop_assert!(high - low <= bound(*a_weight, *b_weight), "{a:?} and {b:?} are {} apart", high - low);
                next.insert((*a, *b), (apart, low, high));
            }
        }
        self.0 = next;
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn round_robin_counts_of_any_two_available_members_differ_by_at_most_one(events in events(TextCode::ALL)) {
        let mut pairs = Pairs::default();
        play(&events, Strategy::RoundRobin, |turn| match turn {
            Some(turn) => pairs.turn(&turn, |_| 1, |_, _| 1),
            None => {
                pairs = Pairs::default();
                Ok(())
            }
        })?;
    }

    #[test]
    fn weighted_counts_of_any_two_available_members_keep_the_bound_of_fair_queueing(events in events(TextCode::ALL)) {
        let mut pairs = Pairs::default();
        // Whose last turn was of the length that their present weight asks for.
        let mut settled = HashMap::new();
        play(&events, Strategy::WeightedRoundRobin, |turn| {
            let Some((available, owner)) = turn else {
                settled.clear();
                return Ok(());
            };
            let weight = |who| available.iter().find(|(other, _)| *other == who).map(|(_, weight)| *weight);
            let of_settled = available.iter().filter(|(who, weight)| settled.get(who) == Some(weight)).copied().collect();
            pairs.turn(&(of_settled, owner), Weight::turn, |a, b| a.turn() + b.turn())?;
            settled.insert(owner, weight(owner).expect("who was chosen could be"));
            Ok(())
        })?;
    }

    #[test]
    fn equal_weights_are_plain_round_robin(weight in weight(), turns in 1..200i64) {
        let mut roster = roster(5);
        for who in 1..=5 {
            roster.member_mut(GROUP, person(who)).expect("a member").weight = weight;
        }
        let mut pairs = Pairs::default();
        let everybody: Vec<_> = (1..=5).map(|who| (person(who), weight)).collect();
        for at in 1..=turns {
            let decision = decide(&always(vec![by(Strategy::WeightedRoundRobin)]), &case(at), &roster);
            roster.apply(&decision, CaseKind::Inquiry, at);
            pairs.turn(&(everybody.clone(), decision.owner().expect("somebody")), |_| 1, |_, _| 1)?;
        }
    }
}

/// Counts who gets so many turns.
fn count(roster: &mut Roster, strategy: Strategy, turns: i64, from: i64) -> HashMap<EmployeeId, i64> {
    let mut counts = HashMap::new();
    for at in from..from + turns {
        let decision = decide(&always(vec![by(strategy)]), &case(at), roster);
        roster.apply(&decision, CaseKind::Inquiry, at);
        *counts.entry(decision.owner().expect("somebody")).or_default() += 1;
    }
    counts
}

#[test]
fn who_comes_back_from_leave_is_not_flooded() {
    let mut roster = roster(3);
    roster.agent_mut(person(3)).expect("an agent").on_leave = true;
    let counts = count(&mut roster, Strategy::RoundRobin, 1_000, 1);
    assert_eq!((counts[&person(1)], counts[&person(2)]), (500, 500));
    roster.agent_mut(person(3)).expect("an agent").on_leave = false;
    let counts = count(&mut roster, Strategy::RoundRobin, 3, 2_000);
    assert_eq!([1, 2, 3].map(|who| counts[&person(who)]), [1, 1, 1]);
}

#[test]
fn whole_rounds_by_weight_are_exact() {
    let mut roster = roster(3);
    for (who, weight) in [(1, 1), (2, 3), (3, 20)] {
        roster.member_mut(GROUP, person(who)).expect("a member").weight = Weight::new(weight).expect("a weight");
    }
    for round in 0..50 {
        let counts = count(&mut roster, Strategy::WeightedRoundRobin, 24, 1 + round * 24);
        assert_eq!([1, 2, 3].map(|who| counts[&person(who)]), [1, 3, 20]);
    }
}

#[test]
fn work_from_elsewhere_does_not_shift_turns() {
    let mut roster = roster(2);
    let first = decide(&always(vec![by(Strategy::RoundRobin)]), &case(1), &roster);
    roster.apply(&first, CaseKind::Inquiry, 1);
    // Whoever had the first turn is given something else each time, and is therefore never the longest idle.
    let mut counts = HashMap::<_, i64>::new();
    for at in 2..=11 {
        roster.agent_mut(first.owner().expect("somebody")).expect("an agent").last_assigned = Some(-at);
        let decision = decide(&always(vec![by(Strategy::RoundRobin)]), &case(at), &roster);
        roster.apply(&decision, CaseKind::Inquiry, at);
        *counts.entry(decision.owner()).or_default() += 1;
    }
    assert_eq!(counts.into_values().collect::<Vec<_>>(), [5, 5]);
}
