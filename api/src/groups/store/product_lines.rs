//! Queries about product lines.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use shared::groups::ProductLineStatus;

use crate::db::{Code, Db, schema::product_lines, sql};

/// A product line with how many groups serve it.
#[derive(Queryable)]
pub struct LineRow {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub status: Code<ProductLineStatus>,
    pub version: i64,
    pub groups: i64,
}

/// Every product line, by code.
pub fn lines(db: &mut Db) -> QueryResult<Vec<LineRow>> {
    sql::<(BigInt, Text, Text, Text, BigInt, BigInt)>(
        "SELECT l.id, l.code, l.name, l.status, l.version, \
         (SELECT count(*) FROM groups g WHERE g.product_line_id = l.id) FROM product_lines l ORDER BY l.code",
    )
    .load(db)
}

/// What product lines are called, and whether they are sold.
pub fn line_names(db: &mut Db) -> QueryResult<HashMap<i64, (String, ProductLineStatus)>> {
    let rows: Vec<(i64, String, Code<ProductLineStatus>)> =
        product_lines::table.select((product_lines::id, product_lines::name, product_lines::status)).load(db)?;
    Ok(rows.into_iter().map(|(id, name, status)| (id, (name, status.0))).collect())
}

pub fn insert_line(db: &mut Db, id: i64, code: &str, name: &str) -> QueryResult<()> {
    diesel::insert_into(product_lines::table)
        .values((
            product_lines::id.eq(id),
            product_lines::code.eq(code),
            product_lines::name.eq(name),
            product_lines::status.eq(Code(ProductLineStatus::Open)),
            product_lines::version.eq(1_i64),
        ))
        .execute(db)
        .map(drop)
}

pub fn update_line(
    db: &mut Db,
    id: i64,
    version: i64,
    code: &str,
    name: &str,
    status: ProductLineStatus,
) -> QueryResult<usize> {
    diesel::update(product_lines::table.find(id).filter(product_lines::version.eq(version)))
        .set((
            product_lines::code.eq(code),
            product_lines::name.eq(name),
            product_lines::status.eq(Code(status)),
            product_lines::version.eq(version.saturating_add(1)),
        ))
        .execute(db)
}
