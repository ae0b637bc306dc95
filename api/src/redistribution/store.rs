//! The redistributions that were done.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use serde::Serialize;
use shared::{codes::TextCode, redistribution::RedistributionReason};

use crate::{
    db::{At, Code, Conditions, Db, Dialect, Instant, sql},
    permissions::{CustomerReassign, Scoped},
};

/// How many of those who gave something a list names.
const NAMED: usize = 3;

/// One that was done.
#[derive(Queryable)]
pub struct Row {
    pub id: i64,
    pub at: At,
    pub by_id: Option<i64>,
    pub reason: Code<RedistributionReason>,
    pub note: String,
    pub customers: i32,
    pub work_items: i32,
    pub undone_at: Option<At>,
    pub undone_by: Option<i64>,
    pub undone_customers: Option<i32>,
    pub undone_work_items: Option<i32>,
}

type Columns = (
    BigInt,
    Instant,
    Nullable<BigInt>,
    Text,
    Text,
    Integer,
    Integer,
    Nullable<Instant>,
    Nullable<BigInt>,
    Nullable<Integer>,
    Nullable<Integer>,
);

const COLUMNS: &str = "r.id, r.at, r.by_id, r.reason, r.note, r.customers, r.work_items, r.undone_at, r.undone_by, \
                       r.undone_customers, r.undone_work_items";

/// One to be written down.
pub struct NewRow<'a> {
    pub id: i64,
    pub at: At,
    pub by: Option<i64>,
    pub reason: RedistributionReason,
    pub note: &'a str,
    pub customers: i32,
    pub work_items: i32,
}

/// How many went from one to another; to 0: they waited.
#[derive(Queryable, Serialize, Debug, Clone, Copy)]
pub struct Share {
    pub from_id: i64,
    pub to_id: i64,
    pub customers: i64,
    pub work_items: i64,
}

pub fn insert(db: &mut Db, new: &NewRow<'_>, shares: &[Share]) -> QueryResult<()> {
    sql::<()>(
        "INSERT INTO redistributions (id, at, by_id, reason, note, customers, work_items) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(new.at)
    .bind(new.by)
    .bind(new.reason.as_str())
    .bind(new.note)
    .bind(new.customers)
    .bind(new.work_items)
    .run(db)?;
    let columns = [("from_id", "bigint"), ("to_id", "bigint"), ("customers", "integer"), ("work_items", "integer")];
    let rows = serde_json::to_string(shares).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    let table = db.dialect().rows_of("$2", &columns);
    // WHERE TRUE keeps SQLite from taking what follows a table for a join.
    sql::<()>(format!(
        "INSERT INTO redistribution_shares (redistribution_id, from_id, to_id, customers, work_items) \
         SELECT $1, v.from_id, v.to_id, v.customers, v.work_items FROM {table} WHERE TRUE"
    ))
    .bind(new.id)
    .bind(rows)
    .run(db)
    .map(drop)
}

/// Conditions of those that took from nobody out of reach.
fn in_reach(dialect: Dialect, scope: &Scoped<CustomerReassign>) -> Conditions {
    let filter = scope.reach().filter(dialect, "s.from_id", 1);
    let Some(bind) = filter.bind else { return Conditions::default() };
    let mut conditions = Conditions::default();
    conditions.parameter(bind);
    conditions.and_also(&format!(
        "NOT EXISTS (SELECT 1 FROM redistribution_shares s WHERE s.redistribution_id = r.id AND NOT ({}))",
        filter.sql
    ))
}

/// A page of those in reach, newest first.
pub fn page(db: &mut Db, scope: &Scoped<CustomerReassign>, before: Option<i64>, limit: i64) -> QueryResult<Vec<Row>> {
    let mut conditions = in_reach(db.dialect(), scope).and("r.id < ?", before);
    let limit = conditions.parameter(limit);
    sql::<Columns>(format!(
        "SELECT {COLUMNS} FROM redistributions r WHERE {} ORDER BY r.id DESC LIMIT {limit}",
        conditions.sql()
    ))
    .binds(conditions.into_binds())
    .load(db)
}

/// One, if it is in reach.
pub fn reached(db: &mut Db, scope: &Scoped<CustomerReassign>, id: i64) -> QueryResult<Option<Row>> {
    let conditions = in_reach(db.dialect(), scope).and("r.id = ?", Some(id));
    sql::<Columns>(format!("SELECT {COLUMNS} FROM redistributions r WHERE {}", conditions.sql()))
        .binds(conditions.into_binds())
        .get_result(db)
        .optional()
}

/// One.
pub fn row(db: &mut Db, id: i64) -> QueryResult<Option<Row>> {
    sql::<Columns>(format!("SELECT {COLUMNS} FROM redistributions r WHERE r.id = $1"))
        .bind(id)
        .get_result(db)
        .optional()
}

/// Who got what from whom in one.
pub fn shares(db: &mut Db, id: i64) -> QueryResult<Vec<Share>> {
    sql::<(BigInt, BigInt, BigInt, BigInt)>(
        "SELECT from_id, to_id, CAST(customers AS BIGINT), CAST(work_items AS BIGINT) FROM redistribution_shares \
         WHERE redistribution_id = $1 ORDER BY from_id, to_id",
    )
    .bind(id)
    .load(db)
}

/// Whom one gave something.
pub fn holders(db: &mut Db, id: i64) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>(
        "SELECT DISTINCT to_id FROM redistribution_shares WHERE redistribution_id = $1 AND to_id <> 0 ORDER BY to_id",
    )
    .bind(id)
    .load::<(i64,)>(db)
    .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// The people at both ends of one.
#[derive(Debug, Default)]
pub struct Ends {
    /// Those who gave most.
    pub from: Vec<i64>,
    pub from_count: i64,
    pub to_count: i64,
}

/// The people at both ends of these.
pub fn ends(db: &mut Db, ids: &str) -> QueryResult<HashMap<i64, Ends>> {
    let among = db.dialect().one_of("redistribution_id", "$1");
    let givers: Vec<(i64, i64)> = sql::<(BigInt, BigInt)>(format!(
        "SELECT redistribution_id, from_id FROM redistribution_shares WHERE {among} \
         GROUP BY redistribution_id, from_id ORDER BY redistribution_id, sum(customers + work_items) DESC, from_id"
    ))
    .bind(ids)
    .load(db)?;
    let takers: Vec<(i64, i64)> = sql::<(BigInt, BigInt)>(format!(
        "SELECT redistribution_id, count(DISTINCT to_id) FROM redistribution_shares WHERE {among} AND to_id <> 0 \
         GROUP BY redistribution_id"
    ))
    .bind(ids)
    .load(db)?;
    let mut ends: HashMap<i64, Ends> = HashMap::new();
    for (id, giver) in givers {
        let of = ends.entry(id).or_default();
        of.from_count += 1;
        if of.from.len() < NAMED {
            of.from.push(giver);
        }
    }
    for (id, count) in takers {
        ends.entry(id).or_default().to_count = count;
    }
    Ok(ends)
}

/// Notes that one is undone, unless it was before.
pub fn note_undo(db: &mut Db, id: i64, at: At, by: Option<i64>) -> QueryResult<usize> {
    sql::<()>("UPDATE redistributions SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL")
        .bind(id)
        .bind(at)
        .bind(by)
        .run(db)
}

/// Notes how many went back.
pub fn note_undone(db: &mut Db, id: i64, customers: usize, work_items: usize) -> QueryResult<usize> {
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    sql::<()>("UPDATE redistributions SET undone_customers = $2, undone_work_items = $3 WHERE id = $1")
        .bind(id)
        .bind(number(customers))
        .bind(number(work_items))
        .run(db)
}
