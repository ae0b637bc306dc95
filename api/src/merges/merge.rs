//! Makes two customers one.

use shared::{
    ErrorCode, Id,
    ids::{CustomerId, CustomerMergeId},
    merges::{Merge, NewMerge},
    timeline::{OwnershipReason, TimelineKind},
};

use super::{
    carry,
    preview::Pair,
    read,
    store::{self, Memo, NewMergeRow, Side},
};
use crate::{
    assignment::{self, Engine, Merging},
    audit::{self, Change},
    db::{At, Db, next_id},
    error::{Result, refused},
    organisation,
    permissions::{Access, CustomerMerge, CustomerRead, Granted, Scoped},
    timeline::{self, Detail, Entry},
};

/// Makes a customer part of another one, in one transaction.
///
/// # Errors
/// When one is out of scope, both are one already, what was confirmed is no longer so, or the gone one is further in review.
pub fn merge(
    db: &mut Db,
    who: &Access,
    _: Granted<CustomerMerge>,
    scope: &Scoped<CustomerRead>,
    kept: CustomerId,
    request: &NewMerge,
) -> Result<Merge> {
    let pair = locked(db, scope, kept, request)?;
    if pair.is_wrong_way_round() {
        return Err(refused(ErrorCode::KeepTheOther));
    }
    let engine = Engine::now(db, who.directory())?;
    let (kept, gone): (CustomerId, CustomerId) = (Id::from_raw(pair.kept.id), Id::from_raw(pair.gone.id));
    let merging = Merging { reason: OwnershipReason::Merged, by: who.actor().employee_raw() };
    let mut memo = Memo {
        carried: store::counts(db, gone.raw())?,
        kept_waited: assignment::waits(db, kept)?,
        took_district: pair.new_district().is_some(),
        gone_days: pair.gone.idle_since.zip(pair.gone.due_on),
        ..Memo::default()
    };
    memo.gone_waited = assignment::end_for_merge(db, gone)?;
    if let Some(district) = pair.new_district() {
        store::give_district(db, kept.raw(), district)?;
    }
    if let Some(owner) = pair.new_owner() {
        memo.owner_change = Some(assignment::own_after_merge(db, &engine, kept, owner, merging)?);
    }
    carry::take_later_follow_up(db, who.directory(), &pair, &mut memo)?;
    let id: CustomerMergeId = next_id();
    let at = engine.at;
    let reason = request.reason.trim();
    let row = NewMergeRow {
        id: id.raw(),
        kept: kept.raw(),
        gone: gone.raw(),
        at,
        by: merging.by,
        reason,
        status_before: pair.gone.status.0,
        owner_before: pair.gone.owner_id,
        memo: &memo,
    };
    store::insert(db, &row)?;
    store::carry_over(db, id.raw(), gone.raw(), kept.raw())?;
    store::become_part(db, gone.raw(), kept.raw())?;
    if let Some(owner) = pair.kept.owner_id.or(pair.gone.owner_id) {
        assignment::line_up_after_merge(db, &engine, kept, Id::from_raw(owner))?;
    } else if memo.gone_waited || (memo.kept_waited && memo.took_district) {
        assignment::let_wait(db, &engine, kept, merging)?;
    }
    tell(db, who, kept, at, TimelineKind::Merged, &pair.gone, reason)?;
    let change = Change::new("customer.merge", Some(kept), pair.kept.name.as_str())
        .before(&named(who, &pair.gone))?
        .after(&serde_json::json!({"merge": id, "gone": gone, "reason": reason, "carried": memo.carried}))?;
    audit::record(db, who.actor(), change)?;
    read::one(db, who, id)
}

/// Both customers locked, as they were when the merge was confirmed. What is locked is known before the customers are, and
/// taken in the order in which a departure and a move of a district take it: the agent, the districts, the customers.
fn locked(db: &mut Db, scope: &Scoped<CustomerRead>, kept: CustomerId, request: &NewMerge) -> Result<Pair> {
    let seen = Pair::look(db, scope, kept, request.gone_id)?;
    let outdated = || refused(ErrorCode::PreviewOutdated);
    if seen.token() != request.token {
        return Err(outdated());
    }
    if let Some(owner) = seen.new_owner()
        && !organisation::keep_agent(db, owner)?
    {
        return Err(outdated());
    }
    assignment::lock_districts_of(db, seen.districts())?;
    store::lock_both(db, seen.kept.id, seen.gone.id)?;
    let pair = Pair::look(db, scope, kept, request.gone_id)?;
    if pair.token() == request.token { Ok(pair) } else { Err(outdated()) }
}

/// A customer as the audit log names them.
pub(super) fn named(who: &Access, side: &Side) -> serde_json::Value {
    serde_json::json!({
        "id": Id::<shared::ids::kinds::Customer>::from_raw(side.id),
        "name": side.name,
        "phone": side.phone,
        "status": side.status.0,
        "owner": who.directory().opt_person(side.owner_id).map(|owner| owner.name),
    })
}

/// Tells on a customer's timeline who became part of them or stands alone again, and why.
pub(super) fn tell(
    db: &mut Db,
    who: &Access,
    customer: CustomerId,
    at: At,
    kind: TimelineKind,
    about: &Side,
    reason: &str,
) -> Result<()> {
    let named: Vec<&str> =
        [&*about.name, &*about.phone, &*about.company].into_iter().filter(|text| !text.is_empty()).collect();
    let content = Some(format!("{}\n{reason}", named.join(" · ")));
    let detail = Some(Detail { content, ..Detail::default() });
    timeline::record(db, Entry { customer, at, kind, by: Some(who.employee()), detail, id: None })?;
    Ok(())
}
