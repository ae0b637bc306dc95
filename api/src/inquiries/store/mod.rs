//! Queries about inquiries.

mod attachments;
mod own;
mod talk;

use std::collections::HashMap;

use diesel::{
    prelude::*,
    result::DatabaseErrorKind,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    codes::TextCode,
    customers::Level,
    entrances::FormAnswers,
    inquiries::InquiryQuery,
    work::{WorkReason, WorkStage, WorkStatus},
};

use crate::{
    db::{At, Code, Conditions, Db, Dialect, Failure, Instant, Json, id_list, is_unique_violation, sql},
    permissions::{InquiryRead, Newest, Reach, Scoped},
};

pub use attachments::*;
pub use own::*;
pub use talk::*;

/// An original as it is kept.
#[derive(Queryable)]
pub struct OriginalRow {
    pub id: i64,
    pub customer_id: i64,
    pub number: i32,
    pub external_id: Option<String>,
    pub entrance: String,
    pub form_version: i32,
    pub answers: String,
    pub channel: String,
    pub product_line_id: Option<i64>,
    pub language: Option<String>,
    pub value: Option<i64>,
    pub text: String,
    pub attributes: String,
    pub created_by: Option<i64>,
    pub previous_hash: String,
    pub hash: String,
    pub arrived_at: At,
}

type OriginalColumns = (
    BigInt,
    BigInt,
    Integer,
    Nullable<Text>,
    Text,
    Integer,
    Text,
    Text,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<BigInt>,
    Text,
    Text,
    Nullable<BigInt>,
    Text,
    Text,
    Instant,
);

/// Keeps an original.
pub fn insert(db: &mut Db, original: &OriginalRow) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO inquiries (id, customer_id, number, external_id, entrance, form_version, answers, channel, \
         product_line_id, language, value, text, attributes, created_by, previous_hash, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(original.id)
    .bind(original.customer_id)
    .bind(original.number)
    .bind(original.external_id.clone())
    .bind(original.entrance.as_str())
    .bind(original.form_version)
    .bind(original.answers.as_str())
    .bind(original.channel.as_str())
    .bind(original.product_line_id)
    .bind(original.language.clone())
    .bind(original.value)
    .bind(original.text.as_str())
    .bind(original.attributes.as_str())
    .bind(original.created_by)
    .bind(original.previous_hash.as_str())
    .bind(original.hash.as_str())
    .run(db)
    .map_err(|failure| if is_unique_violation(&failure) { came_twice() } else { failure })
}

/// Makes whoever else has something of this customer to chain wait until the end of the transaction.
pub fn lock_chain(db: &mut Db, customer: i64) -> QueryResult<()> {
    match db.dialect() {
        Dialect::Sqlite => Ok(()),
        // No lock of a row, which somebody who holds a group may want.
        Dialect::Postgres => sql::<()>("SELECT pg_advisory_xact_lock($1)").bind(customer).run(db).map(drop),
    }
}

/// The number and the hash of the customer's latest original, if there is one.
pub fn latest(db: &mut Db, customer: i64) -> QueryResult<Option<(i32, String)>> {
    sql::<(Integer, Text)>("SELECT number, hash FROM inquiries WHERE customer_id = $1 ORDER BY number DESC LIMIT 1")
        .bind(customer)
        .get_result(db)
        .optional()
}

/// An original with the one before and the one after it, by number.
pub fn neighbours(db: &mut Db, customer: i64, number: i32) -> QueryResult<Vec<OriginalRow>> {
    sql::<OriginalColumns>(
        "SELECT i.id, i.customer_id, i.number, i.external_id, i.entrance, i.form_version, i.answers, i.channel, \
         i.product_line_id, i.language, i.value, i.text, i.attributes, i.created_by, i.previous_hash, i.hash, w.arrived_at \
         FROM inquiries i JOIN work_items w ON w.id = i.id \
         WHERE i.customer_id = $1 AND i.number >= $2 - 1 AND i.number <= $2 + 1 ORDER BY i.number",
    )
    .bind(customer)
    .bind(number)
    .load(db)
}

/// The same external id, or another inquiry of the customer, came at the same time: the transaction is tried again, and then
/// finds the first.
pub(super) fn came_twice() -> Failure {
    Failure::DatabaseError(DatabaseErrorKind::SerializationFailure, Box::new("an inquiry came twice".to_owned()))
}

pub fn by_external_id(db: &mut Db, external_id: &str) -> QueryResult<Option<i64>> {
    let found: Option<(i64,)> = sql::<(BigInt,)>("SELECT id FROM inquiries WHERE external_id = $1")
        .bind(external_id)
        .get_result(db)
        .optional()?;
    Ok(found.map(|row| row.0))
}

pub fn product_line_exists(db: &mut Db, id: i64) -> QueryResult<bool> {
    let found: Option<(i64,)> =
        sql::<(BigInt,)>("SELECT id FROM product_lines WHERE id = $1").bind(id).get_result(db).optional()?;
    Ok(found.is_some())
}

/// An inquiry with the work that it is.
#[derive(Queryable)]
pub struct InquiryRow {
    pub id: i64,
    pub customer_id: i64,
    pub customer: String,
    pub level: Code<Level>,
    pub entrance: String,
    pub entrance_name: String,
    pub channel: String,
    pub product_line_id: Option<i64>,
    pub text: String,
    pub status: Code<WorkStatus>,
    pub stage: Code<WorkStage>,
    pub category_id: Option<i64>,
    pub category: Option<String>,
    pub response_minutes: Option<i32>,
    pub resolution_minutes: Option<i32>,
    pub owner_id: Option<i64>,
    pub group_id: Option<i64>,
    pub group_name: Option<String>,
    pub reason: Option<Code<WorkReason>>,
    pub since: Option<At>,
    pub arrived_at: At,
    pub answered_at: Option<At>,
    pub done_at: Option<At>,
    pub version: i64,
}

type InquiryColumns = (
    BigInt,
    BigInt,
    Text,
    Text,
    Text,
    Text,
    Text,
    Nullable<BigInt>,
    Text,
    Text,
    Text,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<Integer>,
    Nullable<Integer>,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<Text>,
    Nullable<Instant>,
    Instant,
    Nullable<Instant>,
    Nullable<Instant>,
    BigInt,
);

const COLUMNS: &str = "w.id, w.customer_id, c.name, c.level, i.entrance, e.name, i.channel, i.product_line_id, i.text, \
                       w.status, w.stage, k.id, k.name, w.response_minutes, w.resolution_minutes, w.owner_id, w.group_id, g.name, w.reason, w.since, w.arrived_at, w.answered_at, w.done_at, w.version";
const BESIDE: &str = "JOIN customers c ON c.id = w.customer_id JOIN entrances e ON e.code = i.entrance \
                      LEFT JOIN groups g ON g.id = w.group_id \
                      LEFT JOIN inquiry_filings f ON f.inquiry_id = w.id LEFT JOIN inquiry_categories k ON k.id = f.category_id";

/// A page of those in scope, newest first. `totals` tells roughly how many customers each owner has.
pub fn page(
    db: &mut Db,
    scope: &Scoped<InquiryRead>,
    query: &InquiryQuery,
    before: Option<i64>,
    limit: i64,
    totals: &HashMap<i64, i64>,
) -> QueryResult<Vec<InquiryRow>> {
    let dialect = db.dialect();
    let owner = query.owner_id.map(|id| id.raw());
    let reach = owner.map_or_else(|| scope.reach().clone(), |owner| scope.reach().narrowed_to(owner));
    let (from, id) = walked(dialect, &reach, query);
    let mut conditions = Conditions::default()
        .and_also("w.kind = 'inquiry'")
        .and(&format!("{id} < ?"), before)
        .and("w.stage = ?", query.stage.map(TextCode::as_str))
        .and("i.entrance = ?", query.entrance.as_deref())
        .and("filed.category_id = ?", query.category_id.map(|id| id.raw()))
        .and("w.group_id = ?", query.group_id.map(|id| id.raw()))
        .and(
            "w.customer_id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = ?)",
            query.customer_id.map(|id| id.raw()),
        );
    if let Some(status) = query.status {
        // A word, not a parameter: the index of what is not done is a partial one.
        conditions = conditions.and_also(&format!("w.status = '{status}'"));
        if status != WorkStatus::Done {
            conditions = conditions.and_also("w.status <> 'done'");
        }
    }
    let list = Newest {
        columns: COLUMNS,
        table: "work_items",
        from: &from,
        beside: BESIDE,
        id,
        owner: "w.owner_id",
        by: None,
    };
    let (statement, binds) = reach.newest(dialect, &list, conditions, limit, totals);
    sql::<InquiryColumns>(statement).binds(binds).load(db)
}

/// What stands after FROM, beginning with what narrows the list most, and the column of the id there, by which it is walked.
fn walked(dialect: Dialect, reach: &Reach, query: &InquiryQuery) -> (String, &'static str) {
    // CROSS tells SQLite which to read first; PostgreSQL finds it out.
    let join = match dialect {
        Dialect::Sqlite => "CROSS JOIN",
        Dialect::Postgres => "JOIN",
    };
    let is_by_work = reach.is_few()
        || query.customer_id.is_some()
        || query.group_id.is_some()
        || query.status.is_some()
        || query.stage.is_some();
    let filed = query.category_id.map(|_| format!("{join} inquiry_filings filed ON filed.inquiry_id"));
    match (is_by_work, filed) {
        (true, filed) => {
            let filed = filed.map(|filed| format!(" {filed} = w.id")).unwrap_or_default();
            (format!("work_items w {join} inquiries i ON i.id = w.id{filed}"), "w.id")
        }
        (false, Some(_)) => (
            format!(
                "inquiry_filings filed {join} work_items w ON w.id = filed.inquiry_id {join} inquiries i ON i.id = w.id"
            ),
            "filed.inquiry_id",
        ),
        (false, None) if query.entrance.is_some() => {
            (format!("inquiries i {join} work_items w ON w.id = i.id"), "i.id")
        }
        (false, None) => (format!("work_items w {join} inquiries i ON i.id = w.id"), "w.id"),
    }
}

/// Those of these in scope.
pub fn rows_in_scope(db: &mut Db, scope: &Scoped<InquiryRead>, ids: &[i64]) -> QueryResult<Vec<InquiryRow>> {
    let in_reach = scope.reach().filter(db.dialect(), "w.owner_id", 2);
    let among = db.dialect().one_of("w.id", "$1");
    sql::<InquiryColumns>(format!(
        "SELECT {COLUMNS} FROM work_items w JOIN inquiries i ON i.id = w.id {BESIDE} WHERE {among} AND {}",
        in_reach.sql
    ))
    .bind(id_list(ids.iter().copied()))
    .binds(in_reach.bind)
    .load(db)
}

/// What the page of an inquiry shows beyond the row.
#[derive(Queryable)]
pub struct Extra {
    pub external_id: Option<String>,
    pub product_line: Option<String>,
    pub language: Option<String>,
    pub value: Option<i64>,
    pub attributes: String,
    /// In whose chain of originals it stands: the customer under whom the words were written.
    pub chained_to: i64,
    pub number: i32,
    pub form_version: i32,
    pub answers: Json<FormAnswers>,
}

type ExtraColumns =
    (Nullable<Text>, Nullable<Text>, Nullable<Text>, Nullable<BigInt>, Text, BigInt, Integer, Integer, Text);

pub fn whole(db: &mut Db, id: i64) -> QueryResult<Option<(InquiryRow, Extra)>> {
    let row: Option<InquiryRow> = sql::<InquiryColumns>(format!(
        "SELECT {COLUMNS} FROM work_items w JOIN inquiries i ON i.id = w.id {BESIDE} WHERE w.id = $1"
    ))
    .bind(id)
    .get_result(db)
    .optional()?;
    let Some(row) = row else { return Ok(None) };
    let extra: Extra = sql::<ExtraColumns>(
        "SELECT i.external_id, l.name, i.language, i.value, i.attributes, i.customer_id, i.number, i.form_version, i.answers \
         FROM inquiries i \
         LEFT JOIN product_lines l ON l.id = i.product_line_id WHERE i.id = $1",
    )
    .bind(id)
    .get_result(db)?;
    Ok(Some((row, extra)))
}

/// Who has an inquiry, or had it last; none when there is no such inquiry.
pub fn owner(db: &mut Db, id: i64) -> QueryResult<Option<Option<i64>>> {
    let found: Option<(Option<i64>,)> = sql::<(Nullable<BigInt>,)>(
        "SELECT w.owner_id FROM work_items w JOIN inquiries i ON i.id = w.id WHERE w.id = $1",
    )
    .bind(id)
    .get_result(db)
    .optional()?;
    Ok(found.map(|row| row.0))
}

/// A time during which somebody had it.
#[derive(Queryable)]
pub struct PossessionRow {
    pub owner_id: i64,
    pub from_at: At,
    pub to_at: At,
    pub reason: Code<WorkReason>,
    pub by_id: Option<i64>,
}

pub fn possessions(db: &mut Db, id: i64) -> QueryResult<Vec<PossessionRow>> {
    sql::<(BigInt, Instant, Instant, Text, Nullable<BigInt>)>(
        "SELECT owner_id, from_at, to_at, reason, by_id FROM work_periods WHERE work_item_id = $1 ORDER BY id DESC LIMIT 100",
    )
    .bind(id)
    .load(db)
}
