//! Random policies over facts of which there are few enough to try them all.

use proptest::{prelude::*, strategy::Strategy as Random};

use super::{GROUP, person, rule};
use crate::{
    assignment::{
        Condition, FactTest, Facts, Policy, Route, Strategy,
        policy::CaseKind,
        times::{Moment, TimeOfDay, Weekday},
    },
    codes::TextCode,
    customers::Level,
    ids::{CaseId, GroupId},
};

pub(super) const GROUPS: [GroupId; 2] = [GROUP, GroupId::from_raw(8)];
const ENTRANCES: [&str; 2] = ["course", "school"];
const TEXTS: [&str; 2] = ["ab", "b"];
const VALUES: [i64; 2] = [0, 10];
const TIMES: [u16; 3] = [0, 600, 1200];
const ATTRIBUTES: [&str; 2] = ["1", "2"];

fn maybe<T: Copy>(values: &[T]) -> Vec<Option<T>> {
    values.iter().map(|value| Some(*value)).chain([None]).collect()
}

/// Every combination of facts that random tests can tell apart, but for values and times between those here.
pub(super) fn all_facts() -> Vec<Facts> {
    fn each<T: Clone>(all: Vec<Facts>, values: &[T], set: impl Fn(&mut Facts, T)) -> Vec<Facts> {
        let with = |facts: &Facts, value: &T| {
            let mut facts = facts.clone();
            set(&mut facts, value.clone());
            facts
        };
        all.iter().flat_map(|facts| values.iter().map(move |value| with(facts, value))).collect()
    }
    let moment = Moment { time: TimeOfDay::default(), weekday: Weekday::Monday, workday: true };
    let all = vec![Facts::new(CaseId::from_raw(1), CaseKind::Customer, moment)];
    let all = each(all, &CaseKind::ALL[..2], |facts, kind| facts.kind = kind);
    let all = each(all, &maybe(&ENTRANCES), |facts, entrance| facts.entrance = entrance.map(Into::into));
    let all = each(all, &maybe(&[Level::A, Level::B]), |facts, level| facts.level = level);
    let all = each(all, &maybe(&VALUES), |facts, value| facts.value = value);
    let all = each(all, &[true, false], |facts, known| facts.known = known);
    let all = each(all, &TIMES, |facts, time| facts.moment.time = minute(time));
    let all = each(all, &[true, false], |facts, workday| facts.moment.workday = workday);
    let all = each(all, &maybe(&TEXTS), |facts, text| facts.text = text.map(Into::into));
    each(all, &maybe(&ATTRIBUTES), |facts, value| {
        facts.attributes.extend(value.map(|value| ("x".into(), value.into())));
    })
}

pub(super) fn minute(minute: u16) -> TimeOfDay {
    TimeOfDay::from_minute(minute).expect("a minute of a day")
}

fn some<T: Clone + std::fmt::Debug + 'static>(values: Vec<T>) -> impl Random<Value = Vec<T>> {
    let most = values.len();
    prop::sample::subsequence(values, 1..=most)
}

fn texts(values: &[&str]) -> impl Random<Value = Vec<String>> + use<> {
    some(values.iter().map(|&value| value.into()).collect())
}

fn test() -> impl Random<Value = FactTest> {
    let time = || prop::sample::select(vec![0, 300, 600, 900, 1200]);
    prop_oneof![
        some(CaseKind::ALL[..2].to_vec()).prop_map(|is| FactTest::Kind { is }),
        texts(&ENTRANCES).prop_map(|is| FactTest::Entrance { is }),
        some(vec![Level::A, Level::B]).prop_map(|is| FactTest::Level { is }),
        (prop::option::of(0..12i64), prop::option::of(0..12i64))
            .prop_map(|(at_least, at_most)| FactTest::Value { at_least, at_most }),
        any::<bool>().prop_map(|is| FactTest::Known { is }),
        (time(), time()).prop_map(|(from, to)| FactTest::LocalTime { from: minute(from), to: minute(to) }),
        any::<bool>().prop_map(|is| FactTest::Workday { is }),
        texts(&["a", "B", "ab"]).prop_map(|contains_any| FactTest::Text { contains_any }),
        prop::option::of(texts(&ATTRIBUTES)).prop_map(|is| FactTest::Attribute { name: "x".into(), is }),
    ]
}

pub(super) fn condition() -> impl Random<Value = Condition> {
    test().prop_map(Condition::Test).prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn route() -> impl Random<Value = Route> {
    let group = (prop::sample::select(GROUPS.to_vec()), prop::sample::select(Strategy::ALL), any::<bool>());
    let group = (group, any::<bool>()).prop_map(|((group_id, strategy, skilled), even_if_absent)| Route::Group {
        group_id,
        strategy,
        skills: if skilled { vec!["language:en".into()] } else { Vec::new() },
        even_if_absent,
    });
    prop_oneof![
        4 => group,
        1 => any::<bool>().prop_map(|even_if_absent| Route::StickyOwner { even_if_absent }),
        1 => any::<bool>().prop_map(|even_if_absent| Route::DistrictOwner { even_if_absent }),
        1 => (1..5i64, any::<bool>())
            .prop_map(|(who, even_if_absent)| Route::Person { employee_id: person(who), even_if_absent }),
        2 => Just(Route::Queue {}),
    ]
}

fn routes() -> impl Random<Value = Vec<Route>> {
    prop::collection::vec(route(), 0..4)
}

pub(super) fn policy() -> impl Random<Value = Policy> {
    let rules = prop::collection::vec((condition(), routes(), prop::bool::weighted(0.9)), 0..6);
    (rules, routes()).prop_map(|(rules, otherwise)| {
        let rules = (0..).zip(rules).map(|(at, (when, routes, enabled))| {
            let mut rule = rule(&format!("r{at}"), when, routes);
            rule.enabled = enabled;
            rule
        });
        Policy { rules: rules.collect(), otherwise, timers: Vec::new() }
    })
}
