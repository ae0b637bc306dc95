//! Work that no rule is for.

use super::{
    Finding, FindingCode, Known, Shape,
    logic::{Conjunct, are_disjoint, expand},
};
use crate::{
    assignment::{
        Condition, FactTest,
        policy::{CaseKind, Fact},
    },
    codes::TextCode,
    ids::ProductLineId,
};

/// How many gaps are listed.
const LISTED: usize = 50;

/// The alternatives of the rules that may match.
type Open<'a> = Vec<&'a Vec<Conjunct>>;

/// Reports kinds, entrances and product lines for which no enabled rule can match; the widest of them only.
pub(super) fn check(rules: &[Shape<'_>], known: &Known, findings: &mut Vec<Finding>) {
    let enabled = rules.iter().filter(|shape| shape.rule.enabled);
    // A rule that cannot be multiplied out may match anything.
    let Some(rules) = enabled.map(|shape| shape.matches.as_ref()).collect::<Option<Open<'_>>>() else { return };
    let mut gaps = Gaps(Vec::new());
    for kind in CaseKind::ALL {
        let kind = FactTest::Kind { is: vec![*kind] };
        let Some(rules) = gaps.open(&rules, &[&kind]) else { continue };
        let lines = known.product_lines.iter().map(|line| FactTest::ProductLine { is: vec![*line] });
        let lines: Vec<_> = lines.filter(|line| gaps.open(&rules, &[&kind, line]).is_some()).collect();
        for entrance in &known.entrances {
            let entrance = FactTest::Entrance { is: vec![entrance.clone()] };
            let Some(rules) = gaps.open(&rules, &[&kind, &entrance]) else { continue };
            if rules.iter().any(|rule| rule.iter().any(asks_no_line)) {
                continue;
            }
            for line in &lines {
                gaps.open(&rules, &[&kind, &entrance, line]);
            }
        }
    }
    findings.extend(gaps.0.into_iter().map(|values| Finding::new(FindingCode::Gap, "/otherwise").values(values)));
}

fn asks_no_line(conjunct: &Conjunct) -> bool {
    conjunct.keys().all(|(fact, _)| *fact != Fact::ProductLine)
}

struct Gaps(Vec<Vec<String>>);

impl Gaps {
    /// The rules that may match arrivals with these values; when there are none, a gap is noted.
    fn open<'a>(&mut self, rules: &Open<'a>, values: &[&FactTest]) -> Option<Open<'a>> {
        let arrivals = Condition::All(values.iter().map(|&test| Condition::Test(test.clone())).collect());
        let arrivals = expand(&arrivals)?;
        let open: Open<'a> = rules.iter().copied().filter(|matches| !are_disjoint(&arrivals, matches)).collect();
        if open.is_empty() && self.0.len() < LISTED {
            self.0.push(values.iter().map(|test| named(test)).collect());
        }
        (!open.is_empty()).then_some(open)
    }
}

fn named(test: &FactTest) -> String {
    let value = match test {
        FactTest::Kind { is } => is.first().map(ToString::to_string),
        FactTest::Entrance { is } => is.first().cloned(),
        FactTest::ProductLine { is } => is.first().map(ProductLineId::to_string),
        _ => None,
    };
    format!("{}={}", test.fact(), value.unwrap_or_default())
}
