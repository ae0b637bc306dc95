//! Which version was in force from when to when.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::policies::PublicationKind;

use crate::db::{At, Bind, Code, Conditions, Db, Instant, sql};

/// The latest publication and its version.
pub fn latest_publication(db: &mut Db) -> QueryResult<(i64, i64)> {
    sql::<(BigInt, BigInt)>("SELECT id, policy_version_id FROM policy_publications ORDER BY id DESC LIMIT 1")
        .get_result(db)
}

/// The version in force at an instant, if any was.
pub fn at_instant(db: &mut Db, at: At) -> QueryResult<Option<i64>> {
    let found: Option<(i64,)> =
        sql::<(BigInt,)>("SELECT policy_version_id FROM policy_publications WHERE at <= $1 ORDER BY id DESC LIMIT 1")
            .bind(at)
            .get_result(db)
            .optional()?;
    Ok(found.map(|row| row.0))
}

/// A publication with the instant of the next one.
#[derive(Queryable)]
pub struct PublicationRow {
    pub id: i64,
    pub policy_id: i64,
    pub number: i64,
    pub name: String,
    pub from_at: At,
    pub to_at: Option<At>,
    pub kind: Code<PublicationKind>,
    pub by_id: Option<i64>,
    pub note: String,
}

type PublicationTypes = (BigInt, BigInt, BigInt, Text, Instant, Nullable<Instant>, Text, Nullable<BigInt>, Text);

fn select(db: &mut Db, tail: &str, binds: Vec<Bind>) -> QueryResult<Vec<PublicationRow>> {
    sql::<PublicationTypes>(format!(
        "SELECT p.id, p.policy_version_id, v.number, v.name, p.at, \
         (SELECT min(n.at) FROM policy_publications n WHERE n.id > p.id), p.kind, p.by_id, p.note \
         FROM policy_publications p JOIN policy_versions v ON v.id = p.policy_version_id {tail}"
    ))
    .binds(binds)
    .load(db)
}

/// Publications, newest first, before the id `before`.
pub fn page(db: &mut Db, before: Option<i64>, limit: i64) -> QueryResult<Vec<PublicationRow>> {
    let mut conditions = Conditions::default().and("p.id < ?", before);
    let limit = conditions.parameter(limit);
    let tail = format!("WHERE {} ORDER BY p.id DESC LIMIT {limit}", conditions.sql());
    select(db, &tail, conditions.into_binds())
}

/// The last publications of one version.
pub fn of_version(db: &mut Db, version: i64, limit: i64) -> QueryResult<Vec<PublicationRow>> {
    let tail = "WHERE p.policy_version_id = $1 ORDER BY p.id DESC LIMIT $2";
    select(db, tail, vec![version.into(), limit.into()])
}

/// When a version came into force last.
pub fn last_instant(db: &mut Db) -> QueryResult<At> {
    sql::<(Instant,)>("SELECT at FROM policy_publications ORDER BY id DESC LIMIT 1")
        .get_result::<(At,)>(db)
        .map(|row| row.0)
}

/// Puts a published version in force.
pub fn insert(
    db: &mut Db,
    id: i64,
    version: i64,
    at: At,
    by: Option<i64>,
    kind: PublicationKind,
    note: &str,
) -> QueryResult<()> {
    sql::<()>(
        "INSERT INTO policy_publications (id, policy_version_id, at, by_id, kind, note) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(version)
    .bind(at)
    .bind(by)
    .bind(kind.to_string())
    .bind(note)
    .run(db)
    .map(drop)
}
