//! Rules that cut across each other.

use std::collections::BTreeSet;

use super::{
    Finding, FindingCode, Shape,
    constraint::{Constraint, Values},
    logic::{Subject, are_disjoint, both, meet},
};

/// Reports each earlier rule that lists some of the same values of a fact as this one, but not all the same. Rules that only
/// ask for different facts are left alone: that is what an order of rules is for.
pub(super) fn check(shape: &Shape<'_>, rules: &[Shape<'_>], findings: &mut Vec<Finding>) {
    for earlier in rules.iter().take(usize::from(shape.at)) {
        if !earlier.rule.enabled || earlier.rule.routes == shape.rule.routes {
            continue;
        }
        let (Some(a), Some(b)) = (&earlier.matches, &shape.matches) else { continue };
        if are_disjoint(a, b) || contains(shape, earlier) || contains(earlier, shape) {
            continue;
        }
        let mut common = BTreeSet::new();
        for (left, right) in a.iter().flat_map(|left| b.iter().map(move |right| (left, right))) {
            if meet(left, right).is_none() {
                continue;
            }
            for (subject, constraint) in left {
                if let (Constraint::Values(left), Some(Constraint::Values(right))) = (constraint, right.get(subject)) {
                    common.extend(shared(subject, left, right));
                }
            }
        }
        if !common.is_empty() {
            let finding = Finding::new(FindingCode::Overlap, shape.pointer());
            findings.push(finding.others(vec![earlier.at]).values(common));
        }
    }
}

/// Whether the one certainly matches whatever the other does.
fn contains(one: &Shape<'_>, other: &Shape<'_>) -> bool {
    let (Some(matches), Some(fails)) = (&other.matches, &one.fails) else { return false };
    both(matches, fails).is_some_and(|rest| rest.is_empty())
}

/// The values that both list, unless they list the same.
fn shared(subject: &Subject, left: &Values, right: &Values) -> Vec<String> {
    if !(left.listed && right.listed) || left.words == right.words {
        return Vec::new();
    }
    let (fact, name) = subject;
    let fact = if name.is_empty() { fact.to_string() } else { format!("{fact}.{name}") };
    left.words.intersection(&right.words).map(|word| format!("{fact}={word}")).collect()
}
