//! Whether a condition holds, and which tests decided that. Over normalised conditions: lists sorted, words in lower case.

use std::cell::OnceCell;

use super::{
    explain::{Actual, TestSeen},
    facts::Facts,
    policy::{Condition, FactTest},
};

/// Facts, with the text in lower case once somebody asked for it.
pub(super) struct View<'a> {
    facts: &'a Facts,
    text: OnceCell<String>,
}

impl<'a> View<'a> {
    pub(super) const fn new(facts: &'a Facts) -> Self {
        Self { facts, text: OnceCell::new() }
    }

    /// The first of the words that the text contains.
    fn finds<'w>(&self, words: &'w [String]) -> Option<&'w str> {
        let text = self.facts.text.as_ref()?;
        let text = self.text.get_or_init(|| text.to_lowercase());
        words.iter().find(|word| text.contains(word.as_str())).map(String::as_str)
    }
}

fn has<T: Ord>(sorted: &[T], value: Option<T>) -> bool {
    value.is_some_and(|value| sorted.binary_search(&value).is_ok())
}

fn has_text(sorted: &[String], value: Option<&String>) -> bool {
    value.is_some_and(|value| sorted.binary_search(value).is_ok())
}

impl FactTest {
    pub(super) fn holds(&self, view: &View<'_>) -> bool {
        let facts = view.facts;
        match self {
            Self::Kind { is } => has(is, Some(facts.kind)),
            Self::Entrance { is } => has_text(is, facts.entrance.as_ref()),
            Self::Channel { is } => has_text(is, facts.channel.as_ref()),
            Self::ProductLine { is } => has(is, facts.product_line),
            Self::Province { is } => has(is, facts.province),
            Self::City { is } => has(is, facts.city),
            Self::District { is } => has(is, facts.district),
            Self::Level { is } => has(is, facts.level),
            Self::Value { at_least, at_most } => facts.value.is_some_and(|value| {
                at_least.is_none_or(|least| value >= least) && at_most.is_none_or(|most| value <= most)
            }),
            Self::Language { is } => has_text(is, facts.language.as_ref()),
            Self::Known { is } => facts.known == *is,
            Self::LocalTime { from, to } => facts.moment.time.is_between(*from, *to),
            Self::Weekday { is } => has(is, Some(facts.moment.weekday)),
            Self::Workday { is } => facts.moment.workday == *is,
            Self::Text { contains_any } => view.finds(contains_any).is_some(),
            Self::Attribute { name, is } => {
                facts.attributes.get(name).is_some_and(|value| is.as_ref().is_none_or(|is| has_text(is, Some(value))))
            }
        }
    }

    /// What the facts say where this test looks; of a text, the word that was found.
    fn actual(&self, view: &View<'_>) -> Option<Actual> {
        let facts = view.facts;
        match self {
            Self::Kind { .. } => Some(Actual::text(facts.kind)),
            Self::Entrance { .. } => facts.entrance.as_ref().map(Actual::text),
            Self::Channel { .. } => facts.channel.as_ref().map(Actual::text),
            Self::ProductLine { .. } => facts.product_line.map(Actual::text),
            Self::Province { .. } => facts.province.map(Actual::text),
            Self::City { .. } => facts.city.map(Actual::text),
            Self::District { .. } => facts.district.map(Actual::text),
            Self::Level { .. } => facts.level.map(Actual::text),
            Self::Value { .. } => facts.value.map(Actual::Number),
            Self::Language { .. } => facts.language.as_ref().map(Actual::text),
            Self::Known { .. } => Some(Actual::Flag(facts.known)),
            Self::LocalTime { .. } => Some(Actual::text(facts.moment.time)),
            Self::Weekday { .. } => Some(Actual::text(facts.moment.weekday)),
            Self::Workday { .. } => Some(Actual::Flag(facts.moment.workday)),
            Self::Text { contains_any } => view.finds(contains_any).map(Actual::text),
            Self::Attribute { name, .. } => facts.attributes.get(name).map(Actual::text),
        }
    }
}

impl Condition {
    pub(super) fn holds(&self, view: &View<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(view)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(view)),
            Self::Not(part) => !part.holds(view),
            Self::Test(test) => test.holds(view),
        }
    }

    /// Lists the tests that decide whether it holds: of parts that all must hold, the first that does not, or else all of
    /// them; and so on. `pointer` is where the condition stands in the policy.
    pub(super) fn deciding(&self, view: &View<'_>, pointer: &str, seen: &mut Vec<TestSeen>) {
        let mut parts_that_decide = |name: &str, parts: &[Self], one_is_enough: bool| {
            let one = parts.iter().position(|part| part.holds(view) == one_is_enough);
            let decide = one.map_or(0..parts.len(), |one| one..one + 1);
            for at in decide {
                parts[at].deciding(view, &format!("{pointer}/{name}/{at}"), seen);
            }
        };
        match self {
            Self::All(parts) => parts_that_decide("all", parts, false),
            Self::Any(parts) => parts_that_decide("any", parts, true),
            Self::Not(part) => part.deciding(view, &format!("{pointer}/not"), seen),
            Self::Test(test) => seen.push(TestSeen {
                pointer: format!("{pointer}/test"),
                fact: test.fact(),
                held: test.holds(view),
                actual: test.actual(view),
            }),
        }
    }
}
