//! Queries about who customers are on channels.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use serde::Serialize;
use shared::{
    codes::TextCode,
    visitors::{IdentityChannel, IdentityProof},
};

use crate::db::{At, Code, Db, Instant, id_list, sql};

/// Somebody on a channel.
#[derive(Queryable)]
pub struct IdentityRow {
    pub id: i64,
    pub phone: Option<String>,
    pub customer_id: Option<i64>,
    pub proof: Option<Code<IdentityProof>>,
}

type IdentityColumns = (BigInt, Nullable<Text>, Nullable<BigInt>, Nullable<Text>);

const IDENTITY: &str = "SELECT id, phone, customer_id, proof FROM channel_identities";

/// Writes an identity down, unless it is there.
pub fn insert_identity(
    db: &mut Db,
    id: i64,
    channel: Code<IdentityChannel>,
    subject: &str,
    at: At,
) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO channel_identities (id, channel, subject, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (channel, subject) DO NOTHING",
    )
    .bind(id)
    .bind(channel.0.as_str())
    .bind(subject)
    .bind(at)
    .run(db)
}

pub fn identity_called(db: &mut Db, channel: Code<IdentityChannel>, subject: &str) -> QueryResult<IdentityRow> {
    let lock = db.dialect().for_update();
    sql::<IdentityColumns>(format!("{IDENTITY} WHERE channel = $1 AND subject = $2 {lock}"))
        .bind(channel.0.as_str())
        .bind(subject)
        .get_result(db)
}

pub fn identity(db: &mut Db, id: i64) -> QueryResult<Option<IdentityRow>> {
    let lock = db.dialect().for_update();
    sql::<IdentityColumns>(format!("{IDENTITY} WHERE id = $1 {lock}")).bind(id).get_result(db).optional()
}

pub fn bind_identity(db: &mut Db, id: i64, customer: i64, proof: Code<IdentityProof>, at: At) -> QueryResult<usize> {
    sql::<()>("UPDATE channel_identities SET customer_id = $2, proof = $3, bound_at = $4 WHERE id = $1")
        .bind(id)
        .bind(customer)
        .bind(proof.0.as_str())
        .bind(at)
        .run(db)
}

pub fn put_identity_phone(db: &mut Db, id: i64, phone: &str) -> QueryResult<usize> {
    sql::<()>("UPDATE channel_identities SET phone = $2 WHERE id = $1").bind(id).bind(phone).run(db)
}

/// Whose phone it is; of somebody who is part of another customer, that one.
pub fn id_by_phone(db: &mut Db, phone: &str) -> QueryResult<Option<i64>> {
    let found: Option<(i64,)> = sql::<(BigInt,)>("SELECT coalesce(merged_into, id) FROM customers WHERE phone = $1")
        .bind(phone)
        .get_result(db)
        .optional()?;
    Ok(found.map(|row| row.0))
}

/// Name and the end of the phone.
pub fn called(db: &mut Db, id: i64) -> QueryResult<(String, String)> {
    sql::<(Text, Text)>("SELECT name, phone_tail FROM customers WHERE id = $1").bind(id).get_result(db)
}

/// Channel, proof and since when.
pub fn identities_of(db: &mut Db, customer: i64) -> QueryResult<Vec<(Code<IdentityChannel>, Code<IdentityProof>, At)>> {
    sql::<(Text, Text, Instant)>(
        "SELECT channel, proof, bound_at FROM channel_identities WHERE customer_id = $1 ORDER BY id LIMIT 50",
    )
    .bind(customer)
    .load(db)
}

/// Somebody by one of the names under which they may be known, as row number `n`.
#[derive(Serialize)]
pub struct NameRow<'a> {
    pub n: usize,
    pub id: Option<i64>,
    /// In E.164.
    pub phone: Option<&'a str>,
    pub channel: Option<&'static str>,
    pub subject: Option<&'a str>,
}

/// Which customers these are, by their numbers: of those who are part of another, that one.
pub fn recognise(db: &mut Db, names: &[NameRow<'_>]) -> QueryResult<Vec<(i64, i64)>> {
    const COLUMNS: [(&str, &str); 5] =
        [("n", "bigint"), ("id", "bigint"), ("phone", "text"), ("channel", "text"), ("subject", "text")];
    let rows = db.dialect().rows_of("$1", &COLUMNS);
    // The first table of a CROSS JOIN is the one that SQLite reads first.
    let by = |from: &str, condition: &str| {
        format!("SELECT v.n, coalesce(c.merged_into, c.id) FROM {rows} {from} CROSS JOIN customers c WHERE {condition}")
    };
    let parts = [
        (names.iter().any(|name| name.id.is_some()), by("", "c.id = v.id")),
        (names.iter().any(|name| name.phone.is_some()), by("", "c.phone = v.phone")),
        (
            names.iter().any(|name| name.subject.is_some()),
            by(
                "CROSS JOIN channel_identities i",
                "i.channel = v.channel AND i.subject = v.subject AND c.id = i.customer_id",
            ),
        ),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, part)| part).collect();
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let names = serde_json::to_string(names).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    sql::<(BigInt, BigInt)>(parts.join(" UNION ALL ")).bind(names).load(db)
}

/// Keeps customers from becoming part of others until the end of the transaction; tells of each who they are part of by now, or
/// that they are still themselves.
pub fn hold(db: &mut Db, ids: impl IntoIterator<Item = i64>) -> QueryResult<Vec<(i64, i64)>> {
    let (among, suffix) = (db.dialect().one_of("id", "$1"), db.dialect().for_key_share());
    sql::<(BigInt, BigInt)>(format!(
        "SELECT id, coalesce(merged_into, id) FROM customers WHERE {among} ORDER BY id{suffix}"
    ))
    .bind(id_list(ids))
    .load(db)
}
