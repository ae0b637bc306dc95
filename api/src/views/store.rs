//! Queries about saved views.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{codes::TextCode, views::ViewPage};

use crate::db::{At, Code, Db, sql};

/// A view, with the name of the role that it is shared with.
#[derive(Queryable)]
pub struct ViewRow {
    pub id: i64,
    pub page: Code<ViewPage>,
    pub name: String,
    pub query: String,
    pub owner_id: i64,
    pub role_id: Option<i64>,
    pub role_name: Option<String>,
    pub version: i64,
}

type ViewColumns = (BigInt, Text, Text, Text, BigInt, Nullable<BigInt>, Nullable<Text>, BigInt);

const COLUMNS: &str = "v.id, v.page, v.name, v.query, v.owner_id, v.role_id, r.name, v.version";
/// Whose they are, or who has the role.
const VISIBLE: &str = "(v.owner_id = $1 OR v.role_id IN (SELECT role_id FROM employee_roles WHERE employee_id = $1))";

/// The views of a list that somebody finds: their own first, then those of others, by name.
pub fn visible(db: &mut Db, who: i64, page: ViewPage, limit: i64) -> QueryResult<Vec<ViewRow>> {
    sql::<ViewColumns>(format!(
        "SELECT {COLUMNS} FROM saved_views v LEFT JOIN roles r ON r.id = v.role_id WHERE v.page = $2 AND {VISIBLE} \
         ORDER BY CASE WHEN v.owner_id = $1 THEN 0 ELSE 1 END, v.name, v.id LIMIT $3"
    ))
    .bind(who)
    .bind(page.as_str())
    .bind(limit)
    .load(db)
}

/// A view, if somebody finds it.
pub fn one(db: &mut Db, who: i64, id: i64) -> QueryResult<Option<ViewRow>> {
    sql::<ViewColumns>(format!(
        "SELECT {COLUMNS} FROM saved_views v LEFT JOIN roles r ON r.id = v.role_id WHERE v.id = $2 AND {VISIBLE}"
    ))
    .bind(who)
    .bind(id)
    .get_result(db)
    .optional()
}

/// How many views of a list somebody keeps.
pub fn count(db: &mut Db, owner: i64, page: ViewPage) -> QueryResult<i64> {
    sql::<(BigInt,)>("SELECT count(*) FROM saved_views WHERE owner_id = $1 AND page = $2")
        .bind(owner)
        .bind(page.as_str())
        .get_result::<(i64,)>(db)
        .map(|row| row.0)
}

/// The roles that somebody has, or all, by name.
pub fn roles(db: &mut Db, who: i64, all: bool) -> QueryResult<Vec<(i64, String)>> {
    let those = if all { "" } else { "WHERE id IN (SELECT role_id FROM employee_roles WHERE employee_id = $1)" };
    sql::<(BigInt, Text)>(format!("SELECT id, name FROM roles {those} ORDER BY name, id")).bind(who).load(db)
}

/// Whether there is such a role, and whether somebody has it.
pub fn role(db: &mut Db, id: i64, who: i64) -> QueryResult<Option<bool>> {
    let found: Option<(Option<i64>,)> = sql::<(Nullable<BigInt>,)>(
        "SELECT e.employee_id FROM roles r LEFT JOIN employee_roles e ON e.role_id = r.id AND e.employee_id = $2 \
         WHERE r.id = $1",
    )
    .bind(id)
    .bind(who)
    .get_result(db)
    .optional()?;
    Ok(found.map(|row| row.0.is_some()))
}

/// What is written of a view.
pub struct NewView<'a> {
    pub id: i64,
    pub owner: i64,
    pub page: ViewPage,
    pub name: &'a str,
    pub query: &'a str,
    pub role: Option<i64>,
    pub at: At,
}

pub fn insert(db: &mut Db, new: &NewView<'_>) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO saved_views (id, owner_id, page, name, query, role_id, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
    )
    .bind(new.id)
    .bind(new.owner)
    .bind(new.page.as_str())
    .bind(new.name)
    .bind(new.query)
    .bind(new.role)
    .bind(new.at)
    .run(db)
}

pub fn update(db: &mut Db, id: i64, version: i64, name: &str, query: &str, role: Option<i64>) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE saved_views SET name = $3, query = $4, role_id = $5, version = version + 1 WHERE id = $1 AND version = $2",
    )
    .bind(id)
    .bind(version)
    .bind(name)
    .bind(query)
    .bind(role)
    .run(db)
}

pub fn delete(db: &mut Db, id: i64, version: i64) -> QueryResult<usize> {
    sql::<()>("DELETE FROM saved_views WHERE id = $1 AND version = $2").bind(id).bind(version).run(db)
}
