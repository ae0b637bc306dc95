//! Queries about what is said, noted and filed after an inquiry came in.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{codes::TextCode, entrances::EntranceStatus, inquiries::MessageKind};

use super::came_twice;
use crate::db::{At, Code, Conditions, Db, Instant, is_unique_violation, sql};

/// A message.
#[derive(Queryable)]
pub struct MessageRow {
    pub id: i64,
    pub kind: Code<MessageKind>,
    pub employee_id: Option<i64>,
    pub text: String,
    pub at: At,
}

type MessageColumns = (BigInt, Text, Nullable<BigInt>, Text, Instant);

const MESSAGE: &str = "SELECT id, kind, employee_id, text, at FROM messages";

pub fn insert_message(
    db: &mut Db,
    inquiry: i64,
    message: &MessageRow,
    external_id: Option<&str>,
) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO messages (id, inquiry_id, kind, employee_id, text, at, external_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(message.id)
    .bind(inquiry)
    .bind(message.kind.0.as_str())
    .bind(message.employee_id)
    .bind(message.text.as_str())
    .bind(message.at)
    .bind(external_id.map(str::to_owned))
    .run(db)
    .map_err(|failure| if is_unique_violation(&failure) { came_twice() } else { failure })
}

pub fn message_by_external_id(db: &mut Db, inquiry: i64, external_id: &str) -> QueryResult<Option<MessageRow>> {
    sql::<MessageColumns>(format!("{MESSAGE} WHERE inquiry_id = $1 AND external_id = $2"))
        .bind(inquiry)
        .bind(external_id)
        .get_result(db)
        .optional()
}

/// A page of the messages of an inquiry, newest first; `public` leaves out what the customer does not see.
pub fn messages(
    db: &mut Db,
    inquiry: i64,
    public: bool,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<MessageRow>> {
    let mut conditions = Conditions::default().and("inquiry_id = ?", Some(inquiry)).and("id < ?", before);
    if public {
        conditions = conditions.and_also("kind <> 'note'");
    }
    let limit = conditions.parameter(limit);
    sql::<MessageColumns>(format!("{MESSAGE} WHERE {} ORDER BY id DESC LIMIT {limit}", conditions.sql()))
        .binds(conditions.into_binds())
        .load(db)
}

/// An interpretation.
#[derive(Queryable)]
pub struct InterpretationRow {
    pub id: i64,
    pub employee_id: i64,
    pub text: String,
    pub at: At,
}

pub fn insert_interpretation(db: &mut Db, inquiry: i64, row: &InterpretationRow) -> QueryResult<usize> {
    sql::<()>("INSERT INTO interpretations (id, inquiry_id, employee_id, text, at) VALUES ($1, $2, $3, $4, $5)")
        .bind(row.id)
        .bind(inquiry)
        .bind(row.employee_id)
        .bind(row.text.as_str())
        .bind(row.at)
        .run(db)
}

/// The latest interpretations of an inquiry, oldest first.
pub fn interpretations(db: &mut Db, inquiry: i64, most: i64) -> QueryResult<Vec<InterpretationRow>> {
    let mut rows: Vec<InterpretationRow> = sql::<(BigInt, BigInt, Text, Instant)>(
        "SELECT id, employee_id, text, at FROM interpretations WHERE inquiry_id = $1 ORDER BY id DESC LIMIT $2",
    )
    .bind(inquiry)
    .bind(most)
    .load(db)?;
    rows.reverse();
    Ok(rows)
}

/// A category.
#[derive(Queryable)]
pub struct CategoryRow {
    pub id: i64,
    pub name: String,
    pub status: Code<EntranceStatus>,
    pub version: i64,
}

/// Every category, by name.
pub fn categories(db: &mut Db) -> QueryResult<Vec<CategoryRow>> {
    sql::<(BigInt, Text, Text, BigInt)>("SELECT id, name, status, version FROM inquiry_categories ORDER BY name")
        .load(db)
}

pub fn insert_category(db: &mut Db, row: &CategoryRow) -> QueryResult<usize> {
    sql::<()>("INSERT INTO inquiry_categories (id, name, status, version) VALUES ($1, $2, $3, $4)")
        .bind(row.id)
        .bind(row.name.as_str())
        .bind(row.status.0.as_str())
        .bind(row.version)
        .run(db)
}

pub fn update_category(db: &mut Db, row: &CategoryRow) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE inquiry_categories SET name = $2, status = $3, version = version + 1 WHERE id = $1 AND version = $4",
    )
    .bind(row.id)
    .bind(row.name.as_str())
    .bind(row.status.0.as_str())
    .bind(row.version)
    .run(db)
}

/// What an inquiry is filed under.
pub fn filed(db: &mut Db, inquiry: i64) -> QueryResult<Option<(i64, String)>> {
    sql::<(BigInt, Text)>(
        "SELECT k.id, k.name FROM inquiry_filings f JOIN inquiry_categories k ON k.id = f.category_id WHERE f.inquiry_id = $1",
    )
    .bind(inquiry)
    .get_result(db)
    .optional()
}

/// Files an inquiry under a category, or under none.
pub fn file(db: &mut Db, inquiry: i64, category: Option<i64>, by: i64, at: At) -> QueryResult<usize> {
    let Some(category) = category else {
        return sql::<()>("DELETE FROM inquiry_filings WHERE inquiry_id = $1").bind(inquiry).run(db);
    };
    sql::<()>(
        "INSERT INTO inquiry_filings (inquiry_id, category_id, by_id, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (inquiry_id) DO UPDATE SET category_id = $2, by_id = $3, at = $4",
    )
    .bind(inquiry)
    .bind(category)
    .bind(by)
    .bind(at)
    .run(db)
}

/// A canned reply.
#[derive(Queryable)]
pub struct ReplyRow {
    pub id: i64,
    pub title: String,
    pub text: String,
    pub product_line_id: Option<i64>,
    pub version: i64,
}

/// Every canned reply, by title.
pub fn replies(db: &mut Db) -> QueryResult<Vec<ReplyRow>> {
    sql::<(BigInt, Text, Text, Nullable<BigInt>, BigInt)>(
        "SELECT id, title, text, product_line_id, version FROM canned_replies ORDER BY title",
    )
    .load(db)
}

pub fn insert_reply(db: &mut Db, row: &ReplyRow) -> QueryResult<usize> {
    sql::<()>("INSERT INTO canned_replies (id, title, text, product_line_id, version) VALUES ($1, $2, $3, $4, $5)")
        .bind(row.id)
        .bind(row.title.as_str())
        .bind(row.text.as_str())
        .bind(row.product_line_id)
        .bind(row.version)
        .run(db)
}

pub fn update_reply(db: &mut Db, row: &ReplyRow) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE canned_replies SET title = $2, text = $3, product_line_id = $4, version = version + 1 \
         WHERE id = $1 AND version = $5",
    )
    .bind(row.id)
    .bind(row.title.as_str())
    .bind(row.text.as_str())
    .bind(row.product_line_id)
    .bind(row.version)
    .run(db)
}

pub fn delete_reply(db: &mut Db, id: i64, version: i64) -> QueryResult<usize> {
    sql::<()>("DELETE FROM canned_replies WHERE id = $1 AND version = $2").bind(id).bind(version).run(db)
}
