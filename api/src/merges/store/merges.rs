//! The merges that were done.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use serde::{Deserialize, Serialize};
use shared::{codes::TextCode, customers::CustomerStatus, merges::Carried};

use crate::db::{At, Code, Db, Instant, Json, sql};

/// What a merge changed on the kept one beside what was carried over, and what undoing must know.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Memo {
    /// How much was carried over.
    pub carried: Carried,
    /// The change by which the kept one got the gone one's owner.
    pub owner_change: Option<i64>,
    /// Whether the kept one waited for an owner, and the gone one.
    pub kept_waited: bool,
    pub gone_waited: bool,
    /// Whether the kept one got the gone one's district.
    pub took_district: bool,
    /// The kept one's last follow-up before, if the gone one's was later.
    pub followed_up: Option<FollowedUp>,
    /// The days of the kept one's ownership before that, and since.
    pub kept_days: Option<((i32, i32), (i32, i32))>,
    /// The days of the gone one's ownership.
    pub gone_days: Option<(i32, i32)>,
}

/// A last follow-up, if there was any.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FollowedUp {
    /// Microseconds since 1970.
    pub at: Option<i64>,
}

/// A merge.
#[derive(Queryable)]
pub struct MergeRow {
    pub id: i64,
    pub kept_id: i64,
    /// Who is gone: id, name, phone, company.
    pub gone: (i64, String, String, String),
    pub at: At,
    pub by_id: Option<i64>,
    pub reason: String,
    pub status_before: Code<CustomerStatus>,
    pub owner_before: Option<i64>,
    pub memo: Json<Memo>,
    pub undone_at: Option<At>,
    pub undone_by: Option<i64>,
    pub undo_reason: Option<String>,
}

type MergeColumns = (
    BigInt,
    BigInt,
    (BigInt, Text, Text, Text),
    Instant,
    Nullable<BigInt>,
    Text,
    Text,
    Nullable<BigInt>,
    Text,
    Nullable<Instant>,
    Nullable<BigInt>,
    Nullable<Text>,
);

const MERGE: &str = "SELECT m.id, m.kept_id, g.id, g.name, g.phone, g.company, m.at, m.by_id, m.reason, m.status_before, \
                     m.owner_before, m.memo, m.undone_at, m.undone_by, m.undo_reason \
                     FROM customer_merges m JOIN customers g ON g.id = m.gone_id";

/// A merge to be written down.
pub struct NewMergeRow<'a> {
    pub id: i64,
    pub kept: i64,
    pub gone: i64,
    pub at: At,
    pub by: Option<i64>,
    pub reason: &'a str,
    pub status_before: CustomerStatus,
    pub owner_before: Option<i64>,
    pub memo: &'a Memo,
}

pub fn insert(db: &mut Db, new: &NewMergeRow<'_>) -> QueryResult<usize> {
    let memo = Json::text(new.memo).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    sql::<()>(
        "INSERT INTO customer_merges (id, kept_id, gone_id, at, by_id, reason, status_before, owner_before, memo) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id)
    .bind(new.kept)
    .bind(new.gone)
    .bind(new.at)
    .bind(new.by)
    .bind(new.reason)
    .bind(new.status_before.as_str())
    .bind(new.owner_before)
    .bind(memo)
    .run(db)
}

pub fn merge(db: &mut Db, id: i64) -> QueryResult<Option<MergeRow>> {
    sql::<MergeColumns>(format!("{MERGE} WHERE m.id = $1")).bind(id).get_result(db).optional()
}

/// Locks a merge, and tells whether it stands.
pub fn lock_merge(db: &mut Db, id: i64) -> QueryResult<bool> {
    let suffix = db.dialect().for_update();
    let found: Option<(i64,)> =
        sql::<(BigInt,)>(format!("SELECT id FROM customer_merges WHERE id = $1 AND undone_at IS NULL{suffix}"))
            .bind(id)
            .get_result(db)
            .optional()?;
    Ok(found.is_some())
}

/// The merges into a customer, the latest first.
pub fn of_kept(db: &mut Db, kept: i64, limit: i64) -> QueryResult<Vec<MergeRow>> {
    sql::<MergeColumns>(format!("{MERGE} WHERE m.kept_id = $1 ORDER BY m.id DESC LIMIT $2"))
        .bind(kept)
        .bind(limit)
        .load(db)
}

/// Whether a later merge into the same customer stands.
pub fn standing_after(db: &mut Db, kept: i64, id: i64) -> QueryResult<bool> {
    let found: Option<(i64,)> = sql::<(BigInt,)>(
        "SELECT id FROM customer_merges WHERE kept_id = $1 AND id > $2 AND undone_at IS NULL ORDER BY id LIMIT 1",
    )
    .bind(kept)
    .bind(id)
    .get_result(db)
    .optional()?;
    Ok(found.is_some())
}

pub fn undo(db: &mut Db, id: i64, at: At, by: Option<i64>, reason: &str) -> QueryResult<usize> {
    sql::<()>("UPDATE customer_merges SET undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1")
        .bind(id)
        .bind(at)
        .bind(by)
        .bind(reason)
        .run(db)
}

/// Makes a customer, of whom nothing is left, part of another one.
pub fn become_part(db: &mut Db, gone: i64, kept: i64) -> QueryResult<usize> {
    sql::<()>("UPDATE customers SET status = 'merged', merged_into = $2, version = version + 1 WHERE id = $1")
        .bind(gone)
        .bind(kept)
        .run(db)
}

/// Makes a customer who was part of another one stand alone again.
pub fn part(db: &mut Db, gone: i64, status: CustomerStatus) -> QueryResult<usize> {
    sql::<()>("UPDATE customers SET status = $2, merged_into = NULL, version = version + 1 WHERE id = $1")
        .bind(gone)
        .bind(status.as_str())
        .run(db)
}

/// From whom a work item was first carried over after an instant, by merges that stand.
pub fn gone_then(db: &mut Db, work_item: i64, at: At) -> QueryResult<Option<i64>> {
    let found: Option<(i64,)> = sql::<(BigInt,)>(
        "SELECT m.gone_id FROM customer_merge_rows r JOIN customer_merges m ON m.id = r.merge_id \
         WHERE r.row_id = $1 AND r.kind = 'work_item' AND m.undone_at IS NULL AND m.at > $2 ORDER BY m.id LIMIT 1",
    )
    .bind(work_item)
    .bind(at)
    .get_result(db)
    .optional()?;
    Ok(found.map(|row| row.0))
}

/// Whether somebody said that these are not the same person.
pub fn is_apart(db: &mut Db, one: i64, other: i64) -> QueryResult<bool> {
    let found: Option<(i64,)> =
        sql::<(BigInt,)>("SELECT one_id FROM customers_apart WHERE one_id = $1 AND other_id = $2")
            .bind(one.min(other))
            .bind(one.max(other))
            .get_result(db)
            .optional()?;
    Ok(found.is_some())
}
