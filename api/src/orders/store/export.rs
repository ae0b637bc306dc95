//! What a file says of orders beyond their rows.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::customers::CustomerStatus;

use crate::{
    db::{At, Code, Db, Instant, id_list, sql},
    permissions::{OrderExport, Scoped},
};

/// What stands beside an order.
#[derive(Queryable)]
pub struct Beside {
    pub order: i64,
    pub note: String,
    pub phone: String,
    pub company: String,
    pub customer_status: Code<CustomerStatus>,
    pub district: Option<i64>,
    pub followed_up_at: Option<At>,
    pub customer_owner: Option<i64>,
    pub deal_on: Option<i32>,
    pub deal_owner: Option<i64>,
}

/// What stands beside these orders, which were found in scope, by their ids.
pub fn beside(db: &mut Db, _: &Scoped<OrderExport>, orders: &[i64]) -> QueryResult<HashMap<i64, Beside>> {
    type Columns = (
        BigInt,
        Text,
        Text,
        Text,
        Text,
        Nullable<BigInt>,
        Nullable<Instant>,
        Nullable<BigInt>,
        Nullable<Integer>,
        Nullable<BigInt>,
    );
    let among = db.dialect().one_of("o.id", "$1");
    let rows: Vec<Beside> = sql::<Columns>(format!(
        "SELECT o.id, o.note, c.phone, c.company, c.status, c.district_id, c.last_follow_up_at, s.owner_id, o.deal_on, \
         o.deal_owner_id FROM orders o JOIN work_items w ON w.id = o.id JOIN customers c ON c.id = w.customer_id \
         LEFT JOIN ownerships s ON s.customer_id = w.customer_id WHERE {among}"
    ))
    .bind(id_list(orders.iter().copied()))
    .load(db)?;
    Ok(rows.into_iter().map(|row| (row.order, row)).collect())
}

/// The lines of these orders, which were found in scope: order, product line, name, quantity, price of one. Those of an order
/// stand together and in order.
pub fn items_of(
    db: &mut Db,
    _: &Scoped<OrderExport>,
    orders: &[i64],
) -> QueryResult<Vec<(i64, Option<String>, String, i64, i64)>> {
    let among = db.dialect().one_of("i.order_id", "$1");
    sql::<(BigInt, Nullable<Text>, Text, BigInt, BigInt)>(format!(
        "SELECT i.order_id, l.name, i.name, i.quantity, i.unit_amount FROM order_items i \
         LEFT JOIN product_lines l ON l.id = i.product_line_id WHERE {among} ORDER BY i.order_id, i.position"
    ))
    .bind(id_list(orders.iter().copied()))
    .load(db)
}
