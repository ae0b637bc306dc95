//! Queries about what the engine knows of each agent.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    assignment::roster::Presence,
    ids::{GroupId, ScheduleId},
    workforce::AgentStateQuery,
};

use crate::db::{
    At, Bind, Code, Conditions, Db, Instant, each, id_list,
    schema::{agent_skills, agent_states},
    sql,
};

/// The state of an active agent.
#[derive(Queryable)]
pub struct StateRow {
    pub employee_id: i64,
    pub number: String,
    pub presence: Code<Presence>,
    pub presence_since: Option<At>,
    pub capacity: Option<i32>,
    pub schedule_id: Option<i64>,
    pub open_work: i32,
    pub last_assigned_at: Option<At>,
    pub version: i64,
}

type StateTypes =
    (BigInt, Text, Text, Nullable<Instant>, Nullable<Integer>, Nullable<BigInt>, Integer, Nullable<Instant>, BigInt);

fn select_states(db: &mut Db, tail: &str, binds: Vec<Bind>) -> QueryResult<Vec<StateRow>> {
    sql::<StateTypes>(format!(
        "SELECT s.employee_id, e.number, s.presence, s.presence_since, s.capacity, s.schedule_id, s.open_work, \
         s.last_assigned_at, s.version FROM agent_states s JOIN employees e ON e.id = s.employee_id \
         WHERE e.is_agent AND e.status = 'active' AND {tail}"
    ))
    .binds(binds)
    .load(db)
}

/// The states of active agents by employee number, after the number `after`; of these people, when they are given.
pub fn states(
    db: &mut Db,
    query: &AgentStateQuery,
    people: Option<Vec<i64>>,
    after: Option<String>,
    limit: i64,
) -> QueryResult<Vec<StateRow>> {
    let one_of = db.dialect().one_of("s.employee_id", "?");
    let mut conditions = Conditions::default()
        .and(&one_of, people.map(id_list))
        .and(
            "EXISTS (SELECT 1 FROM group_members m WHERE m.group_id = ? AND m.employee_id = s.employee_id \
             AND m.left_at IS NULL)",
            query.group_id.map(GroupId::raw),
        )
        .and("s.presence = ?", query.presence.map(|presence| presence.to_string()))
        .and("s.schedule_id = ?", query.schedule_id.map(ScheduleId::raw))
        .and("e.number > ?", after);
    let limit = conditions.parameter(limit);
    let tail = format!("{} ORDER BY e.number LIMIT {limit}", conditions.sql());
    select_states(db, &tail, conditions.into_binds())
}

/// The state of one active agent.
pub fn state(db: &mut Db, employee: i64) -> QueryResult<StateRow> {
    select_states(db, "s.employee_id = $1", vec![employee.into()])?.pop().ok_or(diesel::result::Error::NotFound)
}

/// Keeps others from changing somebody's state or leaves until the end of the transaction.
pub fn lock_state(db: &mut Db, employee: i64) -> QueryResult<()> {
    let lock = db.dialect().for_update();
    sql::<(BigInt,)>(format!("SELECT employee_id FROM agent_states WHERE employee_id = $1{lock}"))
        .bind(employee)
        .load::<(i64,)>(db)
        .map(drop)
}

/// Says whether somebody is there; tells whether that is news.
pub fn set_presence(db: &mut Db, employee: i64, presence: Presence, now: At) -> QueryResult<bool> {
    let other = agent_states::table.find(employee).filter(agent_states::presence.ne(Code(presence)));
    let touched = diesel::update(other)
        .set((agent_states::presence.eq(Code(presence)), agent_states::presence_since.eq(now)))
        .execute(db)?;
    Ok(touched > 0)
}

pub fn update_state(
    db: &mut Db,
    employee: i64,
    version: i64,
    capacity: Option<i32>,
    schedule: Option<i64>,
) -> QueryResult<usize> {
    diesel::update(agent_states::table.find(employee).filter(agent_states::version.eq(version)))
        .set((
            agent_states::capacity.eq(capacity),
            agent_states::schedule_id.eq(schedule),
            agent_states::version.eq(version.saturating_add(1)),
        ))
        .execute(db)
}

/// Who has a schedule, active or not.
pub fn employees_on(db: &mut Db, schedule: i64) -> QueryResult<Vec<i64>> {
    agent_states::table.filter(agent_states::schedule_id.eq(schedule)).select(agent_states::employee_id).load(db)
}

/// Everybody's skills.
pub fn skills(db: &mut Db) -> QueryResult<HashMap<i64, Vec<String>>> {
    let rows: Vec<(i64, String)> = agent_skills::table.order(agent_skills::skill).load(db)?;
    let mut skills: HashMap<i64, Vec<String>> = HashMap::new();
    for (employee, skill) in rows {
        skills.entry(employee).or_default().push(skill);
    }
    Ok(skills)
}

pub fn replace_skills(db: &mut Db, employee: i64, skills: &[String]) -> QueryResult<()> {
    diesel::delete(agent_skills::table.filter(agent_skills::employee_id.eq(employee))).execute(db)?;
    let rows: Vec<_> =
        skills.iter().map(|skill| (agent_skills::employee_id.eq(employee), agent_skills::skill.eq(skill))).collect();
    each!(db, |db| diesel::insert_into(agent_skills::table).values(&rows).execute(db)).map(drop)
}
