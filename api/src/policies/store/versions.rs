//! Versions.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{
    assignment::Policy,
    policies::{PolicyStatus, PublicationKind},
};

use crate::db::{At, Bind, Code, Conditions, Db, Dialect, Instant, Json, schema::policy_versions, sql};

/// A version with the version from which it was begun and its last publication.
#[derive(Queryable)]
pub struct VersionRow {
    pub id: i64,
    pub number: i64,
    pub name: String,
    pub status: Code<PolicyStatus>,
    pub based_on: Option<i64>,
    pub based_on_number: Option<i64>,
    pub based_on_name: Option<String>,
    pub created_at: At,
    pub created_by: Option<i64>,
    pub version: i64,
    pub times_in_force: i64,
    pub publication_id: Option<i64>,
    pub from_at: Option<At>,
    pub to_at: Option<At>,
    pub kind: Option<Code<PublicationKind>>,
    pub by_id: Option<i64>,
    pub note: Option<String>,
}

type VersionTypes = (
    BigInt,
    BigInt,
    Text,
    Text,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<Text>,
    Instant,
    Nullable<BigInt>,
    BigInt,
    BigInt,
    Nullable<BigInt>,
    Nullable<Instant>,
    Nullable<Instant>,
    Nullable<Text>,
    Nullable<BigInt>,
    Nullable<Text>,
);

fn select(db: &mut Db, tail: &str, binds: Vec<Bind>) -> QueryResult<Vec<VersionRow>> {
    sql::<VersionTypes>(format!(
        "SELECT v.id, v.number, v.name, v.status, v.based_on, b.number, b.name, v.created_at, v.created_by, v.version, \
         (SELECT count(*) FROM policy_publications p WHERE p.policy_version_id = v.id), l.id, l.at, \
         (SELECT min(n.at) FROM policy_publications n WHERE n.id > l.id), l.kind, l.by_id, l.note \
         FROM policy_versions v LEFT JOIN policy_versions b ON b.id = v.based_on LEFT JOIN policy_publications l \
         ON l.id = (SELECT max(p.id) FROM policy_publications p WHERE p.policy_version_id = v.id) {tail}"
    ))
    .binds(binds)
    .load(db)
}

/// Versions, newest first, before the number `before`.
pub fn rows(
    db: &mut Db,
    status: Option<PolicyStatus>,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<VersionRow>> {
    let mut conditions =
        Conditions::default().and("v.status = ?", status.map(|s| s.to_string())).and("v.number < ?", before);
    let limit = conditions.parameter(limit);
    let tail = format!("WHERE {} ORDER BY v.number DESC LIMIT {limit}", conditions.sql());
    select(db, &tail, conditions.into_binds())
}

/// One version.
pub fn row(db: &mut Db, id: i64) -> QueryResult<VersionRow> {
    select(db, "WHERE v.id = $1", vec![id.into()])?.pop().ok_or(diesel::result::Error::NotFound)
}

/// A version's number and its document.
pub fn document(db: &mut Db, version: i64) -> QueryResult<(i64, Json<Policy>)> {
    policy_versions::table.find(version).select((policy_versions::number, policy_versions::document)).first(db)
}

/// Lets changes to policies wait for each other until the end of the transaction. Who decides or reads does not wait.
pub fn lock(db: &mut Db) -> QueryResult<()> {
    match db.dialect() {
        Dialect::Postgres => sql::<()>("LOCK TABLE policy_versions IN SHARE ROW EXCLUSIVE MODE").run(db).map(drop),
        Dialect::Sqlite => Ok(()),
    }
}

/// The number of the version that is made next. Only under the lock.
pub fn next_number(db: &mut Db) -> QueryResult<i64> {
    let last: Option<i64> = policy_versions::table.select(diesel::dsl::max(policy_versions::number)).first(db)?;
    Ok(last.unwrap_or(0) + 1)
}

/// A draft to be.
#[derive(Insertable)]
#[diesel(table_name = policy_versions, treat_none_as_default_value = false)]
pub struct NewDraft {
    pub id: i64,
    pub number: i64,
    pub status: Code<PolicyStatus>,
    pub name: String,
    pub document: String,
    pub based_on: Option<i64>,
    pub created_at: At,
    pub created_by: Option<i64>,
    pub version: i64,
}

pub fn insert_draft(db: &mut Db, row: &NewDraft) -> QueryResult<()> {
    diesel::insert_into(policy_versions::table).values(row).execute(db).map(drop)
}

pub fn update_draft(db: &mut Db, id: i64, version: i64, name: &str, document: &str) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE policy_versions SET name = $3, document = $4, version = version + 1 WHERE id = $1 AND version = $2",
    )
    .bind(id)
    .bind(version)
    .bind(name)
    .bind(document)
    .run(db)
}

pub fn delete(db: &mut Db, id: i64, version: i64) -> QueryResult<usize> {
    sql::<()>("DELETE FROM policy_versions WHERE id = $1 AND version = $2").bind(id).bind(version).run(db)
}

/// From now on it never changes.
pub fn mark_published(db: &mut Db, id: i64, version: i64) -> QueryResult<usize> {
    sql::<()>("UPDATE policy_versions SET status = 'published', version = version + 1 WHERE id = $1 AND version = $2")
        .bind(id)
        .bind(version)
        .run(db)
}
