//! Makes two customers of one again.

use shared::{
    ErrorCode, Id,
    customers::CustomerStatus,
    ids::{CustomerId, CustomerMergeId},
    merges::{Merge, UndoMerge},
    timeline::{OwnershipReason, TimelineKind},
};

use super::{
    carry,
    merge::{named, tell},
    preview::Pair,
    read::{self, Until},
    store::{self, Memo, MergeRow},
};
use crate::{
    assignment::{self, Engine, Merging},
    audit::{self, Change},
    customers,
    db::Db,
    error::{Result, not_found, refused, wrong_state},
    organisation,
    permissions::{Access, CustomerMerge, CustomerRead, Granted, Scoped},
};

/// Undoes a merge: what it carried over goes back, and the gone one is what they were, with their owner if that is an active
/// agent still. What came to the kept one since stays there.
///
/// # Errors
/// When the kept one is out of scope, a later merge of them stands, it was undone already, or the time is over.
pub fn undo(
    db: &mut Db,
    who: &Access,
    _: Granted<CustomerMerge>,
    scope: &Scoped<CustomerRead>,
    customer: CustomerId,
    id: CustomerMergeId,
    request: &UndoMerge,
) -> Result<Merge> {
    let kept = customers::must_be(db, customer)?;
    let seen = store::side(db, scope, kept.raw())?.ok_or_else(not_found)?;
    let row = store::merge(db, id.raw())?.ok_or_else(not_found)?;
    if row.kept_id != seen.id && row.kept_id != customer.raw() {
        return Err(not_found());
    }
    let owner = may_be_undone(db, seen.id, &row)?;
    let pair = locked(db, scope, seen.id, &row)?;
    let engine = Engine::now(db, who.directory())?;
    let merging = Merging { reason: OwnershipReason::Unmerged, by: who.actor().employee_raw() };
    let reason = request.reason.trim();
    store::undo(db, row.id, engine.at, merging.by, reason)?;
    store::carry_back(db, row.id, pair.gone.id)?;
    let status =
        if row.status_before.0 == CustomerStatus::Owned { CustomerStatus::Queued } else { row.status_before.0 };
    store::part(db, pair.gone.id, status)?;
    store::point_back(db, row.id, pair.gone.id)?;
    part_kept(db, &engine, &pair, &row.memo.0, merging)?;
    part_gone(db, &engine, &pair, &row, owner, merging)?;
    let (kept, gone): (CustomerId, CustomerId) = (Id::from_raw(pair.kept.id), Id::from_raw(pair.gone.id));
    tell(db, who, kept, engine.at, TimelineKind::Unmerged, &pair.gone, reason)?;
    tell(db, who, gone, engine.at, TimelineKind::Unmerged, &pair.kept, reason)?;
    let change = Change::new("customer.unmerge", Some(kept), pair.kept.name.as_str())
        .before(&named(who, &pair.gone))?
        .after(&serde_json::json!({"merge": id, "gone": gone, "reason": reason, "carried": row.memo.0.carried}))?;
    audit::record(db, who.actor(), change)?;
    read::one(db, who, id)
}

/// Refuses what cannot be undone; tells whether the gone one's former owner can own them again, and keeps that agent from leaving,
/// before any other lock.
fn may_be_undone(db: &mut Db, kept: i64, row: &MergeRow) -> Result<bool> {
    if row.undone_at.is_some() {
        return Err(wrong_state());
    }
    if row.kept_id != kept || store::standing_after(db, kept, row.id)? {
        return Err(refused(ErrorCode::UndoLaterFirst));
    }
    if !Until::now(db)?.is_open(row) {
        return Err(refused(ErrorCode::UndoTooLate));
    }
    match row.owner_before {
        Some(owner) => organisation::keep_agent(db, Id::from_raw(owner)),
        None => Ok(false),
    }
}

/// Both customers locked, and the merge with them.
fn locked(db: &mut Db, scope: &Scoped<CustomerRead>, kept: i64, row: &MergeRow) -> Result<Pair> {
    let seen = Pair::of_merge(db, scope, kept, row.gone.0)?;
    assignment::lock_districts_of(db, seen.districts())?;
    store::lock_both(db, kept, row.gone.0)?;
    let pair = Pair::of_merge(db, scope, kept, row.gone.0)?;
    if !store::lock_merge(db, row.id)? || pair.kept.status.0 == CustomerStatus::Merged {
        return Err(wrong_state());
    }
    if store::standing_after(db, kept, row.id)? {
        return Err(refused(ErrorCode::UndoLaterFirst));
    }
    Ok(pair)
}

/// Takes from the kept one what it got by the merge, as far as it still has it from there.
fn part_kept(db: &mut Db, engine: &Engine<'_>, pair: &Pair, memo: &Memo, merging: Merging) -> Result<()> {
    carry::give_follow_up_back(db, pair, memo)?;
    let kept: CustomerId = Id::from_raw(pair.kept.id);
    if let Some(district) = pair.gone.district_id.filter(|_| memo.took_district) {
        store::take_district(db, pair.kept.id, district)?;
    }
    let was_queued = pair.kept.status.0 == CustomerStatus::Queued;
    if memo.owner_change.is_some() && memo.owner_change == pair.kept.change_id {
        assignment::release_after_merge(db, engine, kept, merging.by)?;
    } else if !was_queued || !assignment::waits(db, kept)? {
        return Ok(());
    }
    if memo.kept_waited {
        assignment::let_wait(db, engine, kept, merging)?;
    } else {
        assignment::end_for_merge(db, kept)?;
    }
    Ok(())
}

/// Gives the gone one back what they had: their owner, or their place in the queue.
fn part_gone(
    db: &mut Db,
    engine: &Engine<'_>,
    pair: &Pair,
    row: &MergeRow,
    has_owner: bool,
    merging: Merging,
) -> Result<()> {
    let gone: CustomerId = Id::from_raw(pair.gone.id);
    match row.owner_before {
        Some(owner) if has_owner => {
            assignment::own_after_merge(db, engine, gone, Id::from_raw(owner), merging)?;
            if let Some((idle_since, due_on)) = row.memo.0.gone_days {
                store::put_days(db, gone.raw(), idle_since, due_on)?;
                assignment::due_day_changed(db, gone)?;
            }
            Ok(())
        }
        Some(_) => assignment::let_wait(db, engine, gone, merging),
        None if row.memo.0.gone_waited => assignment::let_wait(db, engine, gone, merging),
        None => Ok(()),
    }
}
