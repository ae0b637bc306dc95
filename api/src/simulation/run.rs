//! Runs policies through the past, and puts what comes of them beside each other.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Instant,
};

use chrono_tz::Tz;
use shared::{
    Id,
    assignment::{
        Compiled, Roster,
        change::Change,
        decision::Decision,
        explain::Explanation,
        simulate::{Comparison, OpenWork, Report, Settled, Simulation, compare},
        times::Moment,
    },
    ids::{CaseId, EmployeeId},
    problem::FieldCode,
    simulation::{Candidate, ChangedDecision, Got, Simulated, SimulationRequest, Took},
    work::GroupRef,
};

use super::{
    arrivals::{self, Past},
    people, standing,
    store::{self, instant},
};
use crate::{
    assignment::{self, Engine},
    db::{At, Db, Json},
    error::{Result, invalid},
    permissions::{Directory, Granted, PolicyManage},
    workforce::Workforce,
};

/// Simulates.
///
/// # Errors
/// When a version does not exist.
pub fn simulate(
    db: &mut Db,
    directory: &Directory,
    _: Granted<PolicyManage>,
    request: &SimulationRequest,
) -> Result<Simulated> {
    let began = Instant::now();
    let engine = Engine::now(db, directory)?;
    let policy = compiled(db, &engine, request.policy.as_ref(), "/policy")?;
    let other = match &request.against {
        Some(other) => Some(compiled(db, &engine, Some(other), "/against")?),
        None => None,
    };
    let (from, to) = (At::from(request.from), At::from(request.to));
    let past = arrivals::read(db, &engine, from, to, &request.kinds)?;
    let people = people::read(db, &engine.workforce, directory.time_zone, from, to)?;
    let (roster, open_work) = standing::read(db, &people, from)?;
    let stage = Stage {
        past: &past,
        roster,
        open_work,
        changes: &people.changes,
        workforce: &engine.workforce,
        tz: directory.time_zone,
    };
    let reading = milliseconds(began);
    let began = Instant::now();
    let report = stage.run(&policy, BTreeSet::new());
    let against = other.as_ref().map(|other| stage.run(other, BTreeSet::new()));
    let limit = request.explained as usize;
    let beside_happened = compare(&past.happened, &report.settled, limit);
    let beside_other = against.as_ref().map(|other| compare(&other.settled, &report.settled, limit));
    // Only now is known which decisions are worth an explanation: those are made in another run.
    let listed: BTreeSet<CaseId> =
        beside_other.as_ref().unwrap_or(&beside_happened).listed.iter().map(|c| c.case).collect();
    let after = stage.explanations(&policy, &listed);
    let before = match &other {
        Some(other) => stage.explanations(other, &listed),
        None => assignment::first_explanations(db, &listed)?,
    };
    let explained = explained(&past, beside_other.as_ref().unwrap_or(&beside_happened), before, after);
    let running = milliseconds(began);
    let (people, groups) = names(db, directory, &[Some(&report), against.as_ref()], &explained, &past.happened)?;
    Ok(Simulated {
        happened: got(&past.happened),
        happened_assigned: past.happened.iter().filter(|settled| settled.owner.is_some()).count() as u64,
        report,
        against,
        beside_happened,
        beside_other,
        explained,
        people,
        groups,
        milliseconds: Took { reading, running },
    })
}

fn milliseconds(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}

fn compiled(db: &mut Db, engine: &Engine<'_>, candidate: Option<&Candidate>, pointer: &str) -> Result<Compiled> {
    Ok(match candidate {
        None => engine.policy.compiled.clone(),
        Some(Candidate::Document(document)) => Compiled::new(document),
        Some(Candidate::Version(id)) => match store::document(db, id.raw())? {
            Some(Json(document)) => Compiled::new(&document),
            None => return Err(invalid(format!("{pointer}/version"), FieldCode::NotFound)),
        },
    })
}

/// Everything that a run begins with.
struct Stage<'a> {
    past: &'a Past,
    roster: Roster,
    open_work: Vec<OpenWork>,
    changes: &'a [(i64, Change)],
    workforce: &'a Workforce,
    tz: Tz,
}

impl Stage<'_> {
    fn run(&self, policy: &Compiled, explain: BTreeSet<CaseId>) -> Report {
        let clock = |at: i64| {
            let local = instant(at).with_timezone(&self.tz).naive_local();
            Moment::new(local, self.workforce.is_workday(local.date()))
        };
        let simulation = Simulation {
            open_work: self.open_work.clone(),
            explain,
            ..Simulation::new(policy, self.roster.clone(), clock)
        };
        simulation.run(self.past.arrivals.iter().cloned(), self.changes.iter().copied(), |_| {})
    }

    /// Why these cases went where they went: the decision that gave each an owner, or the first.
    fn explanations(&self, policy: &Compiled, cases: &BTreeSet<CaseId>) -> HashMap<CaseId, Explanation> {
        if cases.is_empty() {
            return HashMap::new();
        }
        let mut found: HashMap<CaseId, Explanation> = HashMap::new();
        for explained in self.run(policy, cases.clone()).explained {
            let better = explained.explanation.decision.owner().is_some();
            if better || !found.contains_key(&explained.case) {
                found.insert(explained.case, explained.explanation);
            }
        }
        found
    }
}

fn explained(
    past: &Past,
    comparison: &Comparison,
    mut before: HashMap<CaseId, Explanation>,
    mut after: HashMap<CaseId, Explanation>,
) -> Vec<ChangedDecision> {
    let arrivals: HashMap<CaseId, _> =
        past.arrivals.iter().map(|arrival| (arrival.facts.case, (arrival.facts.kind, arrival.at))).collect();
    let changed = comparison.listed.iter().filter_map(|changed| {
        let (kind, at) = arrivals.get(&changed.case)?;
        Some(ChangedDecision {
            case: changed.case,
            kind: *kind,
            arrived_at: instant(*at),
            before: changed.before,
            after: changed.after,
            before_explanation: before.remove(&changed.case),
            after_explanation: after.remove(&changed.case),
        })
    });
    changed.collect()
}

fn got(settled: &[Settled]) -> Vec<Got> {
    let mut counts: BTreeMap<EmployeeId, u64> = BTreeMap::new();
    for owner in settled.iter().filter_map(|settled| settled.owner) {
        *counts.entry(owner).or_default() += 1;
    }
    counts.into_iter().map(|(employee, given)| Got { employee, given }).collect()
}

fn names(
    db: &mut Db,
    directory: &Directory,
    reports: &[Option<&Report>],
    explained: &[ChangedDecision],
    happened: &[Settled],
) -> Result<(Vec<shared::timeline::PersonRef>, Vec<GroupRef>)> {
    let reports = || reports.iter().flatten();
    let mut people: BTreeSet<EmployeeId> = happened.iter().filter_map(|settled| settled.owner).collect();
    people.extend(reports().flat_map(|report| report.agents.iter().map(|agent| agent.employee)));
    for explanation in explained.iter().flat_map(|c| [&c.before_explanation, &c.after_explanation]).flatten() {
        let routes = explanation.rules.iter().flat_map(|rule| &rule.routes);
        people.extend(routes.flat_map(|route| route.candidates.iter().map(|candidate| candidate.employee)));
        if let Decision::Assigned(assigned) = &explanation.decision {
            people.insert(assigned.owner);
        }
    }
    let groups: BTreeSet<i64> =
        reports().flat_map(|report| report.groups.iter().map(|group| group.group)).map(Id::raw).collect();
    Ok((people.into_iter().map(|id| directory.person(id.raw())).collect(), assignment::group_refs(db, groups)?))
}
