//! What becomes of the districts and customers of someone who leaves.

use shared::{ids::EmployeeId, problem::FieldCode, timeline::OwnershipReason, work::WorkReason};

use super::{
    customers::place_customers,
    engine::Engine,
    ownership,
    place::Occasion,
    store::{self, Lock, Which},
    work,
};
use crate::{
    audit::{self, Change},
    db::{Db, id_list, reserve_ids},
    error::{Result, invalid},
    permissions::{Actor, Directory},
};

/// Gives everything that `from` holds and owns to `to`; without one, the districts are left without an agent and the
/// customers wait in the queue. Part of the transaction that deactivates `from`.
///
/// # Errors
/// When `to` is no other active agent.
pub fn give_up_everything(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    from: EmployeeId,
    to: Option<EmployeeId>,
) -> Result<()> {
    if let Some(to) = to
        && (to == from || !directory.is_active_agent(to))
    {
        return Err(invalid("/successor_id", FieldCode::NotAnAgent));
    }
    let held = store::districts_of(db, from.raw())?;
    let mut concerned = store::districts_of_customers_of(db, from.raw())?;
    concerned.extend(&held);
    store::lock_districts(db, &id_list(concerned), Lock::Exclusive)?;
    // Read again under the lock.
    let held = store::districts_of(db, from.raw())?;
    let list = id_list(held.iter().copied());
    let at = store::clock(db)?;
    let by = actor.employee_raw();
    let owned = store::lock(db, &Which::owned_by(from.raw()))?;
    let customers = match to {
        Some(to) => ownership::transfer(db, &owned, ownership::change(to.raw(), at, OwnershipReason::Departure, by))?,
        None => ownership::release(db, &owned, at, by)?,
    };
    let engine = Engine::now(db, directory)?;
    let work = match to {
        Some(to) => work::hand_all(db, &engine, from, to, WorkReason::Departure, by)?,
        None => work::give_back_all(db, &engine, from)?,
    };
    if !held.is_empty() {
        store::close_holdings(db, &list, at)?;
        if let Some(to) = to {
            let block = reserve_ids(i64::try_from(held.len()).unwrap_or(i64::MAX));
            store::open_holdings(db, &list, block, to.raw(), at, by, "departure")?;
        }
    }
    if to.is_none() {
        place_customers(db, &engine, &owned, Occasion::ARRIVAL)?;
    }
    if held.is_empty() && customers == 0 && work == 0 {
        return Ok(());
    }
    let change =
        Change::new("employee.give_up", Some(from), directory.person(from.raw()).name).after(&serde_json::json!({
            "successor": to.map(|t| directory.person(t.raw()).name),
            "districts": held.len(),
            "customers": customers,
            "work": work,
        }))?;
    audit::record(db, actor, change)
}
