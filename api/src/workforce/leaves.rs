//! Leave.

use std::collections::HashMap;

use chrono::{DateTime, Days, TimeDelta, Utc};
use chrono_tz::Tz;
use shared::{
    Id, Page,
    ids::{EmployeeId, LeaveId},
    problem::FieldCode,
    workforce::{Leave, LeaveDraft, LeaveEdge, LeaveQuery},
};

use super::{
    local::begin_of,
    store::{self, LeaveRow},
};
use crate::{
    assignment,
    audit::{self, Change},
    cursor,
    db::{At, Db, id_list, next_id},
    error::{Result, invalid, must_touch, not_found, wrong_state},
    organisation,
    permissions::{Access, Directory, GroupManage, GroupRead},
};

/// How many days a leave may last.
const LONGEST: i64 = 366;

/// A page of leaves, the last to begin first.
///
/// # Errors
/// When the limit or the cursor is wrong, or the caller may see no leaves but asks for those of others.
pub fn list(db: &mut Db, who: &Access, query: &LeaveQuery) -> Result<Page<Leave>> {
    let mut employee = query.employee_id;
    if who.granted::<GroupRead>().is_err() {
        must_be_own(who, employee.unwrap_or_else(|| who.employee()))?;
        employee = Some(who.employee());
    }
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_instant(query.cursor.as_deref())?;
    let rows = store::leaves(db, query, employee.map(EmployeeId::raw), before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::instant_cursor(row.from_at, row.id))
        .map(|row| leave(who.directory(), row)))
}

/// Agents see and enter their own leave; that of others needs the permission.
fn must_be_own(who: &Access, employee: EmployeeId) -> Result<()> {
    if employee == who.employee() && who.directory().is_active_agent(employee) {
        return Ok(());
    }
    who.granted::<GroupManage>().map(drop)
}

fn leave(directory: &Directory, row: LeaveRow) -> Leave {
    Leave {
        id: Id::from_raw(row.id),
        employee: directory.person(row.employee_id),
        from: row.from_at.utc(),
        to: row.to_at.utc(),
        reason: row.reason,
        gives_back: row.gives_back,
        gave_back_at: row.gave_back_at.map(At::utc),
        created_at: row.created_at.utc(),
        created_by: directory.opt_person(row.created_by),
        cancelled_at: row.cancelled_at.map(At::utc),
    }
}

/// A new leave of an active agent.
///
/// # Errors
/// When they are none, the leave is over already, lasts longer than a year, or overlaps another one of theirs.
pub fn create(db: &mut Db, who: &Access, draft: &LeaveDraft) -> Result<Leave> {
    must_be_own(who, draft.employee_id)?;
    let zone = who.directory().time_zone;
    let (from, to) = (begins(draft.from, zone), ends(draft.to, zone));
    let now = Utc::now();
    if to <= from {
        return Err(invalid("/to", FieldCode::NotAfter));
    }
    if to <= now {
        return Err(invalid("/to", FieldCode::Past));
    }
    if to - from > TimeDelta::days(LONGEST) {
        return Err(invalid("/to", FieldCode::OutOfRange { min: 1, max: LONGEST }));
    }
    store::change_stamp(db)?;
    if !organisation::keep_agent(db, draft.employee_id)? {
        return Err(invalid("/employee_id", FieldCode::NotAnAgent));
    }
    let (from, to) = (At::from(from), At::from(to));
    if store::has_leave(db, draft.employee_id.raw(), from, to)? {
        return Err(invalid("/from", FieldCode::Overlaps));
    }
    let row = LeaveRow {
        id: next_id::<shared::ids::kinds::Leave>().raw(),
        employee_id: draft.employee_id.raw(),
        from_at: from,
        to_at: to,
        reason: draft.reason.trim().to_owned(),
        gives_back: draft.gives_back,
        gave_back_at: None,
        created_at: now.into(),
        created_by: who.actor().employee_raw(),
        cancelled_at: None,
    };
    store::insert_leave(db, &row)?;
    let made = leave(who.directory(), row);
    audit::record(db, who.actor(), Change::new("leave.create", Some(made.id), &made.employee.name).after(&made)?)?;
    Ok(made)
}

/// Cancels a leave that has not ended. Who is on it is back at once.
///
/// # Errors
/// When there is no such leave, or it has ended or was cancelled before.
pub fn cancel(db: &mut Db, who: &Access, id: LeaveId) -> Result<Leave> {
    store::change_stamp(db)?;
    let row = store::leave(db, id.raw())?;
    let employee = Id::from_raw(row.employee_id);
    // Who may not see the leave of others learns nothing of it, not even that it is there.
    let sees_all = who.granted::<GroupRead>().is_ok();
    must_be_own(who, employee).map_err(|refusal| if sees_all { refusal } else { not_found() })?;
    let before = leave(who.directory(), row);
    if before.cancelled_at.is_some() || before.to <= Utc::now() {
        return Err(wrong_state());
    }
    must_touch(store::cancel_leave(db, id.raw(), At::now())?)?;
    let after = leave(who.directory(), store::leave(db, id.raw())?);
    let change = Change::new("leave.cancel", Some(id), &after.employee.name).before(&before)?.after(&after)?;
    audit::record(db, who.actor(), change)?;
    assignment::roster_changed(db, who.directory(), &[employee])?;
    Ok(after)
}

fn begins(edge: LeaveEdge, zone: Tz) -> DateTime<Utc> {
    match edge {
        LeaveEdge::Instant(at) => at,
        LeaveEdge::Day(day) => begin_of(day, zone),
    }
}

fn ends(edge: LeaveEdge, zone: Tz) -> DateTime<Utc> {
    match edge {
        LeaveEdge::Instant(at) => at,
        LeaveEdge::Day(day) => begin_of(day.checked_add_days(Days::new(1)).unwrap_or(day), zone),
    }
}

/// When these people were or will be away after an instant: from when to when, each.
///
/// # Errors
/// When the database fails.
pub fn away(db: &mut Db, people: impl IntoIterator<Item = i64>, after: At) -> Result<HashMap<i64, Vec<(At, At)>>> {
    let mut away: HashMap<i64, Vec<(At, At)>> = HashMap::new();
    for (who, from, to) in store::away(db, &id_list(people), after)? {
        away.entry(who).or_default().push((from, to));
    }
    Ok(away)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_counts_as_a_whole() {
        let day = LeaveEdge::Day("2026-10-07".parse().expect("a day"));
        assert_eq!(ends(day, Tz::UTC) - begins(day, Tz::UTC), TimeDelta::days(1));
    }
}
