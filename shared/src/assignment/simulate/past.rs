//! What really happened, added up as a run adds up what would have.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    OpenWork,
    report::{Report, Tally},
};
use crate::{
    assignment::{
        Roster,
        change::Change,
        decision::{Assigned, Decision},
        policy::CaseKind,
    },
    ids::CaseId,
};

/// What became of something that came in.
#[derive(Debug, Clone, Copy)]
pub struct Past {
    /// What.
    pub case: CaseId,
    /// What that is.
    pub kind: CaseKind,
    /// When it arrived, in microseconds.
    pub arrived_at: i64,
    /// Whether it had to wait.
    pub waited: bool,
    /// When somebody first had it, in microseconds, and how; absent: nobody ever did.
    pub given: Option<(i64, Assigned)>,
    /// When it was done, in microseconds; absent: it is not.
    pub done_at: Option<i64>,
}

/// Adds up what happened, in order of arrival, to the people whom a simulation would begin with, so that both can stand beside
/// each other. As there, whoever had something first counts as having had it until it was done.
pub fn recount(
    mut roster: Roster,
    open_work: &[OpenWork],
    changes: impl IntoIterator<Item = (i64, Change)>,
    pasts: &[Past],
) -> Report {
    let mut tally = Tally::new(&roster);
    let mut still_waiting = 0;
    for past in pasts {
        tally.arrived(past.case, past.arrived_at);
        let waits = &mut tally.report.waits;
        waits.waited += u64::from(past.waited);
        if past.waited && past.given.is_none() {
            waits.given_up += u64::from(past.done_at.is_some());
            still_waiting += usize::from(past.done_at.is_none());
        }
    }
    let mut given: Vec<(i64, usize)> =
        pasts.iter().enumerate().filter_map(|(position, past)| Some((past.given?.0, position))).collect();
    given.sort_unstable();
    let mut done: BinaryHeap<Reverse<OpenWork>> = open_work.iter().copied().map(Reverse).collect();
    let mut changes = changes.into_iter().peekable();
    for (at, position) in given {
        // In the order of a run: what is done, then who changes, then who gets something.
        loop {
            let next_done = done.peek().map(|Reverse(work)| work.until).filter(|until| *until <= at);
            let next_change = changes.peek().map(|(when, _)| *when).filter(|when| *when <= at);
            if next_done.is_some_and(|done| next_change.is_none_or(|change| done <= change)) {
                if let Some(Reverse(work)) = done.pop() {
                    roster.release(work.employee, work.group);
                    tally.done(work.group, &roster);
                }
            } else if next_change.is_some() {
                changes.next().into_iter().for_each(|(_, change)| roster.change(change));
            } else {
                break;
            }
        }
        let past = &pasts[position];
        let Some((_, assigned)) = past.given else { continue };
        roster.apply(&Decision::Assigned(assigned), past.kind, at);
        tally.assigned(&assigned, past.kind, at, position, &roster);
        if past.waited {
            tally.waited(at - past.arrived_at);
        }
        if let Some(until) = past.done_at.filter(|_| past.kind.is_work()) {
            done.push(Reverse(OpenWork { until, employee: assigned.owner, group: assigned.group }));
        }
    }
    for (_, change) in changes {
        roster.change(change);
    }
    tally.finish(&roster, still_waiting)
}
