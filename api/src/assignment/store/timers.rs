//! Timers: what is waited for, and when its next stage is due.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use serde_json::json;
use shared::{assignment::policy::CaseKind, codes::TextCode};

use crate::db::{At, Code, Db, Instant, sql};

/// A timer.
#[derive(Queryable, Debug, Clone, PartialEq)]
pub struct TimerRow {
    pub case: i64,
    pub kind: Code<CaseKind>,
    /// The change that gave it to its owner.
    pub change: i64,
    /// Of a customer, the day on which the follow-up was due; otherwise 0.
    pub due_on: i32,
    /// The key of the timer in the policy.
    pub key: String,
    /// By which publication of a policy.
    pub publication: i64,
    pub started: At,
    /// The minutes of the stage that came last.
    pub passed_minutes: Option<i32>,
    pub passed_at: Option<At>,
    pub due_at: Option<At>,
}

type TimerColumns =
    (BigInt, Text, BigInt, Integer, Text, BigInt, Instant, Nullable<Integer>, Nullable<Instant>, Nullable<Instant>);

const TIMER: &str =
    "case_id, kind, change_id, due_on, timer, publication_id, started_at, passed_minutes, passed_at, due_at";

/// The timer of a case, its row locked if something will come of it.
pub fn timer(db: &mut Db, case: i64, locked: bool) -> QueryResult<Option<TimerRow>> {
    let suffix = if locked { db.dialect().for_update() } else { "" };
    sql::<TimerColumns>(format!("SELECT {TIMER} FROM timers WHERE case_id = $1{suffix}"))
        .bind(case)
        .get_result(db)
        .optional()
}

/// The timers of these cases.
pub fn timers_of(db: &mut Db, cases: &str) -> QueryResult<Vec<TimerRow>> {
    let among = db.dialect().one_of("case_id", "$1");
    sql::<TimerColumns>(format!("SELECT {TIMER} FROM timers WHERE {among}")).bind(cases).load(db)
}

/// Writes timers down, in place of those of the same cases.
pub fn put_timers(db: &mut Db, timers: &[TimerRow]) -> QueryResult<usize> {
    if timers.is_empty() {
        return Ok(0);
    }
    let micros = |at: At| at.utc().timestamp_micros();
    let rows: Vec<_> = timers
        .iter()
        .map(|row| {
            json!({
                "case_id": row.case,
                "kind": row.kind.0.as_str(),
                "change_id": row.change,
                "due_on": row.due_on,
                "timer": row.key,
                "publication_id": row.publication,
                "started_at": micros(row.started),
                "passed_minutes": row.passed_minutes,
                "passed_at": row.passed_at.map(micros),
                "due_at": row.due_at.map(micros),
            })
        })
        .collect();
    let rows = serde_json::to_string(&rows).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    let columns = [
        ("case_id", "bigint"),
        ("kind", "text"),
        ("change_id", "bigint"),
        ("due_on", "integer"),
        ("timer", "text"),
        ("publication_id", "bigint"),
        ("started_at", "bigint"),
        ("passed_minutes", "integer"),
        ("passed_at", "bigint"),
        ("due_at", "bigint"),
    ];
    let dialect = db.dialect();
    let table = dialect.rows_of("$1", &columns);
    let instant = |column: &str| dialect.instant_of(&format!("v.{column}"));
    // Without the condition, SQLite would read ON CONFLICT as part of a join.
    sql::<()>(format!(
        "INSERT INTO timers ({TIMER}) SELECT v.case_id, v.kind, v.change_id, v.due_on, v.timer, v.publication_id, {}, \
         v.passed_minutes, {}, {} FROM {table} WHERE TRUE ON CONFLICT (case_id) DO UPDATE SET \
         change_id = excluded.change_id, due_on = excluded.due_on, timer = excluded.timer, \
         publication_id = excluded.publication_id, started_at = excluded.started_at, \
         passed_minutes = excluded.passed_minutes, passed_at = excluded.passed_at, due_at = excluded.due_at",
        instant("started_at"),
        instant("passed_at"),
        instant("due_at")
    ))
    .bind(rows)
    .run(db)
}

/// Forgets the timers of these cases.
pub fn drop_timers(db: &mut Db, cases: &str) -> QueryResult<usize> {
    let among = db.dialect().one_of("case_id", "$1");
    sql::<()>(format!("DELETE FROM timers WHERE {among}")).bind(cases).run(db)
}

/// Forgets all timers of work, or all of customers.
pub fn drop_timers_of(db: &mut Db, customers: bool) -> QueryResult<usize> {
    let is = if customers { "=" } else { "<>" };
    sql::<()>(format!("DELETE FROM timers WHERE kind {is} 'customer'")).run(db)
}

/// The cases of which a stage is due, the longest due first.
pub fn due_timers(db: &mut Db, now: At, limit: i64) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>("SELECT case_id FROM timers WHERE due_at <= $1 ORDER BY due_at LIMIT $2")
        .bind(now)
        .bind(limit)
        .load::<(i64,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// Which working hours these people have.
pub fn schedules_of(db: &mut Db, people: &str) -> QueryResult<Vec<(i64, Option<i64>)>> {
    let among = db.dialect().one_of("employee_id", "$1");
    sql::<(BigInt, Nullable<BigInt>)>(format!("SELECT employee_id, schedule_id FROM agent_states WHERE {among}"))
        .bind(people)
        .load(db)
}
