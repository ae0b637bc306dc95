//! What the engine knows of people and groups, row by row.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Nullable, Text},
};
use shared::assignment::{
    roster::Presence,
    rotation::{Advance, Clock},
};

use crate::db::{At, Code, Db, Dialect, Instant, sql};

/// An agent's row.
#[derive(Queryable)]
pub struct AgentRow {
    pub id: i64,
    pub presence: Code<Presence>,
    pub capacity: Option<i32>,
    pub open: i32,
    pub last_assigned: Option<At>,
    pub schedule: Option<i64>,
}

type AgentColumns = (BigInt, Text, Nullable<Integer>, Integer, Nullable<Instant>, Nullable<BigInt>);

const AGENT: &str = "a.employee_id, a.presence, a.capacity, a.open_work, a.last_assigned_at, a.schedule_id";

/// A membership that has not ended.
#[derive(Queryable)]
pub struct MemberRow {
    pub group: i64,
    pub employee: i64,
    pub weight: i32,
    pub capacity: Option<i32>,
    pub open: i32,
    pub paused: i32,
    pub seat_next: i64,
    pub last_turn: i64,
}

type MemberColumns = (BigInt, BigInt, Integer, Nullable<Integer>, Integer, Integer, BigInt, BigInt);

const MEMBER: &str = "m.group_id, m.employee_id, m.weight, m.capacity, m.open_work, CAST(m.paused AS INTEGER), m.seat_next, \
                      m.last_turn";

/// The clocks of these groups; with their rows locked, in the order of their ids, if something will be given away.
pub fn group_clocks(db: &mut Db, groups: &str, locked: bool) -> QueryResult<Vec<(i64, i64, i64)>> {
    let dialect = db.dialect();
    let (among, suffix) = (dialect.one_of("id", "$1"), if locked { dialect.for_update() } else { "" });
    sql::<(BigInt, BigInt, BigInt)>(format!(
        "SELECT id, clock_now, clock_turns FROM groups WHERE {among} ORDER BY id{suffix}"
    ))
    .bind(groups)
    .load(db)
}

/// The members of these groups, each with the agent.
pub fn members_with_agents(db: &mut Db, groups: &str) -> QueryResult<Vec<(MemberRow, AgentRow)>> {
    let among = db.dialect().one_of("m.group_id", "$1");
    sql::<(MemberColumns, AgentColumns)>(format!(
        "SELECT {MEMBER}, {AGENT} FROM group_members m JOIN agent_states a ON a.employee_id = m.employee_id \
         WHERE {among} AND m.left_at IS NULL ORDER BY m.group_id, m.employee_id"
    ))
    .bind(groups)
    .load(db)
}

/// The members of these groups.
pub fn members_of(db: &mut Db, groups: &str) -> QueryResult<Vec<MemberRow>> {
    members(db, "m.group_id", groups)
}

/// The memberships of these people.
pub fn memberships_of(db: &mut Db, people: &str) -> QueryResult<Vec<MemberRow>> {
    members(db, "m.employee_id", people)
}

fn members(db: &mut Db, of: &str, ids: &str) -> QueryResult<Vec<MemberRow>> {
    let among = db.dialect().one_of(of, "$1");
    sql::<MemberColumns>(format!(
        "SELECT {MEMBER} FROM group_members m WHERE {among} AND m.left_at IS NULL ORDER BY m.group_id, m.employee_id"
    ))
    .bind(ids)
    .load(db)
}

/// The agents among these people.
pub fn agents(db: &mut Db, people: &str) -> QueryResult<Vec<AgentRow>> {
    let among = db.dialect().one_of("a.employee_id", "$1");
    sql::<AgentColumns>(format!("SELECT {AGENT} FROM agent_states a WHERE {among}")).bind(people).load(db)
}

/// An agent whose row is locked.
pub struct Held {
    /// How much they have open.
    pub open: i32,
    /// How much they may have.
    pub capacity: Option<i32>,
    /// What the clock of [`clock`](super::clock) said once the row was locked.
    pub at: At,
}

/// Keeps an agent as they are until the end of the transaction; none when they are no active agent any more. SQLite has one
/// writer at a time anyway.
pub fn hold_agent(db: &mut Db, id: i64) -> QueryResult<Option<Held>> {
    const AGENT: &str = "SELECT a.open_work, a.capacity FROM agent_states a JOIN employees e ON e.id = a.employee_id \
                         WHERE a.employee_id = $1 AND e.is_agent AND e.status = 'active'";
    let held: Option<(i32, Option<i32>, At)> = match db.dialect() {
        Dialect::Sqlite => sql::<(Integer, Nullable<Integer>)>(AGENT)
            .bind(id)
            .get_result::<(i32, Option<i32>)>(db)
            .optional()?
            .map(|(open, capacity)| (open, capacity, At::now())),
        // The clock outside, so that it is read after the lock.
        Dialect::Postgres => sql::<(Integer, Nullable<Integer>, Instant)>(format!(
            "SELECT h.open_work, h.capacity, clock_timestamp() FROM ({AGENT} FOR UPDATE OF a FOR SHARE OF e) h"
        ))
        .bind(id)
        .get_result(db)
        .optional()?,
    };
    Ok(held.map(|(open, capacity, at)| Held { open, capacity, at }))
}

/// Writes a turn down.
pub fn take_turn(db: &mut Db, group: i64, employee: i64, turn: Advance) -> QueryResult<()> {
    const CLOCK: &str = "UPDATE groups SET clock_now = $2, clock_turns = $3 WHERE id = $1";
    const SEAT: &str =
        "UPDATE group_members SET seat_next = $5, last_turn = $6 WHERE group_id = $1 AND employee_id = $4";
    let Clock { now, turns } = turn.clock;
    let run = |db: &mut Db, text: String| {
        let statement = sql::<()>(text).bind(group).bind(now).bind(turns).bind(employee);
        statement.bind(turn.seat.next).bind(turn.seat.last_turn).run(db).map(drop)
    };
    match db.dialect() {
        // One way to the server and back, while others wait for the group.
        Dialect::Postgres => run(db, format!("WITH clock AS ({CLOCK}) {SEAT}")),
        Dialect::Sqlite => run(db, CLOCK.to_owned()).and_then(|()| run(db, SEAT.to_owned())),
    }
}

/// Remembers that somebody was given something that is no work.
pub fn touch_agent(db: &mut Db, id: i64, at: At) -> QueryResult<usize> {
    sql::<()>("UPDATE agent_states SET last_assigned_at = $2 WHERE employee_id = $1").bind(id).bind(at).run(db)
}

/// Takes the right to do what time brings about, until the end of the transaction; false when another process has it.
pub fn try_lock_ticking(db: &mut Db) -> QueryResult<bool> {
    match db.dialect() {
        Dialect::Sqlite => Ok(true),
        Dialect::Postgres => {
            // Any number will do that nobody else locks by.
            let row: (bool,) = sql::<(Bool,)>("SELECT pg_try_advisory_xact_lock(7100)").get_result(db)?;
            Ok(row.0)
        }
    }
}

/// Every active agent with their schedule, and whether they were available when somebody looked last.
pub fn availability(db: &mut Db) -> QueryResult<Vec<(i64, Option<i64>, bool)>> {
    sql::<(BigInt, Nullable<BigInt>, Bool)>(
        "SELECT a.employee_id, a.schedule_id, a.was_available FROM agent_states a \
         JOIN employees e ON e.id = a.employee_id WHERE e.is_agent AND e.status = 'active' ORDER BY a.employee_id",
    )
    .load(db)
}

/// Remembers who is available now, and who is not.
pub fn set_available(db: &mut Db, people: &str, available: bool) -> QueryResult<usize> {
    let among = db.dialect().one_of("employee_id", "$1");
    let word = if available { "TRUE" } else { "FALSE" };
    sql::<()>(format!("UPDATE agent_states SET was_available = {word} WHERE {among}")).bind(people).run(db)
}

/// The leaves that have begun and whose work was not given back yet although it should be: leave, whose.
pub fn leaves_to_give_back(db: &mut Db, now: At) -> QueryResult<Vec<(i64, i64)>> {
    sql::<(BigInt, BigInt)>(
        "SELECT id, employee_id FROM leaves WHERE gives_back AND gave_back_at IS NULL AND cancelled_at IS NULL \
         AND from_at <= $1 AND to_at > $1 ORDER BY id",
    )
    .bind(now)
    .load(db)
}

/// Notes that the work was given back; tells whether nobody else did it.
pub fn gave_back(db: &mut Db, leave: i64, now: At) -> QueryResult<bool> {
    sql::<()>("UPDATE leaves SET gave_back_at = $2 WHERE id = $1 AND gave_back_at IS NULL")
        .bind(leave)
        .bind(now)
        .run(db)
        .map(|touched| touched == 1)
}
