//! What people do with an order: end it, decline it, give it to somebody else.

use shared::{
    Id,
    ids::{CaseId, OrderId},
    orders::{OrderDetail, OrderStep},
    permissions::Permission,
    work::HandWork,
};

use super::read;
use crate::{
    assignment::{self, Engine},
    audit::{self, Change},
    db::Db,
    error::Result,
    permissions::{Access, OrderReassign, OrderWork, Scoped},
};

fn case(id: OrderId) -> CaseId {
    Id::from_raw(id.raw())
}

/// Notes that nothing is left to be done about an order; whoever had it is free for the next. Its state stays what the business
/// system says.
///
/// # Errors
/// When it is out of scope, done already, or was changed meanwhile.
pub fn resolve(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<OrderWork>,
    id: OrderId,
    step: OrderStep,
) -> Result<OrderDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    assignment::finish(db, &engine, case(id), step.version)?;
    audit::record(db, access.actor(), Change::new("order.resolve", Some(id), ""))?;
    read::whole(db, access, id)
}

/// Gives an order back: the policy gives it to somebody else.
///
/// # Errors
/// When it is out of scope, nobody has it, or it was changed meanwhile.
pub fn decline(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<OrderWork>,
    id: OrderId,
    step: OrderStep,
) -> Result<OrderDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    assignment::decline(db, &engine, case(id), step.version)?;
    audit::record(db, access.actor(), Change::new("order.decline", Some(id), ""))?;
    read::whole(db, access, id)
}

/// Gives an order to somebody by hand.
///
/// # Errors
/// When it is out of scope, done, was changed meanwhile, or the new owner cannot have it.
pub fn hand(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<OrderReassign>,
    id: OrderId,
    request: &HandWork,
) -> Result<OrderDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    let may_exceed = access.directory().holds(access.employee().raw(), Permission::WorkOverCapacity);
    let owner = access.directory().person(request.owner_id.raw()).name;
    assignment::hand(db, &engine, Some(access.employee()), case(id), request, may_exceed)?;
    let change = Change::new("order.hand", Some(id), "").after(&serde_json::json!({
        "owner": owner,
        "over_capacity": request.over_capacity,
    }))?;
    audit::record(db, access.actor(), change)?;
    read::whole(db, access, id)
}
