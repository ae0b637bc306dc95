//! Queries about timelines.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{
    codes::TextCode,
    followups::Way,
    timeline::{OwnershipReason, TimelineKind},
};

use crate::db::{At, Bind, Block, Code, Db, Instant, schema::timeline, sql};

pub fn insert(
    db: &mut Db,
    id: i64,
    customer: i64,
    at: At,
    kind: TimelineKind,
    by: Option<i64>,
    detail: Option<String>,
) -> QueryResult<()> {
    diesel::insert_into(timeline::table)
        .values((
            timeline::id.eq(id),
            timeline::customer_id.eq(customer),
            timeline::at.eq(at),
            timeline::kind.eq(kind.as_str()),
            timeline::by_id.eq(by),
            timeline::detail.eq(detail),
        ))
        .execute(db)
        .map(drop)
}

/// The ids between the first and the last that belong to other processes' rows are told apart by their last bits.
pub fn insert_for_periods(db: &mut Db, first: i64, last: i64) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO timeline (id, customer_id, at, kind, by_id) \
         SELECT id, customer_id, from_at, 'ownership', by_id FROM ownership_periods \
         WHERE id BETWEEN $1 AND $2 AND (id - $1) % $3 = 0",
    )
    .bind(first)
    .bind(last)
    .bind(Block::STEP)
    .run(db)
}

pub fn insert_for_customers(
    db: &mut Db,
    first: i64,
    customers: &str,
    at: At,
    kind: TimelineKind,
    by: Option<i64>,
) -> QueryResult<usize> {
    let table = db.dialect().id_table("$1");
    let statement = format!(
        "INSERT INTO timeline (id, customer_id, at, kind, by_id) \
         SELECT $2 + {} * (row_number() OVER (ORDER BY t.id) - 1), t.id, $3, $4, $5 FROM {table} t",
        Block::STEP
    );
    sql::<()>(statement).bind(customers).bind(first).bind(at).bind(kind.as_str()).bind(by).run(db)
}

/// An entry, with the follow-up or the period that it is about.
#[derive(Queryable)]
pub struct EntryRow {
    pub id: i64,
    pub at: At,
    pub kind: Code<TimelineKind>,
    pub by_id: Option<i64>,
    pub detail: Option<String>,
    pub way: Option<Code<Way>>,
    pub content: Option<String>,
    pub owner_id: Option<i64>,
    pub reason: Option<Code<OwnershipReason>>,
}

pub fn page(
    db: &mut Db,
    customer: i64,
    kind: Option<TimelineKind>,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<EntryRow>> {
    type Row = (
        BigInt,
        Instant,
        Text,
        Nullable<BigInt>,
        Nullable<Text>,
        Nullable<Text>,
        Nullable<Text>,
        Nullable<BigInt>,
        Nullable<Text>,
    );
    let only = if kind.is_some() { "AND t.kind = $4" } else { "" };
    let statement = format!(
        "SELECT t.id, t.at, t.kind, t.by_id, t.detail, f.way, f.content, p.owner_id, p.reason \
         FROM (SELECT * FROM timeline t WHERE t.customer_id = $1 AND t.id < $2 {only} ORDER BY t.id DESC LIMIT $3) t \
         LEFT JOIN follow_ups f ON f.id = t.id LEFT JOIN ownership_periods p ON p.id = t.id ORDER BY t.id DESC"
    );
    sql::<Row>(statement)
        .bind(customer)
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .binds(kind.map(|k| Bind::Text(k.as_str().into())))
        .load(db)
}
