//! Timers that nothing reaches, and those that have nobody to give anything to.

use super::{
    Finding, FindingCode, Known, Shape,
    logic::{Conjunct, are_disjoint, both, expand, expand_negated},
    people,
};
use crate::assignment::{
    Condition, FactTest, Policy, Route,
    policy::{CaseKind, TimerAction, TimerRule, TimerWatch},
};

/// Reports what is unwise about the timers of a policy; `rules` are its rules.
pub(super) fn check(policy: &Policy, rules: &[Shape<'_>], known: &Known, findings: &mut Vec<Finding>) {
    let timers = || (0..).zip(&policy.timers).filter(|(_, timer)| timer.enabled);
    for (at, timer) in timers() {
        let pointer = format!("/timers/{at}");
        people::walk(&timer.when, &format!("{pointer}/when"), known, findings);
        let Some(matches) = matches(timer) else { continue };
        if matches.is_empty() {
            findings.push(Finding::new(FindingCode::NeverMatches, pointer));
            continue;
        }
        let earlier = timers().take_while(|(other, _)| *other < at).filter(|(_, other)| other.watch == timer.watch);
        if let Some(takers) = takers(matches.clone(), earlier) {
            findings.push(Finding::new(FindingCode::TimerUnreachable, pointer).others(takers));
            continue;
        }
        let last = timer.stages.len().saturating_sub(1);
        let reassigns = timer.stages.last().is_some_and(|stage| stage.then == TimerAction::Reassign);
        if reassigns && !leads_to_others(policy, rules, &matches) {
            findings.push(Finding::new(FindingCode::TimerNobodyElse, format!("{pointer}/stages/{last}")));
        }
    }
}

/// Of what it watches, the alternatives under which it is for that.
fn matches(timer: &TimerRule) -> Option<Vec<Conjunct>> {
    let is = match timer.watch {
        TimerWatch::NotAnswered => vec![CaseKind::Inquiry, CaseKind::Order],
        TimerWatch::NotFollowedUp => vec![CaseKind::Customer],
    };
    both(&expand(&timer.when)?, &expand(&Condition::Test(FactTest::Kind { is }))?)
}

/// Which of these leave nothing over, if they do. Where a part is too large to be multiplied out, more is left than really is.
fn takers<'a>(mut left: Vec<Conjunct>, earlier: impl Iterator<Item = (u16, &'a TimerRule)>) -> Option<Vec<u16>> {
    let mut takers = Vec::new();
    for (at, other) in earlier {
        if expand(&other.when).is_some_and(|takes| are_disjoint(&left, &takes)) {
            continue;
        }
        let Some(without) = expand_negated(&other.when).and_then(|fails| both(&left, &fails)) else { continue };
        takers.push(at);
        left = without;
        if left.is_empty() {
            return Some(takers);
        }
    }
    None
}

/// Whether a route that may be tried for these can find somebody who is neither the customer's owner nor holds their district.
fn leads_to_others(policy: &Policy, rules: &[Shape<'_>], matches: &[Conjunct]) -> bool {
    let asked = rules.iter().filter(|shape| {
        shape.rule.enabled && shape.matches.as_ref().is_none_or(|theirs| !are_disjoint(theirs, matches))
    });
    let mut routes = asked.flat_map(|shape| &shape.rule.routes).chain(&policy.otherwise);
    routes.any(|route| matches!(route, Route::Group { .. } | Route::Person { .. }))
}
