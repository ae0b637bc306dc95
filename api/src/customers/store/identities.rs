//! Queries about who customers are on channels.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{
    codes::TextCode,
    visitors::{IdentityChannel, IdentityProof},
};

use crate::db::{At, Code, Db, Instant, sql};

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
