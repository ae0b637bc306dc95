//! Does a redistribution.

use shared::{
    ErrorCode,
    ids::RedistributionId,
    permissions::Permission,
    redistribution::{NewRedistribution, RedistributionDetail},
};

use super::{
    preview::{asked, flows},
    read,
    store::{self, NewRow, Share},
};
use crate::{
    assignment::{self, Engine, Redistributing},
    audit::{self, Change},
    db::{Db, next_id},
    error::{Result, refused, wrong_state},
    permissions::{Access, CustomerReassign, Granted, Scoped, WorkRedistribute},
};

/// Gives everything to whom the preview said; all of it or nothing.
///
/// # Errors
/// When a target is no active agent, what was confirmed is no longer so, there is nothing to move, or somebody would have more
/// open than their capacity and the caller may not do that or did not say it.
pub fn apply(
    db: &mut Db,
    who: &Access,
    _: Granted<WorkRedistribute>,
    scope: &Scoped<CustomerReassign>,
    request: &NewRedistribution,
) -> Result<RedistributionDetail> {
    let wanted = request.plan();
    let engine = Engine::now(db, who.directory())?;
    let plan = assignment::lock_and_look(db, &engine, &asked(who, scope, &wanted)?)?;
    plan.confirm(&request.confirm)?;
    if plan.customers.is_empty() && plan.work.is_empty() {
        return Err(wrong_state());
    }
    let may_exceed = who.directory().holds(who.employee().raw(), Permission::WorkOverCapacity);
    let is_allowed = request.over_capacity && may_exceed;
    if !is_allowed && !plan.over_capacity().is_empty() {
        return Err(refused(ErrorCode::OverCapacity));
    }
    let id: RedistributionId = next_id();
    let by = who.actor().employee_raw();
    let at = assignment::carry_out(db, &engine, &plan, Redistributing { id, reason: request.reason, by })?;
    let shares: Vec<Share> = flows(&plan)
        .into_iter()
        .map(|((from, to), (customers, work_items))| Share {
            from_id: from,
            to_id: to.unwrap_or(0),
            customers,
            work_items,
        })
        .collect();
    let (customers, work_items) = (number(plan.customers.len()), number(plan.work.len()));
    let note = request.note.trim();
    store::insert(db, &NewRow { id: id.raw(), at, by, reason: request.reason, note, customers, work_items }, &shares)?;
    let change = Change::new("redistribution.apply", Some(id), note.lines().next().unwrap_or_default()).after(
        &serde_json::json!({
            "reason": request.reason,
            "source": request.source,
            "targets": request.targets,
            "customers": customers,
            "work_items": work_items,
            "over_capacity": request.over_capacity,
        }),
    )?;
    audit::record(db, who.actor(), change)?;
    read::whole(db, who.directory(), id)
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
