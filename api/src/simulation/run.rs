//! Runs policies through the arrivals, and puts what comes of them beside each other. Knows no database.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use shared::{
    ErrorCode,
    assignment::{
        Compiled,
        explain::Explanation,
        simulate::{Comparison, Report, Settled, Simulation, compare, recount},
    },
    ids::CaseId,
};

use super::stage::{Stage, milliseconds};
use crate::error::{Result, refused};

/// Whether anybody still waits for what comes of a run.
#[derive(Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Stops a run when it is dropped: with the request of somebody who went away.
pub struct Asker(Stop);

impl Asker {
    /// The one who asks for the runs that look at this.
    pub const fn new(stop: Stop) -> Self {
        Self(stop)
    }
}

impl Drop for Asker {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// What came of the runs.
pub struct Ran {
    /// What they began with.
    pub stage: Stage,
    /// By the policy.
    pub report: Report,
    /// By the other one.
    pub against: Option<Report>,
    /// What happened.
    pub happened: Option<Report>,
    /// The policy beside what happened.
    pub beside_happened: Option<Comparison>,
    /// The policy beside the other one.
    pub beside_other: Option<Comparison>,
    /// Why the listed decisions are what they are by the policy, and by the other one.
    pub explanations: [HashMap<CaseId, Explanation>; 2],
    /// How many milliseconds all this took.
    pub running: u64,
}

impl Ran {
    /// What the changes are told beside: the other policy, or else what happened.
    pub fn before(&self) -> Option<&Report> {
        self.against.as_ref().or(self.happened.as_ref())
    }

    /// The changes that are told.
    pub fn told(&self) -> Option<&Comparison> {
        self.beside_other.as_ref().or(self.beside_happened.as_ref())
    }
}

impl Stage {
    /// Runs, and explains up to `explained` of the decisions that changed.
    ///
    /// # Errors
    /// When it is stopped.
    pub fn run(self, explained: usize, stop: &Stop) -> Result<Ran> {
        let began = Instant::now();
        let (policy, other) = (&self.sides.policy.compiled, self.sides.other.as_ref().map(|other| &other.compiled));
        let run = |policy: &Compiled| self.through(policy, BTreeSet::new(), i64::MAX, stop);
        let (report, against) = both(|| run(policy), other.map(|other| || run(other)));
        let happened = self.happened.as_ref().map(|happened| {
            recount(self.roster.clone(), &self.open_work, self.changes.iter().copied(), &happened.pasts)
        });
        let beside = |before: &Report| compare(&before.settled, &report.settled, explained);
        let beside_happened = happened.as_ref().map(beside);
        let beside_other = against.as_ref().map(beside);
        let told = beside_other.as_ref().or(beside_happened.as_ref());
        let listed: BTreeSet<CaseId> = told.into_iter().flat_map(|told| &told.listed).map(|one| one.case).collect();
        // Only now is known which decisions are worth an explanation: those are made in another run.
        let explain = |policy, report: &Report| self.explanations(policy, report, &listed, stop);
        let (after, before) = both(
            || explain(policy, &report),
            other.zip(against.as_ref()).map(|(other, report)| move || explain(other, report)),
        );
        if stop.is_asked() {
            return Err(refused(ErrorCode::Busy));
        }
        let explanations = [after, before.unwrap_or_default()];
        let running = milliseconds(began);
        Ok(Ran { stage: self, report, against, happened, beside_happened, beside_other, explanations, running })
    }

    /// One run over what arrives until an instant.
    fn through(&self, policy: &Compiled, explain: BTreeSet<CaseId>, until: i64, stop: &Stop) -> Report {
        let simulation = Simulation {
            open_work: self.open_work.clone(),
            explain,
            ..Simulation::new(policy, self.roster.clone(), |at: i64| self.calendar.moment(at))
        };
        let arrivals = self.arrivals.iter().take_while(|arrival| arrival.at <= until && !stop.is_asked());
        let changes = self.changes.iter().copied().take_while(|(at, _)| *at <= until && !stop.is_asked());
        simulation.run(arrivals.cloned(), changes, |_| {})
    }

    /// Why these cases went where they went: the decision that gave each an owner, or the first. A run is what it is up to an
    /// instant whatever comes after it, so it need not go on when the last of them was decided.
    fn explanations(
        &self,
        policy: &Compiled,
        report: &Report,
        cases: &BTreeSet<CaseId>,
        stop: &Stop,
    ) -> HashMap<CaseId, Explanation> {
        let settled = report.settled.iter().filter(|settled| cases.contains(&settled.case));
        let settled: HashMap<CaseId, &Settled> = settled.map(|settled| (settled.case, settled)).collect();
        let Some(until) = settled.values().map(|settled| settled.at).max() else { return HashMap::new() };
        let explained = self.through(policy, cases.clone(), until, stop).explained.into_iter().filter(|explained| {
            settled.get(&explained.case).is_some_and(|settled| {
                explained.at <= settled.at && explained.explanation.decision.owner() == settled.owner
            })
        });
        explained.map(|explained| (explained.case, explained.explanation)).collect()
    }
}

/// Does one thing and, if there is another, that beside it in a thread of its own.
fn both<T: Send>(one: impl FnOnce() -> T, other: Option<impl FnOnce() -> T + Send>) -> (T, Option<T>) {
    std::thread::scope(|scope| {
        let other = other.map(|other| scope.spawn(other));
        let one = one();
        (one, other.map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))))
    })
}
