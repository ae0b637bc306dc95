//! What was told of orders.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::orders::OrderParts;

use crate::{
    db::{At, Db, Instant, Json, sql},
    permissions::{Granted, OrderPush},
};

/// What was told of an order so far.
#[derive(Queryable)]
pub struct PartsRow {
    pub id: i64,
    pub external_id: String,
    pub order_id: Option<i64>,
    pub parts: Json<OrderParts>,
    pub first_at: At,
    pub last_at: At,
}

type PartsColumns = (BigInt, Text, Nullable<BigInt>, Text, Instant, Instant);
const COLUMNS: &str = "id, external_id, order_id, parts, first_at, last_at";

/// What was told of an order, its row locked.
pub fn lock_parts(db: &mut Db, external_id: &str) -> QueryResult<Option<PartsRow>> {
    let suffix = db.dialect().for_update();
    sql::<PartsColumns>(format!("SELECT {COLUMNS} FROM order_parts WHERE external_id = $1{suffix}"))
        .bind(external_id)
        .get_result(db)
        .optional()
}

/// Begins a row of which nothing is known, unless somebody else just did: then waits for them.
pub fn begin_parts(db: &mut Db, id: i64, external_id: &str, at: At) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO order_parts (id, external_id, parts, first_at, last_at) VALUES ($1, $2, '{}', $3, $3) \
         ON CONFLICT (external_id) DO NOTHING",
    )
    .bind(id)
    .bind(external_id)
    .bind(at)
    .run(db)
}

pub fn keep_parts(db: &mut Db, id: i64, order: Option<i64>, parts: String, at: At) -> QueryResult<usize> {
    sql::<()>("UPDATE order_parts SET order_id = $2, parts = $3, last_at = $4 WHERE id = $1")
        .bind(id)
        .bind(order)
        .bind(parts)
        .bind(at)
        .run(db)
}

/// Those of which something is missing, the newest first.
pub fn incomplete(db: &mut Db, _: Granted<OrderPush>, before: Option<i64>, limit: i64) -> QueryResult<Vec<PartsRow>> {
    sql::<PartsColumns>(format!(
        "SELECT {COLUMNS} FROM order_parts WHERE order_id IS NULL AND id < $1 ORDER BY id DESC LIMIT $2"
    ))
    .bind(before.unwrap_or(i64::MAX))
    .bind(limit)
    .load(db)
}
