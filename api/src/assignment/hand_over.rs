//! Hands a single customer to another agent.

use shared::{customers::HandOver, ids::CustomerId, problem::FieldCode, timeline::OwnershipReason};

use super::{
    ownership,
    store::{self, Lock},
};
use crate::{
    audit::{self, Change},
    customers,
    db::{Db, id_list},
    error::{Result, invalid, not_found, stale, wrong_state},
    organisation,
    permissions::{Actor, CustomerReassign, Directory, Scoped},
};

/// Hands the customer over. The new owner may be any active agent, also one whose customers the caller does not see.
///
/// # Errors
/// When the customer is out of scope, has no owner, was changed meanwhile, or the new owner is no active agent.
pub fn hand_over(
    db: &mut Db,
    actor: &Actor,
    directory: &Directory,
    scope: &Scoped<CustomerReassign>,
    customer: CustomerId,
    request: &HandOver,
) -> Result<()> {
    let customer = customers::must_be(db, customer)?;
    let raw = customer.raw();
    // Before any other lock, in the order in which a departure takes them; answered below, after what is secret.
    let is_agent = organisation::keep_agent(db, request.owner_id)?;
    let (district, name) = store::lock_customer(db, raw)?.ok_or_else(not_found)?;
    store::lock_districts(db, &id_list(district), Lock::Shared)?;
    let owner = store::lock_owner(db, raw)?;
    if !scope.reach().covers(owner) {
        return Err(not_found());
    }
    let owner = owner.ok_or_else(wrong_state)?;
    if owner != request.from_id.raw() {
        return Err(stale());
    }
    if !is_agent {
        return Err(invalid("/owner_id", FieldCode::NotAnAgent));
    }
    if owner == request.owner_id.raw() {
        return Ok(());
    }
    let to = request.owner_id.raw();
    let at = store::clock(db)?;
    let handed_over = ownership::change(to, at, OwnershipReason::HandedOver, actor.employee_raw());
    ownership::transfer(db, &[raw], handed_over)?;
    let change = Change::new("customer.hand_over", Some(customer), name)
        .before(&serde_json::json!({"owner": directory.person(owner).name}))?
        .after(&serde_json::json!({"owner": directory.person(to).name}))?;
    audit::record(db, actor, change)
}
