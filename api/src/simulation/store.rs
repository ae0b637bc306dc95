//! Reads history.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Nullable, Text},
};
use shared::{
    assignment::{Facts, Policy, policy::CaseKind, roster::Presence},
    timeline::OwnershipReason,
};

use crate::db::{At, Code, Db, Instant, Json, backdated_id, id_list, sql};

/// The ids of what happened from an instant on are at least this.
fn id_at(at: At) -> i64 {
    backdated_id(at.utc(), 0) & !0x3ff
}

/// A work item that came in.
#[derive(Queryable)]
pub struct ArrivalRow {
    pub id: i64,
    pub kind: Code<CaseKind>,
    pub customer: i64,
    pub facts: Json<Facts>,
    pub arrived_at: At,
    pub done_at: Option<At>,
}

pub fn work(db: &mut Db, from: At, to: At) -> QueryResult<Vec<ArrivalRow>> {
    sql::<(BigInt, Text, BigInt, Text, Instant, Nullable<Instant>)>(
        "SELECT id, kind, customer_id, facts, arrived_at, done_at FROM work_items \
         WHERE id >= $1 AND arrived_at >= $2 AND arrived_at < $3 ORDER BY arrived_at, id",
    )
    .bind(id_at(At::from(from.utc() - chrono::TimeDelta::minutes(1))))
    .bind(from)
    .bind(to)
    .load(db)
}

/// A decision about one case: case, kind, owner, when.
pub type Decided = (i64, Code<CaseKind>, Option<i64>, At);

/// The decisions from an instant on, in order, but those that a timer asked for: what they are about had arrived before.
pub fn decisions(db: &mut Db, from: At) -> QueryResult<Vec<Decided>> {
    sql::<(BigInt, Text, Nullable<BigInt>, Instant)>(
        "SELECT case_id, kind, owner_id, at FROM decisions WHERE id >= $1 AND at >= $2 AND NOT by_timer ORDER BY id",
    )
    .bind(id_at(At::from(from.utc() - chrono::TimeDelta::minutes(1))))
    .bind(from)
    .load(db)
}

/// A time during which somebody owned a customer: customer, owner, from, to, why.
pub type Owned = (i64, i64, At, Option<At>, Code<OwnershipReason>);

/// Who owned these customers when.
pub fn ownerships(db: &mut Db, customers: &[i64]) -> QueryResult<Vec<Owned>> {
    let among = db.dialect().one_of("customer_id", "$1");
    sql::<(BigInt, BigInt, Instant, Nullable<Instant>, Text)>(format!(
        "SELECT customer_id, owner_id, from_at, to_at, reason FROM ownership_periods WHERE {among} \
         UNION ALL SELECT customer_id, owner_id, since, NULL, reason FROM ownerships WHERE {among}"
    ))
    .bind(id_list(customers.iter().copied()))
    .load(db)
}

/// Who held these districts when: district, agent, from, to.
pub type Held = (i64, i64, At, Option<At>);

pub fn holdings(db: &mut Db, districts: &[i64]) -> QueryResult<Vec<Held>> {
    let among = db.dialect().one_of("district_id", "$1");
    sql::<(BigInt, BigInt, Instant, Nullable<Instant>)>(format!(
        "SELECT district_id, agent_id, from_at, to_at FROM district_holdings WHERE {among} ORDER BY from_at"
    ))
    .bind(id_list(districts.iter().copied()))
    .load(db)
}

/// A change of what the engine knows of somebody.
#[derive(Queryable)]
pub struct EventRow {
    pub at: At,
    pub employee: i64,
    pub group: Option<i64>,
    pub kind: String,
    pub value: Option<String>,
}

pub fn events(db: &mut Db) -> QueryResult<Vec<EventRow>> {
    sql::<(Instant, BigInt, Nullable<BigInt>, Text, Nullable<Text>)>(
        "SELECT at, employee_id, group_id, kind, value FROM roster_events ORDER BY at, id",
    )
    .load(db)
}

/// An agent as they are now.
#[derive(Queryable)]
pub struct AgentRow {
    pub id: i64,
    pub active: bool,
    pub presence: Code<Presence>,
    pub capacity: Option<i32>,
    pub schedule: Option<i64>,
}

pub fn agents(db: &mut Db) -> QueryResult<Vec<AgentRow>> {
    sql::<(BigInt, Bool, Text, Nullable<Integer>, Nullable<BigInt>)>(
        "SELECT a.employee_id, e.is_agent AND e.status = 'active', a.presence, a.capacity, a.schedule_id \
         FROM agent_states a JOIN employees e ON e.id = a.employee_id ORDER BY a.employee_id",
    )
    .load(db)
}

/// A member as they are now.
#[derive(Queryable)]
pub struct MemberRow {
    pub group: i64,
    pub employee: i64,
    pub weight: i32,
    pub capacity: Option<i32>,
    pub paused: bool,
    pub present: bool,
}

pub fn members(db: &mut Db) -> QueryResult<Vec<MemberRow>> {
    sql::<(BigInt, BigInt, Integer, Nullable<Integer>, Bool, Bool)>(
        "SELECT group_id, employee_id, weight, capacity, paused, left_at IS NULL FROM group_members \
         ORDER BY group_id, employee_id",
    )
    .load(db)
}

/// All leaves that were not cancelled: whose, from, to.
pub fn leaves(db: &mut Db) -> QueryResult<Vec<(i64, At, At)>> {
    sql::<(BigInt, Instant, Instant)>(
        "SELECT employee_id, from_at, to_at FROM leaves WHERE cancelled_at IS NULL ORDER BY from_at, id",
    )
    .load(db)
}

/// The last turn that each member had before an instant: group, member, the group's clock and turns, the member's next.
pub type Turn = (i64, i64, i64, i64, i64);

pub fn turns(db: &mut Db, before: At) -> QueryResult<Vec<Turn>> {
    sql::<(BigInt, BigInt, BigInt, BigInt, BigInt)>(
        "SELECT d.group_id, d.owner_id, d.clock_now, d.clock_turns, d.seat_next FROM decisions d JOIN ( \
         SELECT max(id) AS id FROM decisions WHERE at < $1 AND clock_turns IS NOT NULL GROUP BY group_id, owner_id \
         ) l ON l.id = d.id ORDER BY d.clock_turns",
    )
    .bind(before)
    .load(db)
}

/// What people had in hand at an instant: owner, group, until when they had it.
pub fn in_hand(db: &mut Db, at: At) -> QueryResult<Vec<(i64, Option<i64>, Option<At>)>> {
    sql::<(BigInt, Nullable<BigInt>, Nullable<Instant>)>(
        "SELECT owner_id, group_id, done_at FROM work_items \
         WHERE owner_id IS NOT NULL AND since < $1 AND (done_at IS NULL OR done_at >= $1) \
         UNION ALL SELECT owner_id, group_id, to_at FROM work_periods WHERE from_at < $1 AND to_at >= $1",
    )
    .bind(at)
    .load(db)
}

/// When each was last given work before an instant.
pub fn last_assigned(db: &mut Db, before: At) -> QueryResult<Vec<(i64, At)>> {
    sql::<(BigInt, Instant)>(
        "SELECT owner_id, max(at) FROM decisions WHERE at < $1 AND owner_id IS NOT NULL GROUP BY owner_id",
    )
    .bind(before)
    .load(db)
}

/// A version's document.
pub fn document(db: &mut Db, version: i64) -> QueryResult<Option<Json<Policy>>> {
    let found: Option<(Json<Policy>,)> =
        sql::<(Text,)>("SELECT document FROM policy_versions WHERE id = $1").bind(version).get_result(db).optional()?;
    Ok(found.map(|row| row.0))
}

/// Microseconds since 1970, in which the engine counts.
pub fn micros(at: At) -> i64 {
    at.utc().timestamp_micros()
}

/// The instant of microseconds since 1970.
pub fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}
