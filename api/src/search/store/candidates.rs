//! Where a search looks: ids of things of one kind, the newest first, of which the conditions are then asked.
//!
//! Each query reads an index from a place on and stops after so many rows.

use diesel::{prelude::*, sql_types::BigInt};
use shared::search::SearchKind;

use super::conditions::end_of;
use crate::{
    customers::meant,
    db::{At, Bind, Db, Dialect, id_list, sql},
};

fn ids(db: &mut Db, statement: String, binds: Vec<Bind>) -> QueryResult<Vec<i64>> {
    let rows: Vec<(i64,)> = sql::<(BigInt,)>(statement).binds(binds).load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The table that has one row for each thing of a kind, by its id.
const fn table(kind: SearchKind) -> &'static str {
    match kind {
        SearchKind::Customers => "customers",
        SearchKind::Inquiries => "inquiries",
        SearchKind::Orders => "orders",
        SearchKind::FollowUps => "follow_ups",
    }
}

const fn work(kind: SearchKind) -> &'static str {
    if matches!(kind, SearchKind::Orders) { "order" } else { "inquiry" }
}

/// All things of a kind with ids from `lowest` on.
pub fn walk(db: &mut Db, kind: SearchKind, lowest: i64, before: i64, limit: i64) -> QueryResult<Vec<i64>> {
    let statement = format!("SELECT id FROM {} WHERE id >= $1 AND id < $2 ORDER BY id DESC LIMIT $3", table(kind));
    ids(db, statement, vec![lowest.into(), before.into(), limit.into()])
}

/// The customers whom a text may mean by the beginning of something, up to `limit` for each way to mean them.
pub fn customers_meant(db: &mut Db, text: &str, limit: i64) -> QueryResult<Vec<i64>> {
    let mut found = Vec::new();
    for (column, begin) in meant(text) {
        let filled = if column == "company" { "company <> '' AND " } else { "" };
        let statement = format!(
            "SELECT coalesce(merged_into, id) FROM customers WHERE {filled}{column} >= $1 AND {column} < $2 LIMIT $3"
        );
        found.extend(ids(db, statement, vec![begin.as_str().into(), end_of(&begin).into(), limit.into()])?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The orders that the business system calls something that begins so.
pub fn orders_numbered(db: &mut Db, begin: &str, limit: i64) -> QueryResult<Vec<i64>> {
    let statement = "SELECT id FROM orders WHERE external_id >= $1 AND external_id < $2 LIMIT $3".to_owned();
    ids(db, statement, vec![begin.into(), end_of(begin).into(), limit.into()])
}

/// The orders that were placed in a time, of those before `before`.
pub fn orders_placed(db: &mut Db, (from, to): (At, At), before: i64, limit: i64) -> QueryResult<Vec<i64>> {
    let statement =
        "SELECT id FROM orders WHERE placed_at >= $1 AND placed_at < $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    ids(db, statement.to_owned(), vec![from.into(), to.into(), before.into(), limit.into()])
}

/// The customers who have these things of a kind.
pub fn customers_with(db: &mut Db, kind: SearchKind, things: &[i64]) -> QueryResult<Vec<i64>> {
    let among = db.dialect().one_of("id", "$1");
    let table = if kind == SearchKind::FollowUps { "follow_ups" } else { "work_items" };
    let statement = format!("SELECT DISTINCT customer_id FROM {table} WHERE {among}");
    ids(db, statement, vec![id_list(things.iter().copied()).into()])
}

/// What these customers have of a kind, of that before `before`.
pub fn had_by(db: &mut Db, kind: SearchKind, customers: &[i64], before: i64, limit: i64) -> QueryResult<Vec<i64>> {
    let among = db.dialect().one_of("t.customer_id", "$1");
    let from = match kind {
        SearchKind::FollowUps => "follow_ups t WHERE ".to_owned(),
        kind => format!("work_items t WHERE t.kind = '{}' AND ", work(kind)),
    };
    let statement = format!("SELECT t.id FROM {from}{among} AND t.id < $2 ORDER BY t.id DESC LIMIT $3");
    ids(db, statement, vec![id_list(customers.iter().copied()).into(), before.into(), limit.into()])
}

/// What these people own of a kind, of that before `before`: the newest of each, merged. Follow-ups are nobody's own.
pub fn owned_by(db: &mut Db, kind: SearchKind, people: &[i64], before: i64, limit: i64) -> QueryResult<Vec<i64>> {
    let (id, first) = match kind {
        SearchKind::Customers | SearchKind::FollowUps => (
            "customer_id",
            "FROM ownerships w WHERE w.owner_id = t.id AND w.customer_id < $2 ORDER BY w.customer_id DESC LIMIT $3"
                .to_owned(),
        ),
        kind => (
            "id",
            format!(
                "FROM work_items w WHERE w.owner_id = t.id AND w.id < $2 AND w.kind = '{}' ORDER BY w.id DESC LIMIT $3",
                work(kind)
            ),
        ),
    };
    let people_table = db.dialect().id_table("$1");
    let statement = match db.dialect() {
        Dialect::Postgres => format!(
            "SELECT m.id FROM {people_table} t CROSS JOIN LATERAL (SELECT w.{id} AS id {first}) m ORDER BY m.id DESC LIMIT $3"
        ),
        Dialect::Sqlite => {
            let table = if id == "id" { "work_items" } else { "ownerships" };
            format!(
                "SELECT m.{id} FROM {people_table} t CROSS JOIN {table} m ON m.{id} IN (SELECT w.{id} {first}) \
                 ORDER BY m.{id} DESC LIMIT $3"
            )
        }
    };
    ids(db, statement, vec![id_list(people.iter().copied()).into(), before.into(), limit.into()])
}
