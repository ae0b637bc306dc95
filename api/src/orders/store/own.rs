//! Queries for customers on their own side.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{ids::CustomerId, orders::OrderState};

use crate::db::{At, Code, Conditions, Db, Instant, sql};

/// An order as the customer sees it.
#[derive(Queryable)]
pub struct OwnRow {
    pub id: i64,
    pub external_id: String,
    pub title: String,
    pub state: Code<OrderState>,
    pub currency: String,
    pub amount: i64,
    pub placed_at: At,
    pub paid_at: Option<At>,
}

/// A page of a customer's, newest first.
pub fn own_page(db: &mut Db, customer: CustomerId, before: Option<i64>, limit: i64) -> QueryResult<Vec<OwnRow>> {
    let mut conditions = Conditions::default()
        .and("w.customer_id = ?", Some(customer))
        .and_also("w.kind = 'order'")
        .and("w.id < ?", before);
    let limit = conditions.parameter(limit);
    sql::<(BigInt, Text, Text, Text, Text, BigInt, Instant, Nullable<Instant>)>(format!(
        "SELECT o.id, o.external_id, o.title, o.state, o.currency, o.amount, o.placed_at, o.paid_at \
         FROM work_items w JOIN orders o ON o.id = w.id WHERE {} ORDER BY w.id DESC LIMIT {limit}",
        conditions.sql()
    ))
    .binds(conditions.into_binds())
    .load(db)
}
