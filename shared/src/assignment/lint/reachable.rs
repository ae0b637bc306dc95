//! Rules that nothing reaches.

use super::{
    Finding, FindingCode, Shape, is_always,
    logic::{are_disjoint, both},
};

/// Reports whether anything can reach a rule; tells whether something was found.
pub(super) fn check(shape: &Shape<'_>, rules: &[Shape<'_>], findings: &mut Vec<Finding>) -> bool {
    let Some(matches) = &shape.matches else { return false };
    if matches.is_empty() {
        findings.push(Finding::new(FindingCode::NeverMatches, shape.pointer()));
        return true;
    }
    // What is left of the rule when one final rule after the other has taken its part. Where a part is too large to be
    // multiplied out, more is left than really is, which is the safe side.
    let mut left = matches.clone();
    let mut takers = Vec::new();
    for earlier in rules.iter().take(usize::from(shape.at)).filter(|rule| rule.rule.enabled && rule.is_final()) {
        if earlier.matches.as_ref().is_some_and(|takes| are_disjoint(&left, takes)) {
            continue;
        }
        let Some(without) = earlier.fails.as_ref().and_then(|fails| both(&left, fails)) else { continue };
        takers.push(earlier.at);
        left = without;
        if left.is_empty() {
            findings.push(Finding::new(FindingCode::Unreachable, shape.pointer()).others(takers));
            return true;
        }
    }
    // An earlier rule that is not final hands on what it has nobody for.
    let covers = |earlier: &&Shape<'_>| {
        let takes_all = earlier.fails.as_ref().and_then(|fails| both(matches, fails));
        earlier.rule.enabled && !earlier.is_final() && takes_all.is_some_and(|rest| rest.is_empty())
    };
    // A rule for everything at the end is meant to get what is left.
    if !is_always(matches)
        && let Some(earlier) = rules[..usize::from(shape.at)].iter().find(covers)
    {
        findings.push(Finding::new(FindingCode::Fallback, shape.pointer()).others(vec![earlier.at]));
        return true;
    }
    false
}
