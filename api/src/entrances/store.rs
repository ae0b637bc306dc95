//! Queries about entrances.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    codes::TextCode,
    entrances::{EntranceStatus, FormField},
};

use crate::db::{At, Bind, Code, Db, Dialect, Failure, Json, sql};

/// An entrance with its form.
#[derive(Queryable)]
pub struct EntranceRow {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub channel: String,
    pub product_line_id: Option<i64>,
    pub status: Code<EntranceStatus>,
    pub form_version: i32,
    pub version: i64,
    pub fields: Json<Vec<FormField>>,
}

type Columns = (BigInt, Text, Text, Text, Nullable<BigInt>, Text, Integer, BigInt, Text);

fn select(rest: &str) -> String {
    format!(
        "SELECT e.id, e.code, e.name, e.channel, e.product_line_id, e.status, e.form_version, e.version, f.fields \
         FROM entrances e JOIN entrance_forms f ON f.entrance = e.code AND f.version = e.form_version {rest}"
    )
}

/// Every entrance, in the order in which they were made.
pub fn all(db: &mut Db) -> QueryResult<Vec<EntranceRow>> {
    sql::<Columns>(select("ORDER BY e.id")).load(db)
}

pub fn by_id(db: &mut Db, id: i64) -> QueryResult<Option<EntranceRow>> {
    sql::<Columns>(select("WHERE e.id = $1")).bind(id).get_result(db).optional()
}

pub fn by_code(db: &mut Db, code: &str) -> QueryResult<Option<EntranceRow>> {
    sql::<Columns>(select("WHERE e.code = $1")).bind(code).get_result(db).optional()
}

/// A version of the form of an entrance.
pub fn form(db: &mut Db, code: &str, version: i32) -> QueryResult<Option<Json<Vec<FormField>>>> {
    let found: Option<(Json<Vec<FormField>>,)> =
        sql::<(Text,)>("SELECT fields FROM entrance_forms WHERE entrance = $1 AND version = $2")
            .bind(code)
            .bind(version)
            .get_result(db)
            .optional()?;
    Ok(found.map(|row| row.0))
}

/// Keeps others from changing entrances until the end of the transaction; SQLite has one writer at a time anyway.
pub fn lock(db: &mut Db) -> QueryResult<()> {
    match db.dialect() {
        Dialect::Postgres => sql::<()>("LOCK TABLE entrances IN SHARE ROW EXCLUSIVE MODE").run(db).map(drop),
        Dialect::Sqlite => Ok(()),
    }
}

pub fn product_line_exists(db: &mut Db, id: i64) -> QueryResult<bool> {
    let found: Option<(i64,)> =
        sql::<(BigInt,)>("SELECT id FROM product_lines WHERE id = $1").bind(id).get_result(db).optional()?;
    Ok(found.is_some())
}

fn binds(row: &EntranceRow) -> [Bind; 8] {
    [
        row.id.into(),
        row.version.into(),
        row.name.as_str().into(),
        row.channel.as_str().into(),
        row.product_line_id.into(),
        row.status.0.as_str().into(),
        row.form_version.into(),
        row.code.as_str().into(),
    ]
}

pub fn insert(db: &mut Db, row: &EntranceRow) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO entrances (id, version, name, channel, product_line_id, status, form_version, code) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .binds(binds(row))
    .run(db)
}

/// Changes all but the code, if the version is still the one in the row.
pub fn update(db: &mut Db, row: &EntranceRow) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE entrances SET name = $3, channel = $4, product_line_id = $5, status = $6, form_version = $7, \
         version = version + 1 WHERE id = $1 AND version = $2",
    )
    .binds(binds(row))
    .run(db)
}

pub fn insert_form(
    db: &mut Db,
    code: &str,
    version: i32,
    fields: &Vec<FormField>,
    at: At,
    by: Option<i64>,
) -> QueryResult<usize> {
    let fields = Json::text(fields).map_err(|e| Failure::SerializationError(e.into()))?;
    sql::<()>("INSERT INTO entrance_forms (entrance, version, fields, made_at, made_by) VALUES ($1, $2, $3, $4, $5)")
        .bind(code)
        .bind(version)
        .bind(fields)
        .bind(at)
        .bind(by)
        .run(db)
}
