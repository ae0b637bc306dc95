//! Working hours that people share.

use shared::{
    ErrorCode, Id,
    ids::{EmployeeId, ScheduleId},
    problem::FieldCode,
    workforce::{Hours, Schedule, ScheduleDraft},
};

use super::{Fact, record, store};
use crate::{
    assignment,
    audit::{self, Change},
    db::{At, Db, Failure, is_unique_violation, next_id},
    error::{Error, Result, invalid, must_touch, not_found, refused},
    permissions::{Actor, Directory, Granted, GroupManage, GroupRead},
};

/// Every schedule, by name.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<GroupRead>) -> Result<Vec<Schedule>> {
    some(db, None)
}

fn some(db: &mut Db, only: Option<ScheduleId>) -> Result<Vec<Schedule>> {
    let mut spans = store::spans(db)?;
    let rows = store::schedules(db, only.map(ScheduleId::raw))?;
    Ok(rows
        .into_iter()
        .map(|row| Schedule {
            id: Id::from_raw(row.id),
            name: row.name,
            spans: Hours::new(spans.remove(&row.id).unwrap_or_default()).spans().to_vec(),
            agents: row.agents,
            version: row.version,
        })
        .collect())
}

/// One schedule, for the services of this room.
pub(super) fn one(db: &mut Db, id: ScheduleId) -> Result<Schedule> {
    some(db, Some(id))?.pop().ok_or_else(not_found)
}

/// A new schedule, which nobody has yet.
///
/// # Errors
/// When the name is taken.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<GroupManage>, draft: &ScheduleDraft) -> Result<Schedule> {
    store::change_stamp(db)?;
    let id: ScheduleId = next_id();
    store::insert_schedule(db, id.raw(), draft.name.trim()).map_err(name_taken)?;
    store::replace_spans(db, id.raw(), &draft.spans)?;
    let made = one(db, id)?;
    audit::record(db, actor, Change::new("schedule.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited schedule. Whoever has it works by it from now on.
///
/// # Errors
/// When it was changed meanwhile, or the name is taken.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<GroupManage>,
    directory: &Directory,
    id: ScheduleId,
    draft: &ScheduleDraft,
) -> Result<Schedule> {
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    store::change_stamp(db)?;
    let before = one(db, id)?;
    must_touch(store::update_schedule(db, id.raw(), version, draft.name.trim()).map_err(name_taken)?)?;
    store::replace_spans(db, id.raw(), &draft.spans)?;
    let after = one(db, id)?;
    audit::record(db, actor, Change::new("schedule.edit", Some(id), &after.name).before(&before)?.after(&after)?)?;
    if before.spans != after.spans {
        let who: Vec<EmployeeId> = store::employees_on(db, id.raw())?.into_iter().map(Id::from_raw).collect();
        let facts: Vec<_> = who.iter().map(|employee| (*employee, Fact::Schedule(Some(&after)))).collect();
        record(db, actor, At::now(), &facts)?;
        assignment::roster_changed(db, directory, &who)?;
    }
    Ok(after)
}

/// Deletes a schedule that nobody has.
///
/// # Errors
/// When somebody has it or had it when they left, or it was changed meanwhile.
pub fn delete(db: &mut Db, actor: &Actor, _: Granted<GroupManage>, id: ScheduleId, version: i64) -> Result<()> {
    store::change_stamp(db)?;
    let before = one(db, id)?;
    if !store::employees_on(db, id.raw())?.is_empty() {
        return Err(refused(ErrorCode::InUse));
    }
    must_touch(store::delete_schedule(db, id.raw(), version)?)?;
    audit::record(db, actor, Change::new("schedule.delete", Some(id), &before.name).before(&before)?)
}

fn name_taken(failure: Failure) -> Error {
    if is_unique_violation(&failure) { invalid("/name", FieldCode::Taken) } else { failure.into() }
}
