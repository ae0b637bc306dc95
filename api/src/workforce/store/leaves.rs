//! Queries about leaves.

use diesel::prelude::*;
use shared::workforce::LeaveQuery;

use crate::db::{At, Bind, Conditions, Db, Instant, schema::leaves, sql};
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

/// A leave as its table has it.
#[derive(Queryable, Insertable)]
#[diesel(table_name = leaves, treat_none_as_default_value = false)]
pub struct LeaveRow {
    pub id: i64,
    pub employee_id: i64,
    pub from_at: At,
    pub to_at: At,
    pub reason: String,
    pub gives_back: bool,
    pub gave_back_at: Option<At>,
    pub created_at: At,
    pub created_by: Option<i64>,
    pub cancelled_at: Option<At>,
}

type LeaveTypes =
    (BigInt, BigInt, Instant, Instant, Text, Bool, Nullable<Instant>, Instant, Nullable<BigInt>, Nullable<Instant>);

/// Leaves, the last to begin first, before the one with this beginning and id.
pub fn leaves(
    db: &mut Db,
    query: &LeaveQuery,
    employee: Option<i64>,
    before: Option<(At, i64)>,
    limit: i64,
) -> QueryResult<Vec<LeaveRow>> {
    let mut conditions = Conditions::default()
        .and("employee_id = ?", employee)
        .and("to_at > ?", query.from.map(At::from))
        .and("from_at < ?", query.to.map(At::from));
    if query.cancelled != Some(true) {
        conditions = conditions.and_also("cancelled_at IS NULL");
    }
    if let Some((from, id)) = before {
        let (from, id) = (conditions.parameter(from), conditions.parameter(id));
        conditions = conditions.and_also(&format!("(from_at, id) < ({from}, {id})"));
    }
    let limit = conditions.parameter(limit);
    let tail = format!("WHERE {} ORDER BY from_at DESC, id DESC LIMIT {limit}", conditions.sql());
    select_leaves(db, &tail, conditions.into_binds())
}

fn select_leaves(db: &mut Db, tail: &str, binds: Vec<Bind>) -> QueryResult<Vec<LeaveRow>> {
    sql::<LeaveTypes>(format!(
        "SELECT id, employee_id, from_at, to_at, reason, gives_back, gave_back_at, created_at, created_by, cancelled_at \
         FROM leaves {tail}"
    ))
    .binds(binds)
    .load(db)
}

pub fn leave(db: &mut Db, id: i64) -> QueryResult<LeaveRow> {
    leaves::table.find(id).first(db)
}

/// Every leave that stands and ends after an instant: whose, from when, until when, the first to begin first.
pub fn standing_leaves(db: &mut Db, after: At) -> QueryResult<Vec<(i64, At, At)>> {
    leaves::table
        .filter(leaves::cancelled_at.is_null())
        .filter(leaves::to_at.gt(after))
        .order(leaves::from_at)
        .select((leaves::employee_id, leaves::from_at, leaves::to_at))
        .load(db)
}

/// When these people were or will be away after an instant: whose, from, to. Who came back because a leave was cancelled was
/// away until then.
pub fn away(db: &mut Db, people: &str, after: At) -> QueryResult<Vec<(i64, At, At)>> {
    let among = db.dialect().one_of("employee_id", "$1");
    sql::<(BigInt, Instant, Instant)>(format!(
        "SELECT employee_id, from_at, coalesce(cancelled_at, to_at) FROM leaves WHERE {among} AND to_at > $2 \
         AND (cancelled_at IS NULL OR cancelled_at > from_at) ORDER BY employee_id, from_at"
    ))
    .bind(people)
    .bind(after)
    .load(db)
}

/// Whether somebody has a leave that stands between these instants.
pub fn has_leave(db: &mut Db, employee: i64, from: At, to: At) -> QueryResult<bool> {
    let those = leaves::table
        .filter(leaves::employee_id.eq(employee))
        .filter(leaves::cancelled_at.is_null())
        .filter(leaves::to_at.gt(from))
        .filter(leaves::from_at.lt(to));
    diesel::select(diesel::dsl::exists(those)).get_result(db)
}

pub fn insert_leave(db: &mut Db, row: &LeaveRow) -> QueryResult<()> {
    diesel::insert_into(leaves::table).values(row).execute(db).map(drop)
}

/// Cancels a leave that stands and has not ended.
pub fn cancel_leave(db: &mut Db, id: i64, now: At) -> QueryResult<usize> {
    let standing = leaves::table.find(id).filter(leaves::cancelled_at.is_null()).filter(leaves::to_at.gt(now));
    diesel::update(standing).set(leaves::cancelled_at.eq(now)).execute(db)
}
