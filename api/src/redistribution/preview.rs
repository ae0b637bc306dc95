//! What a redistribution would come to.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    redistribution::{AgentLoad, RedistributionFlow, RedistributionPlan, RedistributionPreview},
    timeline::PersonRef,
};

use crate::{
    assignment::{self, Asked, Engine, Load, Plan},
    db::Db,
    error::Result,
    permissions::{Access, CustomerReassign, Directory, Granted, Scoped, WorkRedistribute},
};

/// How many people and how many flows are named.
const NAMED: usize = 200;

/// What is asked for, by somebody who may.
///
/// # Errors
/// When work is to be moved and the caller may not give work to others.
pub(super) fn asked<'a>(
    who: &Access,
    customers: &Scoped<CustomerReassign>,
    plan: &'a RedistributionPlan,
) -> Result<Asked<'a>> {
    let work = if plan.moving.has_work() { Some(who.scope()?) } else { None };
    let orders = if plan.moving.has_work() { who.scope().ok() } else { None };
    Ok(Asked { plan, customers: customers.clone(), work, orders })
}

/// What a redistribution would do now.
///
/// # Errors
/// When a target is no active agent, or the caller may not give work to others.
pub fn preview(
    db: &mut Db,
    who: &Access,
    _: Granted<WorkRedistribute>,
    scope: &Scoped<CustomerReassign>,
    plan: &RedistributionPlan,
) -> Result<RedistributionPreview> {
    let engine = Engine::now(db, who.directory())?;
    let found = assignment::look(db, &engine, &asked(who, scope, plan)?)?;
    Ok(shape(who.directory(), scope, &found))
}

fn shape(directory: &Directory, scope: &Scoped<CustomerReassign>, plan: &Plan) -> RedistributionPreview {
    let flows = flows(plan);
    let over = plan.over_capacity();
    let givers: BTreeSet<i64> = flows.keys().map(|(from, _)| *from).collect();
    let mut change: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for ((from, to), (customers, work)) in &flows {
        let given = change.entry(*from).or_default();
        *given = (given.0 - customers, given.1 - work);
        if let Some(to) = to {
            let got = change.entry(*to).or_default();
            *got = (got.0 + customers, got.1 + work);
        }
    }
    let load = |id: &i64| {
        let known = plan.loads.get(id).copied().unwrap_or_default();
        let shown = if scope.reach().covers(Some(*id)) { known } else { Load::default() };
        let (customers, work) = change.get(id).copied().unwrap_or_default();
        AgentLoad {
            agent: directory.person(*id),
            customers_before: shown.customers,
            customers_after: shown.customers + customers,
            work_before: shown.work,
            work_after: shown.work + work,
            capacity: shown.capacity,
            over_capacity: over.contains(id),
        }
    };
    let mut sources: Vec<AgentLoad> = givers.iter().map(load).collect();
    let given = |l: &AgentLoad| l.customers_before - l.customers_after + l.work_before - l.work_after;
    sources.sort_by(|a, b| given(b).cmp(&given(a)).then_with(|| a.agent.name.cmp(&b.agent.name)));
    sources.truncate(NAMED);
    let mut targets: Vec<AgentLoad> = plan.takers.iter().map(load).collect();
    targets.sort_by(|a, b| (&a.agent.name, a.agent.id).cmp(&(&b.agent.name, b.agent.id)));
    RedistributionPreview {
        customers: count(plan.customers.len()),
        work_items: count(plan.work.len()),
        customers_stay: count(plan.customers_stay),
        work_items_stay: count(plan.work_stay),
        work_items_wait: count(plan.work.iter().filter(|piece| piece.to.is_none()).count()),
        sources,
        targets,
        flows: named(directory, flows.into_iter().map(|((from, to), counts)| (from, to, counts))),
        over_capacity: !over.is_empty(),
        token: plan.token(),
    }
}

/// How many customers and how many work items go from whom to whom.
pub(super) fn flows(plan: &Plan) -> BTreeMap<(i64, Option<i64>), (i64, i64)> {
    let mut flows: BTreeMap<(i64, Option<i64>), (i64, i64)> = BTreeMap::new();
    for piece in &plan.customers {
        flows.entry((piece.from, piece.to)).or_default().0 += 1;
    }
    for piece in &plan.work {
        flows.entry((piece.from, piece.to)).or_default().1 += 1;
    }
    flows
}

/// Flows with the names of people, most first.
pub(super) fn named(
    directory: &Directory,
    flows: impl Iterator<Item = (i64, Option<i64>, (i64, i64))>,
) -> Vec<RedistributionFlow> {
    let mut named: Vec<RedistributionFlow> = flows
        .map(|(from, to, (customers, work_items))| RedistributionFlow {
            from: directory.person(from),
            to: to.map(|to| directory.person(to)),
            customers,
            work_items,
        })
        .collect();
    let key =
        |flow: &RedistributionFlow| (flow.from.name.clone(), flow.to.as_ref().map(|to: &PersonRef| to.name.clone()));
    named.sort_by(|a, b| {
        (b.customers + b.work_items).cmp(&(a.customers + a.work_items)).then_with(|| key(a).cmp(&key(b)))
    });
    named.truncate(NAMED);
    named
}

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
