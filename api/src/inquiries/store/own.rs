//! Queries for customers on their own side: what they sent, and everything of the customer whom they are proven to be.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use shared::{Id, codes::TextCode, visitors::IdentityProof, work::WorkStage};

use crate::{
    db::{At, Code, Conditions, Db, Instant, sql},
    visitors::Visitor,
};

/// An inquiry as whoever sent it sees it.
#[derive(Queryable)]
pub struct OwnRow {
    pub id: i64,
    pub entrance: String,
    pub text: String,
    pub stage: Code<WorkStage>,
    pub arrived_at: At,
}

type OwnColumns = (BigInt, Text, Text, Text, Instant);

/// Somebody who typed the customer's phone sends what the customer is not shown: else either would read what the other writes.
const NO_IMPOSTOR: &str = "NOT EXISTS (SELECT 1 FROM inquiry_senders s WHERE s.inquiry_id = i.id AND s.proof = 'said')";

const OWN: &str = "SELECT i.id, e.name, i.text, w.stage, w.arrived_at FROM inquiries i \
                   JOIN work_items w ON w.id = i.id JOIN entrances e ON e.code = i.entrance";

pub fn insert_sender(db: &mut Db, inquiry: i64, identity: i64, proof: IdentityProof) -> QueryResult<usize> {
    sql::<()>("INSERT INTO inquiry_senders (inquiry_id, identity_id, proof) VALUES ($1, $2, $3)")
        .bind(inquiry)
        .bind(identity)
        .bind(proof.as_str())
        .run(db)
}

/// How it was known, when it was sent, whose an inquiry is that came by a channel.
pub fn sender(db: &mut Db, inquiry: i64) -> QueryResult<Option<Code<IdentityProof>>> {
    let found: Option<(Code<IdentityProof>,)> =
        sql::<(Text,)>("SELECT proof FROM inquiry_senders WHERE inquiry_id = $1")
            .bind(inquiry)
            .get_result(db)
            .optional()?;
    Ok(found.map(|row| row.0))
}

pub fn own(db: &mut Db, id: i64) -> QueryResult<OwnRow> {
    sql::<OwnColumns>(format!("{OWN} WHERE i.id = $1")).bind(id).get_result(db)
}

/// A page of theirs, newest first.
pub fn own_page(db: &mut Db, visitor: &Visitor, before: Option<i64>, limit: i64) -> QueryResult<Vec<OwnRow>> {
    let mut conditions = Conditions::default();
    let identity = conditions.parameter(visitor.identity());
    let mut theirs = format!("SELECT inquiry_id FROM inquiry_senders WHERE identity_id = {identity}");
    if let Some(customer) = visitor.proven() {
        let customer = conditions.parameter(customer);
        theirs = format!(
            "{theirs} UNION SELECT i.id FROM work_items i WHERE i.customer_id = {customer} AND i.kind = 'inquiry' AND {NO_IMPOSTOR}"
        );
    }
    let mut conditions = conditions.and_also(&format!("i.id IN ({theirs})")).and("i.id < ?", before);
    let limit = conditions.parameter(limit);
    sql::<OwnColumns>(format!("{OWN} WHERE {} ORDER BY i.id DESC LIMIT {limit}", conditions.sql()))
        .binds(conditions.into_binds())
        .load(db)
}

pub fn is_own(db: &mut Db, visitor: &Visitor, id: i64) -> QueryResult<bool> {
    let found: Option<(i64,)> = sql::<(BigInt,)>(format!(
        "SELECT i.id FROM work_items i WHERE i.id = $1 AND i.kind = 'inquiry' AND ((i.customer_id = $2 AND {NO_IMPOSTOR}) \
         OR EXISTS (SELECT 1 FROM inquiry_senders s WHERE s.inquiry_id = i.id AND s.identity_id = $3))"
    ))
    .bind(id)
    .bind(visitor.proven().map(Id::raw))
    .bind(visitor.identity())
    .get_result(db)
    .optional()?;
    Ok(found.is_some())
}
