//! Conditions multiplied out: alternatives, each of which says for each fact what it may be.

use std::collections::BTreeMap;

use super::constraint::{Constraint, Minutes, Numbers, Texts, Values};
use crate::assignment::{
    Condition, FactTest,
    policy::{CaseKind, Fact},
    times::Weekday,
};
use crate::codes::TextCode;

/// A fact, with the name of the attribute if it is one.
pub(super) type Subject = (Fact, String);

/// What each fact may be; what is not here may be anything. Never a contradiction that is known to be one.
pub(super) type Conjunct = BTreeMap<Subject, Constraint>;

/// How many alternatives are followed.
const LIMIT: usize = 128;

/// The conjunct that everything fulfils.
pub(super) const fn always() -> Conjunct {
    Conjunct::new()
}

/// The alternatives under which a condition holds; none when they are too many.
pub(super) fn expand(condition: &Condition) -> Option<Vec<Conjunct>> {
    alternatives(condition, true)
}

/// The alternatives under which a condition does not hold; none when they are too many.
pub(super) fn expand_negated(condition: &Condition) -> Option<Vec<Conjunct>> {
    alternatives(condition, false)
}

fn alternatives(condition: &Condition, holds: bool) -> Option<Vec<Conjunct>> {
    match condition {
        Condition::Not(part) => alternatives(part, !holds),
        Condition::Test(test) => Some(literal(test, holds).into_iter().collect()),
        // By De Morgan's laws a negated `all` is an `any` of negations, and the other way round.
        Condition::All(parts) if holds => product(parts, holds),
        Condition::Any(parts) if !holds => product(parts, holds),
        Condition::All(parts) | Condition::Any(parts) => {
            let mut sum = Vec::new();
            for part in parts {
                sum.extend(alternatives(part, holds)?);
                if sum.len() > LIMIT {
                    return None;
                }
            }
            Some(sum)
        }
    }
}

fn product(parts: &[Condition], holds: bool) -> Option<Vec<Conjunct>> {
    let mut product = vec![always()];
    for part in parts {
        product = both(&product, &alternatives(part, holds)?)?;
    }
    Some(product)
}

/// The alternatives of what fulfils both; none when they are too many.
pub(super) fn both(a: &[Conjunct], b: &[Conjunct]) -> Option<Vec<Conjunct>> {
    let mut product = Vec::new();
    for (left, right) in a.iter().flat_map(|left| b.iter().map(move |right| (left, right))) {
        product.extend(meet(left, right));
        if product.len() > LIMIT {
            return None;
        }
    }
    Some(product)
}

/// What fulfils both; none when that is nothing for certain.
pub(super) fn meet(a: &Conjunct, b: &Conjunct) -> Option<Conjunct> {
    let mut met = a.clone();
    for (subject, constraint) in b {
        let constraint = met.get(subject).map_or_else(|| constraint.clone(), |known| known.and(constraint));
        if constraint.is_empty() {
            return None;
        }
        met.insert(subject.clone(), constraint);
    }
    Some(met)
}

/// Whether it is certain that nothing fulfils both.
pub(super) fn are_disjoint(a: &[Conjunct], b: &[Conjunct]) -> bool {
    a.iter().all(|left| b.iter().all(|right| meet(left, right).is_none()))
}

/// What a test, or its failure, says about its fact; none when that cannot be.
fn literal(test: &FactTest, holds: bool) -> Option<Conjunct> {
    let mut name = String::new();
    let constraint = match test {
        FactTest::Kind { is } => words(is, holds, Some(CaseKind::ALL.len())),
        FactTest::Weekday { is } => words(is, holds, Some(Weekday::ALL.len())),
        FactTest::Known { is } | FactTest::Workday { is } => words(&[*is], holds, Some(2)),
        FactTest::Entrance { is } | FactTest::Channel { is } | FactTest::Language { is } => words(is, holds, None),
        FactTest::ProductLine { is } => words(is, holds, None),
        FactTest::Province { is } => words(is, holds, None),
        FactTest::City { is } => words(is, holds, None),
        FactTest::District { is } => words(is, holds, None),
        FactTest::Level { is } => words(is, holds, None),
        FactTest::Value { at_least, at_most } => {
            let range = (at_least.unwrap_or(i64::MIN), at_most.unwrap_or(i64::MAX));
            Constraint::Number(if holds {
                Numbers { unknown: false, range, except: [].into() }
            } else {
                let except = if range.0 <= range.1 { [range].into() } else { [].into() };
                Numbers { unknown: true, range: (i64::MIN, i64::MAX), except }
            })
        }
        FactTest::LocalTime { from, to } => Constraint::Time(Minutes::new(*from, *to, holds)),
        FactTest::Text { contains_any } => Constraint::Text(if holds {
            Texts { contains: [contains_any.clone()].into(), ..Texts::default() }
        } else {
            Texts { lacks: contains_any.iter().cloned().collect(), ..Texts::default() }
        }),
        FactTest::Attribute { name: attribute, is } => {
            name.clone_from(attribute);
            match is {
                Some(is) => words(is, holds, None),
                // There at all is all but none; not there at all is none.
                None => Constraint::Values(Values { unknown: !holds, listed: !holds, words: [].into(), of: None }),
            }
        }
    };
    (!constraint.is_empty()).then(|| [((test.fact(), name), constraint)].into())
}

/// A fact of which there are only so many words is always known.
fn words<T: ToString>(is: &[T], holds: bool, of: Option<usize>) -> Constraint {
    let words = is.iter().map(ToString::to_string).collect();
    Constraint::Values(Values { unknown: of.is_none() && !holds, listed: holds, words, of })
}
