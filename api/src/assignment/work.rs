//! What happens to work that somebody has in hand.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    ErrorCode, Id,
    assignment::policy::CaseKind,
    ids::{CaseId, CustomerId, EmployeeId, GroupId, kinds},
    problem::FieldCode,
    work::{HandWork, WorkReason, WorkStatus},
};

use super::{
    drain::drain,
    engine::Engine,
    ownership::day_number,
    place::{self, Case, Occasion},
    store::{self, Handing, Loss, WorkRow},
    timers,
};
use crate::{
    db::{Db, id_list, next_id},
    error::{Result, invalid, not_found, refused, stale, wrong_state},
    organisation,
};

/// A work item.
#[derive(Debug, Clone)]
pub struct WorkItem {
    /// Which inquiry or order.
    pub id: CaseId,
    /// What it is.
    pub kind: CaseKind,
    /// Whose.
    pub customer: CustomerId,
    /// How far it is.
    pub status: WorkStatus,
    /// Who has it, or had it last.
    pub owner: Option<EmployeeId>,
    /// The group by which it came to them.
    pub group: Option<GroupId>,
    /// Since when they have it.
    pub since: Option<DateTime<Utc>>,
    /// When it was first answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub version: i64,
}

impl From<&WorkRow> for WorkItem {
    fn from(row: &WorkRow) -> Self {
        Self {
            id: Id::from_raw(row.id),
            kind: row.kind.0,
            customer: Id::from_raw(row.customer_id),
            status: row.status.0,
            owner: row.owner_id.map(Id::from_raw),
            group: row.group_id.map(Id::from_raw),
            since: row.since.map(crate::db::At::utc),
            answered_at: row.answered_at.map(crate::db::At::utc),
            version: row.version,
        }
    }
}

/// A work item as it is.
///
/// # Errors
/// When there is none.
pub fn work_item(db: &mut Db, id: CaseId) -> Result<WorkItem> {
    store::work(db, id.raw())?.as_ref().map(WorkItem::from).ok_or_else(not_found)
}

/// An item as it is, locked, after the groups of whoever has it: in this order everybody takes these locks.
pub(super) fn lock(db: &mut Db, id: CaseId, version: Option<i64>) -> Result<WorkRow> {
    let row = try_lock(db, id)?.ok_or_else(stale)?;
    if version.is_some_and(|version| version != row.version) {
        return Err(stale());
    }
    Ok(row)
}

/// The same; none when whoever had it lost it before it was locked.
fn try_lock(db: &mut Db, id: CaseId) -> Result<Option<WorkRow>> {
    let seen = store::work(db, id.raw())?.ok_or_else(not_found)?;
    if let Some(owner) = seen.owner_id {
        lock_groups_of(db, owner)?;
    }
    let row = store::lock_work(db, id.raw())?.ok_or_else(not_found)?;
    // Whoever had it when the groups were locked must still have it.
    Ok((row.owner_id == seen.owner_id).then_some(row))
}

fn lock_groups_of(db: &mut Db, employee: i64) -> Result<()> {
    let groups: BTreeSet<i64> =
        store::memberships_of(db, &id_list([employee]))?.into_iter().map(|member| member.group).collect();
    if !groups.is_empty() {
        store::group_clocks(db, &id_list(groups), true)?;
    }
    Ok(())
}

/// Ends an item: it is resolved. What waits goes to whoever is free for it now.
///
/// # Errors
/// When it is done already, or was changed meanwhile.
pub fn finish(db: &mut Db, engine: &Engine<'_>, id: CaseId, version: i64) -> Result<()> {
    let row = lock(db, id, Some(version))?;
    if end_locked(db, engine, &row)? { Ok(()) } else { Err(wrong_state()) }
}

/// The same for what others say is over, whatever its version; nothing when it is done already.
///
/// # Errors
/// When there is none.
pub fn end(db: &mut Db, engine: &Engine<'_>, id: CaseId) -> Result<()> {
    let row = loop {
        if let Some(row) = try_lock(db, id)? {
            break row;
        }
    };
    end_locked(db, engine, &row)?;
    Ok(())
}

fn end_locked(db: &mut Db, engine: &Engine<'_>, row: &WorkRow) -> Result<bool> {
    let minutes = match row.owner_id.filter(|_| row.status.0 == WorkStatus::Open) {
        Some(owner) => Some(timers::worked(db, engine, owner, row.arrived_at, engine.at)?),
        None => None,
    };
    if store::end_work(db, row.id, engine.at, minutes)? == 0 {
        return Ok(false);
    }
    store::leave(db, row.id)?;
    let freed = if row.status.0 == WorkStatus::Open { row.owner_id } else { None };
    drain(db, engine, freed.map(Id::from_raw).into_iter().collect())?;
    Ok(true)
}

/// Lets whoever has an item give it back: it goes to somebody else, and never to them again by the policy.
///
/// # Errors
/// When nobody has it, or it was changed meanwhile.
pub fn decline(db: &mut Db, engine: &Engine<'_>, id: CaseId, version: i64) -> Result<()> {
    let row = lock(db, id, Some(version))?;
    if row.status.0 != WorkStatus::Open {
        return Err(wrong_state());
    }
    take_back(db, engine, row, Loss::Declined)
}

/// Takes an item from whoever has it, and decides anew. `Loss` says in which column of the ledger that counts; what is only
/// given back may come to them again.
pub(super) fn take_back(db: &mut Db, engine: &Engine<'_>, row: WorkRow, loss: Loss) -> Result<()> {
    let Some(owner) = row.owner_id else { return Ok(()) };
    let day = day_number(engine.directory.day_of(engine.at.utc()));
    store::count_loss(db, day, owner, row.group_id, loss)?;
    let mut case = Case::new(row.facts.0, Id::from_raw(row.customer_id), row.arrived_at);
    if !matches!(loss, Loss::GivenBack) {
        case.facts.declined.insert(Id::from_raw(owner));
    }
    store::take_work(db, row.id, serde_json::to_string(&case.facts)?)?;
    case.refresh(db, engine)?;
    place::place(db, engine, &case, Occasion::ARRIVAL)?;
    drain(db, engine, vec![Id::from_raw(owner)])
}

/// Gives an item to somebody by hand. `may_exceed` is whether the caller may give somebody more than their capacity, who then
/// says so in the request.
///
/// # Errors
/// When it is done, was changed meanwhile, the new owner is no active agent, or has no room and the caller did not say that it
/// shall be so all the same.
pub fn hand(
    db: &mut Db,
    engine: &Engine<'_>,
    by: Option<EmployeeId>,
    id: CaseId,
    request: &HandWork,
    may_exceed: bool,
) -> Result<()> {
    let is_agent = organisation::keep_agent(db, request.owner_id)?;
    let row = lock(db, id, Some(request.version))?;
    if row.status.0 == WorkStatus::Done {
        return Err(wrong_state());
    }
    let held = store::hold_agent(db, request.owner_id.raw())?;
    let Some(held) = held.filter(|_| is_agent) else {
        return Err(invalid("/owner_id", FieldCode::NotAnAgent));
    };
    if row.owner_id == Some(request.owner_id.raw()) {
        return Ok(());
    }
    if held.capacity.is_some_and(|capacity| held.open >= capacity) && !(may_exceed && request.over_capacity) {
        return Err(refused(ErrorCode::OverCapacity));
    }
    store::leave(db, row.id)?;
    let at = store::clock(db)?;
    give(db, engine, &row, request.owner_id, at, WorkReason::ByHand, by.map(Id::raw))?;
    drain(db, engine, row.owner_id.map(Id::from_raw).into_iter().collect())
}

pub(super) fn give(
    db: &mut Db,
    engine: &Engine<'_>,
    row: &WorkRow,
    to: EmployeeId,
    at: crate::db::At,
    reason: WorkReason,
    by: Option<i64>,
) -> Result<bool> {
    let handing = Handing {
        owner: to.raw(),
        group: None,
        change: next_id::<kinds::OwnershipPeriod>().raw(),
        at,
        reason,
        by,
        day: day_number(engine.directory.day_of(at.utc())),
    };
    let given = store::give_work(db, row.id, &handing)?;
    timers::watch_work(db, engine, &[row.id])?;
    Ok(given)
}

/// Gives everything that somebody has in hand to another agent, and tells how much it was.
pub(super) fn hand_all(
    db: &mut Db,
    engine: &Engine<'_>,
    from: EmployeeId,
    to: EmployeeId,
    reason: WorkReason,
    by: Option<i64>,
) -> Result<usize> {
    lock_groups_of(db, from.raw())?;
    let items = store::open_work_of(db, from.raw())?;
    for id in &items {
        if let Some(row) = store::lock_work(db, *id)? {
            let at = store::clock(db)?;
            give(db, engine, &row, to, at, reason, by)?;
        }
    }
    Ok(items.len())
}

/// Takes everything that somebody has in hand from them and decides anew about it, and tells how much it was.
pub(super) fn give_back_all(db: &mut Db, engine: &Engine<'_>, from: EmployeeId) -> Result<usize> {
    lock_groups_of(db, from.raw())?;
    let items = store::open_work_of(db, from.raw())?;
    for id in &items {
        if let Some(row) = store::lock_work(db, *id)? {
            take_back(db, engine, row, Loss::GivenBack)?;
        }
    }
    Ok(items.len())
}
