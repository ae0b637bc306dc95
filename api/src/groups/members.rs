//! Members of a group: found, and whether they could be given something.

use chrono::Utc;
use shared::{
    Id, Page,
    assignment::{
        candidate::{Removed, bars_agent, bars_member},
        roster::{Agent, Member},
    },
    groups::{GroupMember, MemberQuery},
    ids::{EmployeeId, GroupId, ScheduleId},
};

use super::store::{self, MemberRow};
use crate::{
    cursor,
    db::{At, Db},
    error::{Result, not_found},
    permissions::{Directory, Granted, GroupRead},
    workforce::{self, Workforce},
};

/// A page of members, by employee number.
///
/// # Errors
/// When there is no such group, or the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    _: Granted<GroupRead>,
    directory: &Directory,
    group: GroupId,
    query: &MemberQuery,
) -> Result<Page<GroupMember>> {
    store::group(db, group.raw())?;
    let limit = cursor::limit(query.limit)?;
    let after = cursor::after_text(query.cursor.as_deref())?;
    let people = query.q.as_deref().map(|typed| workforce::agents_found(directory, typed));
    let rows = store::members_page(db, group.raw(), people, after, limit + 1)?;
    let workforce = workforce::current(db)?;
    Ok(cursor::page(rows, limit, |row| cursor::text_cursor(&row.number))
        .map(|row| group_member(directory, &workforce, row)))
}

/// One member, for the services of this room.
pub(super) fn one(db: &mut Db, directory: &Directory, group: GroupId, id: EmployeeId) -> Result<GroupMember> {
    let row = store::members_page(db, group.raw(), Some(vec![id.raw()]), None, 1)?.pop().ok_or_else(not_found)?;
    Ok(group_member(directory, &*workforce::current(db)?, row))
}

fn group_member(directory: &Directory, workforce: &Workforce, row: MemberRow) -> GroupMember {
    GroupMember {
        agent: directory.person(row.employee_id),
        unit: directory.people.get(&row.employee_id).map(|p| directory.unit_name(p.unit)).unwrap_or_default(),
        in_hours: workforce.in_hours(schedule(&row), Utc::now(), directory.time_zone),
        on_leave_until: workforce.on_leave_until(Id::from_raw(row.employee_id), Utc::now()),
        barred: barred(directory, workforce, &row),
        weight: unsigned(row.weight),
        capacity: row.capacity.map(unsigned),
        open_work: unsigned(row.open_work),
        paused: row.paused,
        presence: row.presence.0,
        joined_at: At::utc(row.joined_at),
        number: row.number,
        version: row.version,
    }
}

fn schedule(row: &MemberRow) -> Option<ScheduleId> {
    row.schedule_id.map(Id::from_raw)
}

fn unsigned(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// What keeps a member from work of the group now.
pub(super) fn barred(directory: &Directory, workforce: &Workforce, row: &MemberRow) -> Option<Removed> {
    let (id, now) = (Id::from_raw(row.employee_id), Utc::now());
    let agent = Agent {
        on_leave: workforce.on_leave(id, now),
        in_hours: workforce.in_hours(schedule(row), now, directory.time_zone),
        presence: row.presence.0,
        capacity: row.agent_capacity.map(unsigned),
        open: unsigned(row.agent_open_work),
        ..Agent::new(id)
    };
    let member = Member {
        paused: row.paused,
        capacity: row.capacity.map(unsigned),
        open: unsigned(row.open_work),
        ..Member::new(id)
    };
    bars_agent(&agent, false, true).or_else(|| bars_member(&member, true))
}
