//! Queries about what customers do.
//!
//! `behaviour_days` is what reports read, never the events. Which customers did something of a kind on a day is an index range of
//! `behaviour_days_day (day, kind, customer_id)`; which of one agent's did, are the agent's rows of `ownerships` or
//! `ownership_periods`, each looked up in `behaviour_days_customer (customer_id, day, kind)`.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Text},
};
use serde::Serialize;
use shared::ids::CustomerId;

use crate::{
    db::{At, Conditions, Db, Instant, sql},
    permissions::{BehaviourPush, CustomerRead, Granted, Scoped},
};

/// An event to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewEvent {
    pub id: i64,
    pub external_id: String,
    pub told_of: i64,
    pub day: i32,
    pub kind: String,
    /// Microseconds since 1970.
    pub at: i64,
    pub subject: String,
    pub url: String,
    pub digest: i64,
}

/// Writes events of one source down in the order in which they stand, which is that of their names, and gives the names of those
/// that were not there yet.
pub fn insert(
    db: &mut Db,
    _: Granted<BehaviourPush>,
    source: &str,
    events: &[NewEvent],
) -> QueryResult<Vec<(String,)>> {
    const COLUMNS: [(&str, &str); 9] = [
        ("id", "bigint"),
        ("external_id", "text"),
        ("told_of", "bigint"),
        ("day", "integer"),
        ("kind", "text"),
        ("at", "bigint"),
        ("subject", "text"),
        ("url", "text"),
        ("digest", "bigint"),
    ];
    let (rows, at) = (db.dialect().rows_of("$2", &COLUMNS), db.dialect().instant_of("v.at"));
    let statement = format!(
        "INSERT INTO behaviour_events (id, source, external_id, told_of, day, kind, at, subject, url, digest) \
         SELECT v.id, $1, v.external_id, v.told_of, v.day, v.kind, {at}, v.subject, v.url, v.digest FROM {rows} \
         WHERE TRUE ORDER BY v.id ON CONFLICT (source, external_id) DO NOTHING RETURNING external_id"
    );
    sql::<(Text,)>(statement).bind(source).bind(json(events)?).load(db)
}

/// An event that was told before.
#[derive(Queryable, Debug, Clone)]
pub struct ToldRow {
    pub external_id: String,
    /// Whose it is now.
    pub customer_id: i64,
    pub kind: String,
    pub at: At,
    pub subject: String,
    pub url: String,
    pub digest: i64,
}

/// Those of these events of one source that were told before.
pub fn told(db: &mut Db, _: Granted<BehaviourPush>, source: &str, external_ids: &[&str]) -> QueryResult<Vec<ToldRow>> {
    #[derive(Serialize)]
    struct Name<'a> {
        name: &'a str,
    }
    let names: Vec<Name<'_>> = external_ids.iter().map(|name| Name { name }).collect();
    let rows = db.dialect().rows_of("$2", &[("name", "text")]);
    // The first table of a CROSS JOIN is the one that SQLite reads first.
    sql::<(Text, BigInt, Text, Instant, Text, Text, BigInt)>(format!(
        "SELECT e.external_id, coalesce(c.merged_into, c.id), e.kind, e.at, e.subject, e.url, e.digest FROM {rows} \
         CROSS JOIN behaviour_events e CROSS JOIN customers c \
         WHERE e.source = $1 AND e.external_id = v.name AND c.id = e.told_of"
    ))
    .bind(source)
    .bind(json(&names)?)
    .load(db)
}

fn json<T: Serialize>(rows: &[T]) -> QueryResult<String> {
    serde_json::to_string(rows).map_err(|e| diesel::result::Error::SerializationError(e.into()))
}

/// What a customer did of one kind on one day.
#[derive(Queryable)]
pub struct DayRow {
    pub day: i32,
    pub kind: String,
    pub times: i64,
    pub first_at: At,
    pub last_at: At,
    pub last_subject: String,
}

/// The latest days of a customer that lie within these, at most so many, the latest first; of each day the latest thing first.
pub fn days(db: &mut Db, customer: CustomerId, (from, to): (i32, i32), limit: i64) -> QueryResult<Vec<DayRow>> {
    sql::<(Integer, Text, BigInt, Instant, Instant, Text)>(
        "SELECT d.day, d.kind, d.times, d.first_at, d.last_at, d.last_subject FROM \
         (SELECT DISTINCT day FROM behaviour_days WHERE customer_id = $1 AND day BETWEEN $2 AND $3 \
          ORDER BY day DESC LIMIT $4) p JOIN behaviour_days d ON d.customer_id = $1 AND d.day = p.day \
         ORDER BY d.day DESC, d.last_at DESC, d.id",
    )
    .bind(customer)
    .bind(from)
    .bind(to)
    .bind(limit)
    .load(db)
}

/// When a customer did something last.
pub fn last_active(db: &mut Db, customer: CustomerId) -> QueryResult<Option<At>> {
    sql::<(Instant,)>(
        "SELECT last_at FROM behaviour_days WHERE customer_id = $1 \
         AND day = (SELECT max(day) FROM behaviour_days WHERE customer_id = $1) ORDER BY last_at DESC LIMIT 1",
    )
    .bind(customer)
    .get_result::<(At,)>(db)
    .optional()
    .map(|row| row.map(|row| row.0))
}

/// An event.
#[derive(Queryable)]
pub struct EventRow {
    pub id: i64,
    pub source: String,
    pub external_id: String,
    pub kind: String,
    pub day: i32,
    pub at: At,
    pub subject: String,
    pub url: String,
}

/// A page of the events of a customer whom the caller may see, the latest first, from a day, an instant and an id on. Those that
/// were told of somebody who is part of them now are found by that one. A kind is looked for within a day only.
pub fn events(
    db: &mut Db,
    _: &Scoped<CustomerRead>,
    customer: CustomerId,
    (day, kind): (Option<i32>, Option<&str>),
    after: Option<(i32, At, i64)>,
    limit: i64,
) -> QueryResult<Vec<EventRow>> {
    let told_of: Vec<(i64,)> = sql::<(BigInt,)>(
        "SELECT id FROM customers WHERE id = $1 UNION ALL SELECT id FROM customers WHERE merged_into = $1",
    )
    .bind(customer)
    .load(db)?;
    let mut conditions = Conditions::default().and("e.day = ?", day).and("e.kind = ?", kind);
    if let Some((day, at, id)) = after {
        let [day, at, id] = [conditions.parameter(day), conditions.parameter(at), conditions.parameter(id)];
        conditions = conditions.and_also(&format!("(e.day, e.at, e.id) < ({day}, {at}, {id})"));
    }
    let limit = conditions.parameter(limit);
    let mut parts = Vec::new();
    for (told_of,) in told_of {
        let told_of = conditions.parameter(told_of);
        parts.push(format!(
            "SELECT * FROM (SELECT e.id, e.source, e.external_id, e.kind, e.day, e.at, e.subject, e.url \
             FROM behaviour_events e WHERE e.told_of = {told_of} AND {} \
             ORDER BY e.day DESC, e.at DESC, e.id DESC LIMIT {limit}) p",
            conditions.sql()
        ));
    }
    sql::<(BigInt, Text, Text, Text, Integer, Instant, Text, Text)>(format!(
        "SELECT * FROM ({}) t ORDER BY day DESC, at DESC, id DESC LIMIT {limit}",
        parts.join(" UNION ALL ")
    ))
    .binds(conditions.into_binds())
    .load(db)
}
