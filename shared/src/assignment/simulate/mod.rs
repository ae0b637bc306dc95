//! A policy tried on past arrivals 模拟: the same function over history, in memory.
//!
//! Events happen in this order: by time; at one instant first work that is done, then waiting that is given up, then changes
//! of the roster, then arrivals.
//! After each of them the queue is tried, the first by [`QueueKey`](super::queue::QueueKey) first, as the live path does;
//! also whenever the clock passes a boundary of the policy, as soon as anything happens after it.
//!
//! Who first gets something of a customer whom nobody owns becomes their owner, and so does whoever gets the customer. From
//! then on the customer's other arrivals know that owner, whatever history says.

mod compare;
mod fairness;
mod past;
mod report;
mod run;
mod waiting;

use std::collections::BTreeSet;

pub use compare::{Changed, Comparison, compare};
pub use fairness::jain;
pub use past::{Past, recount};
pub use report::{AgentTotal, Explained, GroupTotal, Report, Settled, Waits, Way};

use super::{Compiled, Decision, Facts, Roster, change::Change, times::Moment};
use crate::ids::{CaseId, CustomerId, EmployeeId, GroupId};

/// Something that came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// When, in microseconds.
    pub at: i64,
    /// What is known of it. The moment is set by the simulation, and so is the owner once it gave the customer one; before,
    /// it is who owned the customer when the period began.
    pub facts: Facts,
    /// Whose it is, so that the customer's other arrivals find the same owner.
    pub customer: Option<CustomerId>,
    /// How long it stays open once somebody has it, in microseconds; absent: to the end.
    pub open_for: Option<i64>,
    /// When it is over though nobody had it, in microseconds: it then waits no longer, and whoever had it by then is done.
    pub over_at: Option<i64>,
}

/// Work that somebody has open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenWork {
    /// When it is done, in microseconds.
    pub until: i64,
    /// Whose.
    pub employee: EmployeeId,
    /// The group by which it came to them.
    pub group: Option<GroupId>,
}

/// A decision that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// About what.
    pub case: CaseId,
    /// When that arrived, in microseconds.
    pub arrived_at: i64,
    /// When it was decided, in microseconds.
    pub decided_at: i64,
    /// What was decided. Of what waits, only the first decision and the one that ends its waiting are told.
    pub decision: Decision,
}

/// What is simulated.
#[derive(Debug, Clone)]
pub struct Simulation<'a, C> {
    /// The policy.
    pub policy: &'a Compiled,
    /// The roster as the period begins.
    pub roster: Roster,
    /// The work that is open then, which the roster counts already.
    pub open_work: Vec<OpenWork>,
    /// The tenant's clock and calendar: the moment of an instant in microseconds.
    pub clock: C,
    /// The cases whose decisions shall be explained.
    pub explain: BTreeSet<CaseId>,
}

impl<'a, C: Fn(i64) -> Moment> Simulation<'a, C> {
    /// A simulation that begins without open work and explains nothing.
    pub const fn new(policy: &'a Compiled, roster: Roster, clock: C) -> Self {
        Self { policy, roster, open_work: Vec::new(), clock, explain: BTreeSet::new() }
    }

    /// Runs through arrivals and changes, each in order of time, until nothing is left to happen; tells each decision.
    pub fn run(
        self,
        arrivals: impl IntoIterator<Item = Arrival>,
        changes: impl IntoIterator<Item = (i64, Change)>,
        on: impl FnMut(&Outcome),
    ) -> Report {
        run::Run::new(self, on).run(arrivals, changes)
    }
}
