//! Queries about widgets.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use shared::{codes::TextCode, entrances::EntranceStatus};

use crate::db::{Code, Db, Json, sql};

/// A widget.
#[derive(Queryable)]
pub struct WidgetRow {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub entrance: String,
    pub origins: Json<Vec<String>>,
    pub greeting: String,
    pub colour: String,
    pub status: Code<EntranceStatus>,
    pub version: i64,
}

type Columns = (BigInt, Text, Text, Text, Text, Text, Text, Text, BigInt);

const WIDGET: &str = "SELECT id, key, name, entrance, origins, greeting, colour, status, version FROM widgets";

/// Every widget, in the order in which they were made.
pub fn all(db: &mut Db) -> QueryResult<Vec<WidgetRow>> {
    sql::<Columns>(format!("{WIDGET} ORDER BY id")).load(db)
}

pub fn by_id(db: &mut Db, id: i64) -> QueryResult<Option<WidgetRow>> {
    sql::<Columns>(format!("{WIDGET} WHERE id = $1")).bind(id).get_result(db).optional()
}

pub fn by_key(db: &mut Db, key: &str) -> QueryResult<Option<WidgetRow>> {
    sql::<Columns>(format!("{WIDGET} WHERE key = $1")).bind(key).get_result(db).optional()
}

pub fn insert(db: &mut Db, row: &WidgetRow, origins: &str) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO widgets (id, key, name, entrance, origins, greeting, colour, status, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(row.id)
    .bind(row.key.as_str())
    .bind(row.name.as_str())
    .bind(row.entrance.as_str())
    .bind(origins)
    .bind(row.greeting.as_str())
    .bind(row.colour.as_str())
    .bind(row.status.0.as_str())
    .bind(row.version)
    .run(db)
}

/// Changes all but the key, if the version is still the one in the row.
pub fn update(db: &mut Db, row: &WidgetRow, origins: &str) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE widgets SET name = $3, entrance = $4, origins = $5, greeting = $6, colour = $7, status = $8, \
         version = version + 1 WHERE id = $1 AND version = $2",
    )
    .bind(row.id)
    .bind(row.version)
    .bind(row.name.as_str())
    .bind(row.entrance.as_str())
    .bind(origins)
    .bind(row.greeting.as_str())
    .bind(row.colour.as_str())
    .bind(row.status.0.as_str())
    .run(db)
}
