//! What came of a simulation, with the names and the reasons.

use std::collections::{BTreeSet, HashMap};

use shared::{
    Id,
    assignment::{explain::Explanation, simulate::Settled},
    ids::{CaseId, PolicyVersionId},
    simulation::{ChangedDecision, Simulated, Took},
    timeline::PersonRef,
    work::GroupRef,
};

use super::{run::Ran, stage::Side, store::instant};
use crate::{
    assignment,
    db::Db,
    error::Result,
    permissions::{Directory, Granted, PolicyManage},
    policies,
};

/// Names everybody and tells why the listed decisions changed.
///
/// # Errors
/// When the database fails.
pub fn tell(db: &mut Db, directory: &Directory, _: Granted<PolicyManage>, mut ran: Ran) -> Result<Simulated> {
    let explained = explained(db, directory, &mut ran)?;
    let (people, groups) = names(db, directory, &ran)?;
    let stage = ran.stage;
    Ok(Simulated {
        policy: stage.sides.policy.version,
        other: stage.sides.other.and_then(|other| other.version),
        report: ran.report,
        against: ran.against,
        happened: ran.happened,
        beside_happened: ran.beside_happened,
        beside_other: ran.beside_other,
        explained,
        people,
        groups,
        milliseconds: Took { reading: stage.reading, running: ran.running },
        file: stage.file,
    })
}

fn explained(db: &mut Db, directory: &Directory, ran: &mut Ran) -> Result<Vec<ChangedDecision>> {
    let listed = ran.told().map(|told| told.listed.clone()).unwrap_or_default();
    let cases: BTreeSet<CaseId> = listed.iter().map(|changed| changed.case).collect();
    let arrivals: HashMap<CaseId, (usize, _, i64)> = ran
        .stage
        .arrivals
        .iter()
        .enumerate()
        .filter(|(_, arrival)| cases.contains(&arrival.facts.case))
        .map(|(position, arrival)| (arrival.facts.case, (position, arrival.facts.kind, arrival.at)))
        .collect();
    let [mut after, mut before] = std::mem::take(&mut ran.explanations);
    let mut happened = match (&ran.stage.sides.other, &ran.happened) {
        (None, Some(_)) => assignment::first_explanations(db, &cases)?,
        _ => HashMap::new(),
    };
    let mut explained = Vec::with_capacity(listed.len());
    for changed in listed {
        let Some((position, kind, at)) = arrivals.get(&changed.case).copied() else { continue };
        let given = |settled: Option<&Settled>| settled.filter(|s| s.owner.is_some()).map(|s| instant(s.at));
        let before_explanation = match (&ran.stage.sides.other, happened.remove(&changed.case)) {
            (Some(other), _) => told_by(db, directory, other, before.remove(&changed.case))?,
            (None, Some((version, explanation))) => Some(told_then(db, directory, version, explanation)?),
            (None, None) => None,
        };
        explained.push(ChangedDecision {
            case: changed.case,
            kind,
            arrived_at: instant(at),
            before: changed.before,
            after: changed.after,
            before_at: given(ran.before().and_then(|report| report.settled.get(position))),
            after_at: given(ran.report.settled.get(position)),
            before_explanation,
            after_explanation: told_by(db, directory, &ran.stage.sides.policy, after.remove(&changed.case))?,
        });
    }
    Ok(explained)
}

fn told_by(
    db: &mut Db,
    directory: &Directory,
    side: &Side,
    explanation: Option<Explanation>,
) -> Result<Option<shared::policies::ExplainedCase>> {
    let told = |explanation| policies::explained(db, directory, &side.document, side.version.clone(), explanation);
    explanation.map(told).transpose()
}

fn told_then(
    db: &mut Db,
    directory: &Directory,
    version: PolicyVersionId,
    explanation: Explanation,
) -> Result<shared::policies::ExplainedCase> {
    policies::explained_by(db, directory, version, explanation)
}

/// What the people and groups of the reports are called.
pub fn names(db: &mut Db, directory: &Directory, ran: &Ran) -> Result<(Vec<PersonRef>, Vec<GroupRef>)> {
    let reports = || [Some(&ran.report), ran.against.as_ref(), ran.happened.as_ref()].into_iter().flatten();
    let people: BTreeSet<_> = reports().flat_map(|report| report.agents.iter().map(|agent| agent.employee)).collect();
    // Who got something then and is no agent any more is in no roster.
    let owners = ran.happened.iter().flat_map(|report| report.settled.iter().filter_map(|settled| settled.owner));
    let people: BTreeSet<_> = people.into_iter().chain(owners).collect();
    let groups: BTreeSet<i64> =
        reports().flat_map(|report| report.groups.iter().map(|group| group.group)).map(Id::raw).collect();
    Ok((people.into_iter().map(|id| directory.person(id.raw())).collect(), assignment::group_refs(db, groups)?))
}
