//! Deals, out of their ledger.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::orders::DealBy;

use crate::{
    db::{Conditions, Db, sql},
    permissions::{OrderRead, Scoped},
};

/// Deals added up. `key` is the day, who owns them or the product line; the numbers include what was taken off since.
#[derive(Queryable)]
pub struct DealSum {
    pub key: i64,
    pub name: Option<String>,
    pub currency: String,
    pub deals: i64,
    pub amount: i64,
    pub taken_off: i64,
    pub amount_taken_off: i64,
}

/// The deals of some days in scope.
pub fn deals(
    db: &mut Db,
    scope: &Scoped<OrderRead>,
    by: DealBy,
    days: (i32, i32),
    owner: Option<i64>,
    line: Option<i64>,
) -> QueryResult<Vec<DealSum>> {
    let key = match by {
        DealBy::Day => "day",
        DealBy::Agent => "employee_id",
        DealBy::ProductLine => "product_line_id",
    };
    let order = if by == DealBy::Day { "s.key, s.currency" } else { "s.currency, s.amount - s.off DESC, s.key" };
    let reach = scope.reach().filter(db.dialect(), "d.employee_id", 1);
    let mut conditions = Conditions::default();
    if let Some(bind) = reach.bind {
        // The predicate names its parameter itself: it is the first.
        conditions.parameter(bind);
    }
    let conditions = conditions
        .and_also(&reach.sql)
        .and("d.day >= ?", Some(days.0))
        .and("d.day <= ?", Some(days.1))
        .and("d.employee_id = ?", owner)
        .and("d.product_line_id = ?", line);
    let name = if by == DealBy::ProductLine { "l.name" } else { "CAST(NULL AS TEXT)" };
    let join = if by == DealBy::ProductLine { "LEFT JOIN product_lines l ON l.id = s.key" } else { "" };
    sql::<(BigInt, Nullable<Text>, Text, BigInt, BigInt, BigInt, BigInt)>(format!(
        "SELECT s.key, {name}, s.currency, s.deals, s.amount, s.taken, s.off FROM (SELECT CAST(d.{key} AS BIGINT) AS key, \
         d.currency, CAST(sum(d.deals) AS BIGINT) AS deals, CAST(sum(d.amount) AS BIGINT) AS amount, \
         CAST(sum(d.taken_off) AS BIGINT) AS taken, CAST(sum(d.amount_taken_off) AS BIGINT) AS off \
         FROM deal_ledger d WHERE {} GROUP BY d.{key}, d.currency HAVING sum(d.deals) > 0) s {join} ORDER BY {order}",
        conditions.sql()
    ))
    .binds(conditions.into_binds())
    .load(db)
}
