//! Who may be the same person. Each reason is looked up by an index of its own, however many customers there are.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use serde::Serialize;
use shared::{codes::TextCode, merges::DuplicateReason};

use crate::{
    db::{At, Bind, Code, Db, Dialect, Instant, id_list, sql},
    permissions::{CustomerRead, Scoped},
};

/// How many are looked up for one reason.
const MOST: i64 = 20;

/// Somebody who may be the same person as a customer, and why.
#[derive(Queryable, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub id: i64,
    pub reason: Code<DuplicateReason>,
}

#[derive(Serialize)]
struct Phone<'a> {
    phone: &'a str,
}

/// Those whom the caller may see. `phones` are the numbers that are a typo away from the customer's.
pub fn duplicates(db: &mut Db, scope: &Scoped<CustomerRead>, id: i64, phones: &[String]) -> QueryResult<Vec<Found>> {
    let of_customer: Option<(String, String, String, String)> =
        sql::<(Text, Text, Text, Text)>("SELECT name, company, pinyin, phone_tail FROM customers WHERE id = $1")
            .bind(id)
            .get_result(db)
            .optional()?;
    let Some((name, company, pinyin, tail)) = of_customer else { return Ok(Vec::new()) };
    let phones: Vec<Phone<'_>> = phones.iter().map(|phone| Phone { phone }).collect();
    let phones = serde_json::to_string(&phones).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    let (statement, reach) = statement(db.dialect(), scope);
    sql::<(BigInt, Text)>(statement)
        .bind(id)
        .bind(name)
        .bind(company)
        .bind(pinyin)
        .bind(tail)
        .bind(phones)
        .binds(reach)
        .load(db)
}

fn statement(dialect: Dialect, scope: &Scoped<CustomerRead>) -> (String, Option<Bind>) {
    let in_reach = scope.reach().filter(dialect, "o.owner_id", 7);
    let phones = dialect.rows_of("$6", &[("phone", "text")]);
    // The first table of a CROSS JOIN is the one that SQLite reads first.
    let parts = [
        (DuplicateReason::SameNameAndCompany, "customers c", "c.name = $2 AND c.company = $3 AND $3 <> ''".to_owned()),
        (
            DuplicateReason::PhoneTypo,
            &*format!("{phones} CROSS JOIN customers c"),
            "c.phone = v.phone AND c.name = $2".to_owned(),
        ),
        (DuplicateReason::SameNameAndPhoneTail, "customers c", "c.phone_tail = $5 AND c.name = $2".to_owned()),
        (
            DuplicateReason::SoundsAlike,
            "customers c",
            "c.company = $3 AND c.company <> '' AND c.pinyin = $4 AND $4 <> '' AND c.name <> $2".to_owned(),
        ),
    ]
    .map(|(reason, from, condition)| {
        format!(
            "SELECT * FROM (SELECT c.id, '{}' AS reason FROM {from} LEFT JOIN ownerships o ON o.customer_id = c.id \
             WHERE {condition} AND c.id <> $1 AND c.status <> 'merged' AND {} LIMIT {MOST}) p",
            reason.as_str(),
            in_reach.sql
        )
    });
    (parts.join(" UNION ALL "), in_reach.bind)
}

/// Those among these of whom somebody said that they are not the same person as a customer: who, when, by whom.
pub fn apart_among(db: &mut Db, id: i64, others: &[i64]) -> QueryResult<Vec<(i64, At, Option<i64>)>> {
    let (ones, others_of) = (db.dialect().one_of("one_id", "$2"), db.dialect().one_of("other_id", "$2"));
    sql::<(BigInt, Instant, Nullable<BigInt>)>(format!(
        "SELECT one_id, at, by_id FROM customers_apart WHERE other_id = $1 AND {ones} \
         UNION ALL SELECT other_id, at, by_id FROM customers_apart WHERE one_id = $1 AND {others_of}"
    ))
    .bind(id)
    .bind(id_list(others.iter().copied()))
    .load(db)
}

/// Says that two are not the same person; tells whether that is news.
pub fn set_apart(db: &mut Db, one: i64, other: i64, at: At, by: Option<i64>) -> QueryResult<bool> {
    sql::<()>(
        "INSERT INTO customers_apart (one_id, other_id, at, by_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (one_id, other_id) DO NOTHING",
    )
    .bind(one.min(other))
    .bind(one.max(other))
    .bind(at)
    .bind(by)
    .run(db)
    .map(|rows| rows == 1)
}

/// Takes that back; tells whether it was said.
pub fn join(db: &mut Db, one: i64, other: i64) -> QueryResult<bool> {
    sql::<()>("DELETE FROM customers_apart WHERE one_id = $1 AND other_id = $2")
        .bind(one.min(other))
        .bind(one.max(other))
        .run(db)
        .map(|rows| rows == 1)
}
