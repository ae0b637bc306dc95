//! Writes orders. Whoever does has the row of its parts locked.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use serde::Serialize;
use shared::{codes::TextCode, orders::OrderState};

use crate::db::{At, Code, Db, Failure, Instant, sql};

/// The columns of an order that pushes tell.
pub struct Written {
    pub title: String,
    pub state: OrderState,
    pub currency: String,
    pub amount: i64,
    pub product_line: Option<i64>,
    pub channel: String,
    pub note: String,
    pub placed_at: At,
    pub paid_at: Option<At>,
    pub deal_on: Option<i32>,
    pub deal_owner: Option<i64>,
}

impl Written {
    /// The optional columns as texts that both databases cast: an instant and a number that may be absent.
    fn paid_micros(&self) -> Option<i64> {
        self.paid_at.map(|at| at.utc().timestamp_micros())
    }
}

pub fn insert(db: &mut Db, id: i64, external_id: &str, order: &Written) -> QueryResult<usize> {
    let paid = db.dialect().instant_of("$11");
    sql::<()>(format!(
        "INSERT INTO orders (id, external_id, title, state, currency, amount, product_line_id, channel, note, placed_at, \
         paid_at, deal_on, deal_owner_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, {paid}, CAST($12 AS INTEGER), $13)"
    ))
    .bind(id)
    .bind(external_id)
    .bind(order.title.as_str())
    .bind(order.state.as_str())
    .bind(order.currency.as_str())
    .bind(order.amount)
    .bind(order.product_line)
    .bind(order.channel.as_str())
    .bind(order.note.as_str())
    .bind(order.placed_at)
    .bind(order.paid_micros())
    .bind(order.deal_on.map(i64::from))
    .bind(order.deal_owner)
    .run(db)
}

pub fn update(db: &mut Db, id: i64, order: &Written) -> QueryResult<usize> {
    let paid = db.dialect().instant_of("$10");
    sql::<()>(format!(
        "UPDATE orders SET title = $2, state = $3, currency = $4, amount = $5, product_line_id = $6, channel = $7, note = $8, \
         placed_at = $9, paid_at = {paid}, deal_on = CAST($11 AS INTEGER), deal_owner_id = $12 WHERE id = $1"
    ))
    .bind(id)
    .bind(order.title.as_str())
    .bind(order.state.as_str())
    .bind(order.currency.as_str())
    .bind(order.amount)
    .bind(order.product_line)
    .bind(order.channel.as_str())
    .bind(order.note.as_str())
    .bind(order.placed_at)
    .bind(order.paid_micros())
    .bind(order.deal_on.map(i64::from))
    .bind(order.deal_owner)
    .run(db)
}

/// What of an order matters when it changes.
#[derive(Queryable)]
pub struct Before {
    pub customer: i64,
    pub external_id: String,
    pub state: Code<OrderState>,
    pub paid_at: Option<At>,
    pub deal_owner: Option<i64>,
}

/// How an order is now.
pub fn written(db: &mut Db, id: i64) -> QueryResult<Option<Before>> {
    sql::<(BigInt, Text, Text, Nullable<Instant>, Nullable<BigInt>)>(
        "SELECT w.customer_id, o.external_id, o.state, o.paid_at, o.deal_owner_id \
         FROM orders o JOIN work_items w ON w.id = o.id WHERE o.id = $1",
    )
    .bind(id)
    .get_result(db)
    .optional()
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    pub product_line: Option<i64>,
    pub name: String,
    pub quantity: i64,
    pub unit_amount: i64,
}

/// The lines of an order, each with the name of its product line.
pub fn items(db: &mut Db, order: i64) -> QueryResult<Vec<(ItemRow, Option<String>)>> {
    let rows: Vec<(Option<i64>, String, i64, i64, Option<String>)> =
        sql::<(Nullable<BigInt>, Text, BigInt, BigInt, Nullable<Text>)>(
            "SELECT i.product_line_id, i.name, i.quantity, i.unit_amount, l.name FROM order_items i \
             LEFT JOIN product_lines l ON l.id = i.product_line_id WHERE i.order_id = $1 ORDER BY i.position",
        )
        .bind(order)
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(product_line, name, quantity, unit_amount, line)| {
            (ItemRow { product_line, name, quantity, unit_amount }, line)
        })
        .collect())
}

pub fn replace_items(db: &mut Db, order: i64, items: &[ItemRow]) -> QueryResult<usize> {
    sql::<()>("DELETE FROM order_items WHERE order_id = $1").bind(order).run(db)?;
    let rows: Vec<serde_json::Value> = (0..)
        .zip(items)
        .map(|(position, item): (i32, &ItemRow)| {
            serde_json::json!({"position": position, "line": item.product_line, "name": item.name,
                               "quantity": item.quantity, "unit": item.unit_amount})
        })
        .collect();
    let text = serde_json::to_string(&rows).map_err(|e| Failure::SerializationError(e.into()))?;
    let columns =
        [("position", "integer"), ("line", "bigint"), ("name", "text"), ("quantity", "bigint"), ("unit", "bigint")];
    let rows = db.dialect().rows_of("$2", &columns);
    sql::<()>(format!(
        "INSERT INTO order_items (order_id, position, product_line_id, name, quantity, unit_amount) \
         SELECT $1, v.position, v.line, v.name, v.quantity, v.unit FROM {rows}"
    ))
    .bind(order)
    .bind(text)
    .run(db)
}

/// All product lines with their codes; there are few.
pub fn product_lines(db: &mut Db) -> QueryResult<Vec<(i64, String)>> {
    sql::<(BigInt, Text)>("SELECT id, code FROM product_lines").load(db)
}
