//! What a policy may name, and what it is called.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};

use crate::db::{Db, id_list, sql};

/// Ids and what they are called.
pub type Named = Vec<(i64, String)>;

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

/// Every group by name, with how many of its members are active agents.
pub fn groups(db: &mut Db) -> QueryResult<Vec<(i64, String, i64)>> {
    sql::<(BigInt, Text, BigInt)>(
        "SELECT g.id, g.name, count(e.id) FROM groups g \
         LEFT JOIN group_members m ON m.group_id = g.id AND m.left_at IS NULL \
         LEFT JOIN employees e ON e.id = m.employee_id AND e.is_agent AND e.status = 'active' \
         GROUP BY g.id, g.name ORDER BY g.name",
    )
    .load(db)
}

/// Every product line that is sold, by name.
pub fn open_product_lines(db: &mut Db) -> QueryResult<Named> {
    sql::<(BigInt, Text)>("SELECT id, name FROM product_lines WHERE status = 'open' ORDER BY name").load(db)
}

/// The skills that somebody has, each once.
pub fn skills(db: &mut Db, limit: i64) -> QueryResult<Vec<String>> {
    let rows: Vec<(String,)> =
        sql::<(Text,)>("SELECT DISTINCT skill FROM agent_skills ORDER BY skill LIMIT $1").bind(limit).load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
