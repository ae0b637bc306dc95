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

/// An entry, with the follow-up or the ownership that it is about.
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
    /// The order that a follow-up is about: which, what it is called outside, what was ordered.
    pub order: (Option<i64>, Option<String>, Option<String>),
}

/// A page of the timeline and of the ownerships, which are entries of their own and not written twice.
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
        (Nullable<BigInt>, Nullable<Text>, Nullable<Text>),
    );
    let only = if kind.is_some() { "AND kind = $4" } else { "" };
    let mut parts = vec![format!(
        "SELECT id, at, kind, by_id, detail, CAST(NULL AS BIGINT) AS owner_id, CAST(NULL AS TEXT) AS reason \
         FROM timeline WHERE customer_id = $1 AND id < $2 {only} ORDER BY id DESC LIMIT $3"
    )];
    if kind.is_none_or(|kind| kind == TimelineKind::Ownership) {
        let ownership = |id: &str, from: &str, table: &str| {
            format!(
                "SELECT {id} AS id, {from} AS at, 'ownership' AS kind, by_id, NULL AS detail, owner_id, reason \
                 FROM {table} WHERE customer_id = $1 AND {id} < $2 ORDER BY {id} DESC LIMIT $3"
            )
        };
        parts.push(ownership("id", "from_at", "ownership_periods"));
        parts.push(ownership("change_id", "since", "ownerships"));
    }
    let parts: Vec<String> = parts.into_iter().map(|part| format!("SELECT * FROM ({part}) p")).collect();
    let statement = format!(
        "SELECT t.id, t.at, t.kind, t.by_id, t.detail, f.way, f.content, t.owner_id, t.reason, \
         o.id, o.external_id, o.title \
         FROM (SELECT * FROM ({}) t ORDER BY id DESC LIMIT $3) t LEFT JOIN follow_ups f ON f.id = t.id \
         LEFT JOIN orders o ON o.id = f.order_id ORDER BY t.id DESC",
        parts.join(" UNION ALL ")
    );
    sql::<Row>(statement)
        .bind(customer)
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .binds(kind.map(|k| Bind::Text(k.as_str().into())))
        .load(db)
}
