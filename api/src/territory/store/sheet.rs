//! Queries of an import of districts.

use diesel::prelude::*;

use super::Facts;
use crate::db::{At, Db, schema::districts, sql};

/// A district as an import compares it.
#[derive(Queryable)]
pub struct KnownRow {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub county: String,
    pub city_id: i64,
}

pub fn known_districts(db: &mut Db) -> QueryResult<Vec<KnownRow>> {
    districts::table
        .select((districts::id, districts::code, districts::name, districts::county, districts::city_id))
        .load(db)
}

/// A district that an import adds or changes.
#[derive(serde::Serialize)]
pub struct SheetRow {
    pub id: i64,
    #[serde(flatten)]
    pub facts: Facts,
}

const SHEET: [(&str, &str); 6] = [
    ("id", "bigint"),
    ("code", "text"),
    ("name", "text"),
    ("county", "text"),
    ("city_id", "bigint"),
    ("search", "text"),
];

/// Adds the districts of a JSON array of [`SheetRow`]s.
pub fn insert_sheet(db: &mut Db, rows: &str, now: At) -> QueryResult<usize> {
    let rows_of = db.dialect().rows_of("$1", &SHEET);
    sql::<diesel::sql_types::Untyped>(format!(
        "INSERT INTO districts (id, code, name, county, city_id, status, search, version, created_at) \
         SELECT v.id, v.code, v.name, v.county, v.city_id, 'open', v.search, 1, $2 FROM {rows_of}"
    ))
    .bind(rows)
    .bind(now)
    .run(db)
}

/// Changes the districts of a JSON array of [`SheetRow`]s; code and status stay.
pub fn update_sheet(db: &mut Db, rows: &str) -> QueryResult<usize> {
    let rows_of = db.dialect().rows_of("$1", &SHEET);
    sql::<diesel::sql_types::Untyped>(format!(
        "UPDATE districts SET name = v.name, county = v.county, city_id = v.city_id, search = v.search, \
         version = districts.version + 1 FROM {rows_of} WHERE districts.id = v.id"
    ))
    .bind(rows)
    .run(db)
}
