//! Conditions mean what they say.

use super::{case, noon};
use crate::{
    assignment::{
        Compiled, Condition, FactTest, Facts, Policy, Route,
        policy::CaseKind,
        times::{Moment, Weekday},
    },
    customers::Level,
    ids::{CityId, ProductLineId},
};

fn holds(condition: Condition, facts: &Facts) -> bool {
    let policy = Policy {
        rules: vec![super::rule("x", condition, vec![Route::Queue {}])],
        otherwise: Vec::new(),
        timers: Vec::new(),
    };
    !Compiled::new(&policy).reach(facts).rules.is_empty()
}

fn test(test: FactTest, facts: &Facts) -> bool {
    holds(Condition::Test(test), facts)
}

#[test]
fn each_test_looks_at_its_fact() {
    let mut facts = case(1);
    facts.city = Some(CityId::from_raw(3));
    facts.product_line = Some(ProductLineId::from_raw(5));
    facts.level = Some(Level::B);
    facts.entrance = Some("course".into());
    facts.attributes.insert("grade".into(), "7".into());
    assert!(test(FactTest::Kind { is: vec![CaseKind::Order, CaseKind::Inquiry] }, &facts));
    assert!(!test(FactTest::Kind { is: vec![CaseKind::Order] }, &facts));
    assert!(test(FactTest::City { is: [9, 3, 1].map(CityId::from_raw).into() }, &facts));
    assert!(!test(FactTest::ProductLine { is: vec![ProductLineId::from_raw(3)] }, &facts));
    assert!(test(FactTest::Level { is: vec![Level::D, Level::B] }, &facts));
    assert!(test(FactTest::Entrance { is: vec!["school".into(), "course".into()] }, &facts));
    assert!(test(FactTest::Known { is: false }, &facts));
    assert!(test(FactTest::Attribute { name: "grade".into(), is: None }, &facts));
    assert!(test(FactTest::Attribute { name: "grade".into(), is: Some(vec!["8".into(), "7".into()]) }, &facts));
    assert!(!test(FactTest::Attribute { name: "class".into(), is: None }, &facts));
}

#[test]
fn bounds_of_a_value_belong_to_it() {
    let mut facts = case(1);
    facts.value = Some(10_000);
    let between = |at_least, at_most| FactTest::Value { at_least, at_most };
    assert!(test(between(Some(10_000), None), &facts) && test(between(None, Some(10_000)), &facts));
    assert!(!test(between(Some(10_001), None), &facts) && !test(between(None, Some(9_999)), &facts));
}

#[test]
fn words_are_found_in_any_case_and_in_chinese() {
    let mut facts = case(1);
    facts.text = Some("请问 Summer SCHOOL 夏令营还有名额吗".into());
    let contains = |words: &[&str]| FactTest::Text { contains_any: words.iter().map(|&word| word.into()).collect() };
    assert!(test(contains(&["退款", "夏令营"]), &facts));
    assert!(test(contains(&["summer School"]), &facts));
    assert!(!test(contains(&["退款"]), &facts));
}

#[test]
fn days_are_told_apart_by_name_and_by_calendar() {
    // A Sunday on which people work for a holiday elsewhere.
    let mut facts = case(1);
    facts.moment = Moment { weekday: Weekday::Sunday, workday: true, ..noon() };
    assert!(test(FactTest::Workday { is: true }, &facts));
    assert!(test(FactTest::Weekday { is: vec![Weekday::Saturday, Weekday::Sunday] }, &facts));
}

#[test]
fn what_is_not_known_fulfils_no_test_and_so_its_negation() {
    let facts = case(1);
    let level = || Condition::Test(FactTest::Level { is: vec![Level::A, Level::B, Level::C, Level::D] });
    assert!(!holds(level(), &facts));
    assert!(holds(Condition::Not(Box::new(level())), &facts));
}

#[test]
fn all_of_nothing_holds_and_any_of_nothing_does_not() {
    assert!(holds(Condition::All(vec![]), &case(1)));
    assert!(!holds(Condition::Any(vec![]), &case(1)));
}
