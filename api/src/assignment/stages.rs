//! How far the talk about work is: answered, the customer's turn, resolved, opened again, closed.

use chrono::TimeDelta;
use shared::{
    Id,
    ids::{CaseId, EmployeeId},
    work::{REOPEN_DAYS, WorkStage, WorkStatus},
};

use super::{
    engine::Engine,
    place::{self, Case, Occasion},
    store::{self, Held, WorkRow},
    timers,
    work::lock,
};
use crate::{
    db::{At, Db},
    error::{Error, Result, not_found, stale, wrong_state},
};

/// What a message of the customer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Somebody has it, or it waits.
    Goes,
    /// It was resolved, and is open again.
    Reopened,
}

/// Notes that the customer was answered: it is their turn. The first time counts, with the minutes of the owner's working hours.
/// `version` is what the caller read, where somebody else's change would matter.
///
/// # Errors
/// When nobody has it, or it was changed meanwhile.
pub fn answer(db: &mut Db, engine: &Engine<'_>, id: CaseId, version: Option<i64>) -> Result<()> {
    let row = store::lock_work(db, id.raw())?.ok_or_else(not_found)?;
    if version.is_some_and(|version| version != row.version) {
        return Err(stale());
    }
    let owner = row.owner_id.filter(|_| row.status.0 == WorkStatus::Open).ok_or_else(wrong_state)?;
    let at = store::clock(db)?;
    let minutes = match row.answered_at {
        None => timers::worked(db, engine, owner, row.arrived_at, at)?,
        Some(_) => 0,
    };
    store::answer_work(db, row.id, at, minutes)?;
    Ok(())
}

/// Notes that the customer said something. What was resolved not long ago is open again.
///
/// # Errors
/// When it is closed.
pub fn hear(db: &mut Db, engine: &Engine<'_>, id: CaseId) -> Result<Heard> {
    // Nobody is told that it changed hands while they spoke: the transaction is tried again.
    let again = |error: Error| if error.is_stale() { Error::Database(store::changed_hands()) } else { error };
    let row = lock(db, id, None).map_err(again)?;
    match row.stage.0 {
        WorkStage::New | WorkStage::Open | WorkStage::Reopened => Ok(Heard::Goes),
        WorkStage::WaitingForCustomer => {
            store::set_stage(db, row.id, WorkStage::Open)?;
            Ok(Heard::Goes)
        }
        WorkStage::Resolved if row.done_at.is_some_and(|at| at.plus(TimeDelta::days(REOPEN_DAYS)) > engine.at) => {
            open_again(db, engine, row)?;
            Ok(Heard::Reopened)
        }
        WorkStage::Resolved | WorkStage::Closed => Err(wrong_state()),
    }
}

/// Opens a resolved item again.
///
/// # Errors
/// When it is not resolved, or was changed meanwhile.
pub fn reopen(db: &mut Db, engine: &Engine<'_>, id: CaseId, version: i64) -> Result<()> {
    let row = lock(db, id, Some(version))?;
    if row.stage.0 != WorkStage::Resolved {
        return Err(wrong_state());
    }
    open_again(db, engine, row)
}

/// Closes a resolved item for good.
///
/// # Errors
/// When it is not resolved, or was changed meanwhile.
pub fn close(db: &mut Db, id: CaseId, version: i64) -> Result<()> {
    let row = store::lock_work(db, id.raw())?.ok_or_else(not_found)?;
    if row.version != version {
        return Err(stale());
    }
    if row.stage.0 != WorkStage::Resolved {
        return Err(wrong_state());
    }
    store::set_stage(db, row.id, WorkStage::Closed)?;
    Ok(())
}

/// Closes what was resolved so long ago that no message opens it again, so many at once.
///
/// # Errors
/// When the database fails.
pub fn close_resolved(db: &mut Db, now: At, most: i64) -> Result<()> {
    store::close_resolved(db, now.plus(-TimeDelta::days(REOPEN_DAYS)), most)?;
    Ok(())
}

/// Who had it last has it again, if they may take it: they are an active agent, not on leave, with room. Otherwise the policy says.
fn open_again(db: &mut Db, engine: &Engine<'_>, row: WorkRow) -> Result<()> {
    if let Some(owner) = row.owner_id
        && may_resume(db, engine, &row, owner)?
    {
        store::resume_work(db, row.id)?;
        return timers::watch_work(db, engine, &[row.id]);
    }
    store::reopen_work(db, row.id)?;
    let mut case = Case::new(row.facts.0, Id::from_raw(row.customer_id), row.arrived_at);
    case.refresh(db, engine)?;
    place::place(db, engine, &case, Occasion::ARRIVAL)?;
    Ok(())
}

fn may_resume(db: &mut Db, engine: &Engine<'_>, row: &WorkRow, owner: i64) -> Result<bool> {
    if engine.workforce.on_leave(EmployeeId::from_raw(owner), engine.at.utc()) {
        return Ok(false);
    }
    let Some(Held { open, capacity, .. }) = store::hold_agent(db, owner)? else { return Ok(false) };
    if capacity.is_some_and(|capacity| open >= capacity) {
        return Ok(false);
    }
    match row.group_id {
        Some(group) => Ok(store::has_room_in(db, group, owner)?),
        None => Ok(true),
    }
}
