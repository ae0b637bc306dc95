//! What a policy may name, and what it is called.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};

use crate::db::{Db, id_list, sql};

type Named = Vec<(i64, String)>;

/// The names of these groups.
pub fn group_names(db: &mut Db, ids: &[i64]) -> QueryResult<Named> {
    names(db, "groups", ids)
}

/// The names of these product lines.
pub fn product_line_names(db: &mut Db, ids: &[i64]) -> QueryResult<Named> {
    names(db, "product_lines", ids)
}

/// The names of these provinces, cities and districts.
pub fn place_names(db: &mut Db, ids: &[i64]) -> QueryResult<Named> {
    let mut found = Vec::new();
    for table in ["provinces", "cities", "districts"] {
        found.extend(names(db, table, ids)?);
    }
    Ok(found)
}

fn names(db: &mut Db, table: &'static str, ids: &[i64]) -> QueryResult<Named> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let among = db.dialect().one_of("id", "$1");
    sql::<(BigInt, Text)>(format!("SELECT id, name FROM {table} WHERE {among}"))
        .bind(id_list(ids.iter().copied()))
        .load(db)
}

/// Every group, with how many of its members are active agents.
pub fn group_sizes(db: &mut Db) -> QueryResult<Vec<(i64, i64)>> {
    sql::<(BigInt, BigInt)>(
        "SELECT g.id, count(e.id) FROM groups g \
         LEFT JOIN group_members m ON m.group_id = g.id AND m.left_at IS NULL \
         LEFT JOIN employees e ON e.id = m.employee_id AND e.is_agent AND e.status = 'active' GROUP BY g.id",
    )
    .load(db)
}

/// Every product line that is sold.
pub fn open_product_lines(db: &mut Db) -> QueryResult<Vec<i64>> {
    let rows: Vec<(i64,)> = sql::<(BigInt,)>("SELECT id FROM product_lines WHERE status = 'open'").load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
