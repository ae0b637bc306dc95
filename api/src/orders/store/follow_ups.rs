//! Follow-ups, as the page of an order shows them.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::followups::Way;

use crate::db::{At, Bind, Code, Db, Instant, sql};

/// A follow-up, and the order that it is about.
#[derive(Queryable)]
pub struct FollowUpRow {
    pub id: i64,
    pub customer: i64,
    pub author: i64,
    pub at: At,
    pub way: Code<Way>,
    pub content: String,
    pub order: (Option<i64>, Option<String>, Option<String>),
}

/// A page of a customer's follow-ups, newest first; with `order` only of that one's. Whoever calls this has found that the caller
/// may see an order of the customer's.
pub fn follow_ups(
    db: &mut Db,
    customer: i64,
    order: Option<i64>,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<FollowUpRow>> {
    type Columns = (BigInt, BigInt, BigInt, Instant, Text, Text, (Nullable<BigInt>, Nullable<Text>, Nullable<Text>));
    let only = if order.is_some() { "f.order_id = $4" } else { "f.customer_id = $1" };
    sql::<Columns>(format!(
        "SELECT f.id, f.customer_id, f.author_id, f.at, f.way, f.content, o.id, o.external_id, o.title FROM follow_ups f \
         LEFT JOIN orders o ON o.id = f.order_id WHERE {only} AND f.id < $2 ORDER BY f.id DESC LIMIT $3"
    ))
    .bind(customer)
    .bind(before.unwrap_or(i64::MAX))
    .bind(limit)
    .binds(order.map(Bind::Big))
    .load(db)
}
