//! Writes the demo's groups, shifts and leave.

use std::collections::HashSet;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{
    assignment::roster::Presence,
    customers::CustomerStatus,
    groups::ProductLineStatus,
    ids::kinds,
    workforce::{DayKind, Schedule},
};

use super::PARAMETERS;
use crate::db::{
    At, Code, Db, each, next_id,
    schema::{
        agent_skills, agent_states, calendar_days, customers, group_members, groups, leaves, product_lines,
        schedule_spans, schedules,
    },
    sql,
};

/// What is set of an agent.
pub struct AgentRow {
    pub id: i64,
    pub presence: Presence,
    pub capacity: u32,
    pub schedule: Option<i64>,
}

/// A day that is not what its weekday says; a workday when it stands for another.
pub struct DayRow {
    pub day: i32,
    pub as_weekday: Option<i32>,
    pub name: &'static str,
}

pub struct MemberRow {
    pub group: i64,
    pub agent: i64,
    pub weight: u32,
}

pub struct LeaveRow {
    pub agent: i64,
    pub from: At,
    pub to: At,
    pub reason: &'static str,
}

pub fn insert_line(db: &mut Db, id: i64, code: &str, name: &str) -> QueryResult<()> {
    diesel::insert_into(product_lines::table)
        .values((
            product_lines::id.eq(id),
            product_lines::code.eq(code),
            product_lines::name.eq(name),
            product_lines::status.eq(Code(ProductLineStatus::Open)),
            product_lines::version.eq(1_i64),
        ))
        .execute(db)
        .map(drop)
}

pub fn insert_schedule(db: &mut Db, schedule: &Schedule) -> QueryResult<()> {
    let id = schedule.id.raw();
    diesel::insert_into(schedules::table)
        .values((schedules::id.eq(id), schedules::name.eq(&schedule.name), schedules::version.eq(1_i64)))
        .execute(db)?;
    for span in &schedule.spans {
        diesel::insert_into(schedule_spans::table)
            .values((
                schedule_spans::schedule_id.eq(id),
                schedule_spans::weekday.eq(i32::from(span.weekday.number())),
                schedule_spans::from_minute.eq(i32::from(span.from.minute())),
                schedule_spans::to_minute.eq(i32::from(span.to.minute())),
            ))
            .execute(db)?;
    }
    Ok(())
}

pub fn insert_days(db: &mut Db, days: &[DayRow]) -> QueryResult<()> {
    for day in days {
        let kind = if day.as_weekday.is_some() { DayKind::Workday } else { DayKind::Holiday };
        diesel::insert_into(calendar_days::table)
            .values((
                calendar_days::day.eq(day.day),
                calendar_days::kind.eq(Code(kind)),
                calendar_days::as_weekday.eq(day.as_weekday),
                calendar_days::name.eq(day.name),
            ))
            .execute(db)?;
    }
    Ok(())
}

pub fn insert_group(db: &mut Db, id: i64, name: &str, description: &str, line: Option<i64>, at: At) -> QueryResult<()> {
    diesel::insert_into(groups::table)
        .values((
            groups::id.eq(id),
            groups::name.eq(name),
            groups::description.eq(description),
            groups::product_line_id.eq(line),
            groups::clock_now.eq(0_i64),
            groups::clock_turns.eq(0_i64),
            groups::version.eq(1_i64),
            groups::created_at.eq(at),
        ))
        .execute(db)
        .map(drop)
}

pub fn update_agents(db: &mut Db, agents: &[AgentRow], at: At) -> QueryResult<()> {
    for agent in agents {
        diesel::update(agent_states::table.find(agent.id))
            .set((
                agent_states::presence.eq(Code(agent.presence)),
                agent_states::presence_since.eq(at),
                agent_states::capacity.eq(i32::try_from(agent.capacity).unwrap_or(i32::MAX)),
                agent_states::schedule_id.eq(agent.schedule),
            ))
            .execute(db)?;
    }
    Ok(())
}

pub fn insert_skills(db: &mut Db, skills: &[(i64, &str)]) -> QueryResult<()> {
    for part in skills.chunks(PARAMETERS / 2) {
        let rows: Vec<_> =
            part.iter().map(|(id, skill)| (agent_skills::employee_id.eq(id), agent_skills::skill.eq(skill))).collect();
        each!(db, |inner| diesel::insert_into(agent_skills::table).values(&rows).execute(inner))?;
    }
    Ok(())
}

pub fn insert_members(db: &mut Db, members: &[MemberRow], at: At) -> QueryResult<()> {
    for part in members.chunks(PARAMETERS / 6) {
        let rows: Vec<_> = part
            .iter()
            .map(|member| {
                (
                    group_members::group_id.eq(member.group),
                    group_members::employee_id.eq(member.agent),
                    group_members::weight.eq(i32::try_from(member.weight).unwrap_or(1)),
                    group_members::open_work.eq(0),
                    group_members::paused.eq(false),
                    group_members::joined_at.eq(at),
                )
            })
            .collect();
        each!(db, |inner| diesel::insert_into(group_members::table).values(&rows).execute(inner))?;
    }
    Ok(())
}

pub fn insert_leaves(db: &mut Db, rows: &[LeaveRow], at: At) -> QueryResult<()> {
    for leave in rows {
        diesel::insert_into(leaves::table)
            .values((
                leaves::id.eq(next_id::<kinds::Leave>().raw()),
                leaves::employee_id.eq(leave.agent),
                leaves::from_at.eq(leave.from),
                leaves::to_at.eq(leave.to),
                leaves::reason.eq(leave.reason),
                leaves::gives_back.eq(false),
                leaves::created_at.eq(at),
            ))
            .execute(db)?;
    }
    Ok(())
}

/// The group that was made first, and those of product lines with the codes of these, in the order in which they were made.
pub fn groups(db: &mut Db) -> QueryResult<Vec<(i64, Option<String>)>> {
    sql::<(BigInt, Nullable<Text>)>(
        "SELECT g.id, l.code FROM groups g LEFT JOIN product_lines l ON l.id = g.product_line_id ORDER BY g.id",
    )
    .load(db)
}

/// The product lines with their codes.
pub fn lines(db: &mut Db) -> QueryResult<Vec<(i64, String)>> {
    product_lines::table.order(product_lines::id).select((product_lines::id, product_lines::code)).load(db)
}

/// The customers who have been approved and have no owner, the oldest first.
pub fn queued(db: &mut Db) -> QueryResult<Vec<i64>> {
    customers::table
        .filter(customers::status.eq(Code(CustomerStatus::Queued)))
        .order(customers::id)
        .select(customers::id)
        .load(db)
}

/// The telephone numbers of so many customers who have an owner, the newest first.
pub fn owned_phones(db: &mut Db, most: i64) -> QueryResult<Vec<String>> {
    customers::table
        .filter(customers::status.eq("owned"))
        .order(customers::id.desc())
        .limit(most)
        .select(customers::phone)
        .load(db)
}

/// The newest customers who have an owner, the newest first.
pub fn owned(db: &mut Db, most: i64) -> QueryResult<Vec<i64>> {
    customers::table
        .filter(customers::status.eq("owned"))
        .order(customers::id.desc())
        .limit(most)
        .select(customers::id)
        .load(db)
}

/// Product lines with the first group that serves each, and that group's name.
pub fn groups_of_lines(db: &mut Db) -> QueryResult<Vec<(i64, i64, String)>> {
    let mut found: Vec<(i64, i64, String)> = groups::table
        .filter(groups::product_line_id.is_not_null())
        .order(groups::id)
        .select((groups::product_line_id.assume_not_null(), groups::id, groups::name))
        .load(db)?;
    let mut seen = HashSet::new();
    found.retain(|(line, _, _)| seen.insert(*line));
    Ok(found)
}
