//! Queries of an import of employees.

use diesel::{prelude::*, sql_types::BigInt};

use super::Facts;
use crate::db::{At, Db, id_list, schema::employees, sql};

/// Every employee as an import compares them.
pub fn known_employees(db: &mut Db) -> QueryResult<Vec<(i64, Facts)>> {
    type Row = (i64, String, String, Option<String>, Option<String>, i64, bool, Option<At>, Option<At>);
    let rows: Vec<Row> = employees::table
        .select((
            employees::id,
            employees::number,
            employees::name,
            employees::phone,
            employees::username,
            employees::unit_id,
            employees::is_agent,
            employees::starts_at,
            employees::ends_at,
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(id, number, name, phone, username, unit_id, is_agent, starts_at, ends_at)| {
            (id, Facts { number, name, phone, username, unit_id, is_agent, starts_at, ends_at })
        })
        .collect())
}

/// Who holds districts or customers.
pub fn holders(db: &mut Db) -> QueryResult<Vec<i64>> {
    let rows: Vec<(i64,)> = sql::<(BigInt,)>(
        "SELECT agent_id FROM district_holdings WHERE to_at IS NULL \
         UNION SELECT owner_id FROM owner_load WHERE customers > 0",
    )
    .load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// An employee whom an import adds or changes.
#[derive(serde::Serialize)]
pub struct SheetRow {
    pub id: i64,
    number: String,
    name: String,
    phone: Option<String>,
    username: Option<String>,
    unit_id: i64,
    agent: i64,
    search: String,
}

impl SheetRow {
    pub fn new(id: i64, facts: Facts, search: impl FnOnce(&Facts) -> String) -> Self {
        Self {
            id,
            search: search(&facts),
            number: facts.number,
            name: facts.name,
            phone: facts.phone,
            username: facts.username,
            unit_id: facts.unit_id,
            agent: facts.is_agent.into(),
        }
    }

    pub const fn is_agent(&self) -> bool {
        self.agent == 1
    }
}

const SHEET: [(&str, &str); 8] = [
    ("id", "bigint"),
    ("number", "text"),
    ("name", "text"),
    ("phone", "text"),
    ("username", "text"),
    ("unit_id", "bigint"),
    ("agent", "bigint"),
    ("search", "text"),
];

/// Adds the employees of a JSON array of [`SheetRow`]s.
pub fn insert_sheet(db: &mut Db, rows: &str, now: At) -> QueryResult<usize> {
    let rows_of = db.dialect().rows_of("$1", &SHEET);
    sql::<diesel::sql_types::Untyped>(format!(
        "INSERT INTO employees (id, number, name, phone, username, unit_id, is_agent, status, search, version, \
         created_at) SELECT v.id, v.number, v.name, v.phone, v.username, v.unit_id, v.agent = 1, 'active', v.search, 1, \
         $2 FROM {rows_of}"
    ))
    .bind(rows)
    .bind(now)
    .run(db)
}

/// Changes the employees of a JSON array of [`SheetRow`]s; number, status and dates stay.
pub fn update_sheet(db: &mut Db, rows: &str) -> QueryResult<usize> {
    let rows_of = db.dialect().rows_of("$1", &SHEET);
    sql::<diesel::sql_types::Untyped>(format!(
        "UPDATE employees SET name = v.name, phone = v.phone, username = v.username, unit_id = v.unit_id, \
         is_agent = (v.agent = 1), search = v.search, version = employees.version + 1 \
         FROM {rows_of} WHERE employees.id = v.id"
    ))
    .bind(rows)
    .run(db)
}

/// Who of these people works here.
pub fn active_among(db: &mut Db, ids: Vec<i64>) -> QueryResult<Vec<i64>> {
    let one_of = db.dialect().one_of("id", "$1");
    let rows: Vec<(i64,)> =
        sql::<(BigInt,)>(format!("SELECT id FROM employees WHERE status = 'active' AND {one_of} ORDER BY id"))
            .bind(id_list(ids))
            .load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
