//! What the engine knows of each agent.

use std::collections::HashMap;

use chrono::Utc;
use shared::{
    Id, Page,
    groups::GroupRef,
    ids::{EmployeeId, ScheduleId},
    problem::FieldCode,
    workforce::{AgentState, AgentStateEdit, AgentStateQuery, SkillCount},
};

use super::{
    Fact, Workforce, current, record, schedules,
    store::{self, StateRow},
};
use crate::{
    assignment,
    audit::{self, Change},
    cursor,
    db::{At, Db},
    error::{Error, Result, invalid, must_touch},
    groups, names,
    permissions::{Access, Directory, Granted, GroupManage, GroupRead},
};

/// A page of active agents, by employee number.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    _: Granted<GroupRead>,
    directory: &Directory,
    query: &AgentStateQuery,
) -> Result<Page<AgentState>> {
    let limit = cursor::limit(query.limit)?;
    let after = cursor::after_text(query.cursor.as_deref())?;
    let people = query.q.as_deref().map(|typed| found(directory, typed));
    let rows = store::states(db, query, people, after, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::text_cursor(&row.number));
    let ids: Vec<i64> = page.items.iter().map(|row| row.employee_id).collect();
    let mut groups = groups::groups_of(db, &ids)?;
    let workforce = current(db)?;
    Ok(page.map(|row| {
        let of = groups.remove(&row.employee_id).unwrap_or_default();
        agent_state(directory, &workforce, row, of)
    }))
}

/// The agents whom somebody means who types this.
pub fn found(directory: &Directory, typed: &str) -> Vec<i64> {
    let fits = |id: &i64| directory.people.get(id).is_some_and(|person| names::finds(&person.search, typed));
    directory.agents().into_iter().filter(fits).collect()
}

/// The state of one active agent, for the services of this room.
pub(super) fn one(db: &mut Db, directory: &Directory, id: EmployeeId) -> Result<AgentState> {
    let row = store::state(db, id.raw())?;
    let groups: HashMap<i64, Vec<GroupRef>> = groups::groups_of(db, &[id.raw()])?;
    let workforce = current(db)?;
    Ok(agent_state(directory, &workforce, row, groups.into_values().flatten().collect()))
}

fn agent_state(directory: &Directory, workforce: &Workforce, row: StateRow, groups: Vec<GroupRef>) -> AgentState {
    let (id, now) = (Id::from_raw(row.employee_id), Utc::now());
    let schedule = row.schedule_id.map(Id::from_raw);
    AgentState {
        agent: directory.person(row.employee_id),
        number: row.number,
        unit: directory.people.get(&row.employee_id).map(|p| directory.unit_name(p.unit)).unwrap_or_default(),
        presence: row.presence.0,
        presence_since: row.presence_since.map(At::utc),
        in_hours: workforce.in_hours(schedule, now, directory.time_zone),
        on_leave_until: workforce.on_leave_until(id, now),
        capacity: row.capacity.and_then(|capacity| u32::try_from(capacity).ok()),
        open_work: u32::try_from(row.open_work).unwrap_or_default(),
        last_assigned_at: row.last_assigned_at.map(At::utc),
        schedule: workforce.schedule_ref(schedule),
        skills: workforce.skills(id).to_vec(),
        groups,
        version: row.version,
    }
}

/// Sets capacity, working hours and skills.
///
/// # Errors
/// When they are no active agent, were changed meanwhile, or there is no such schedule.
pub fn edit(
    db: &mut Db,
    who: &Access,
    _: Granted<GroupManage>,
    id: EmployeeId,
    edit: &AgentStateEdit,
) -> Result<AgentState> {
    let directory = who.directory();
    store::change_stamp(db)?;
    store::lock_state(db, id.raw())?;
    let before = one(db, directory, id)?;
    let schedule = edit.schedule_id.map(|id| schedules::one(db, id)).transpose().map_err(no_such_schedule)?;
    let mut skills = edit.skills.clone();
    skills.sort_unstable();
    skills.dedup();
    let capacity = edit.capacity.and_then(|capacity| i32::try_from(capacity).ok());
    let schedule_id = edit.schedule_id.map(ScheduleId::raw);
    must_touch(store::update_state(db, id.raw(), edit.version, capacity, schedule_id)?)?;
    let mut facts = Vec::new();
    if before.capacity != edit.capacity {
        facts.push((id, Fact::Capacity(edit.capacity)));
    }
    if before.schedule.as_ref().map(|s| s.id) != edit.schedule_id {
        facts.push((id, Fact::Schedule(schedule.as_ref())));
    }
    if before.skills != skills {
        store::replace_skills(db, id.raw(), &skills)?;
        store::change_stamp(db)?;
        facts.push((id, Fact::Skills(&skills)));
    }
    record(db, who.actor(), At::now(), &facts)?;
    let after = one(db, directory, id)?;
    let change = Change::new("agent.edit", Some(id), &after.agent.name).before(&before)?.after(&after)?;
    audit::record(db, who.actor(), change)?;
    assignment::roster_changed(db, directory, &[id])?;
    Ok(after)
}

fn no_such_schedule(error: Error) -> Error {
    if error.is_not_found() { invalid("/schedule_id", FieldCode::NotFound) } else { error }
}

/// Which skills people have, by name.
///
/// # Errors
/// When the database fails.
pub fn skills(db: &mut Db, _: Granted<GroupRead>) -> Result<Vec<SkillCount>> {
    let workforce = current(db)?;
    let counts = workforce.known_skills().into_iter();
    Ok(counts.map(|(skill, agents)| SkillCount { skill: skill.to_owned(), agents }).collect())
}
