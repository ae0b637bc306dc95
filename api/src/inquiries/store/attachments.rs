//! Queries about files of inquiries.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable},
};

use crate::db::{At, Db, id_list, sql};

pub fn insert_attachment(db: &mut Db, id: i64, inquiry: i64, employee: Option<i64>, at: At) -> QueryResult<usize> {
    sql::<()>("INSERT INTO attachments (id, inquiry_id, employee_id, at) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(inquiry)
        .bind(employee)
        .bind(at)
        .run(db)
}

/// Whose upload to which inquiry, and not before when.
pub struct Own {
    pub inquiry: i64,
    pub employee: Option<i64>,
    pub since: At,
}

/// Gives a file to a message; touches nothing when it is another's, too old or sent already.
pub fn send_attachment(db: &mut Db, id: i64, own: Own, message: i64, place: i32) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE attachments SET message_id = $1, place = $2 WHERE id = $3 AND inquiry_id = $4 AND message_id IS NULL \
         AND coalesce(employee_id, 0) = $5 AND at > $6",
    )
    .bind(message)
    .bind(place)
    .bind(id)
    .bind(own.inquiry)
    .bind(own.employee.unwrap_or_default())
    .bind(own.since)
    .run(db)
}

/// The files of these messages: message and file, in the order of each message.
pub fn sent(db: &mut Db, messages: impl IntoIterator<Item = i64>) -> QueryResult<Vec<(i64, i64)>> {
    let these = db.dialect().one_of("message_id", "$1");
    sql::<(BigInt, BigInt)>(format!("SELECT message_id, id FROM attachments WHERE {these} ORDER BY message_id, place"))
        .bind(id_list(messages))
        .load(db)
}

/// A file of an inquiry.
#[derive(Queryable)]
pub struct AttachmentRow {
    pub message_id: Option<i64>,
    pub employee_id: Option<i64>,
    /// Whether it was sent with a message that the customer sees.
    pub is_public: bool,
}

pub fn attachment(db: &mut Db, inquiry: i64, id: i64) -> QueryResult<Option<AttachmentRow>> {
    sql::<(Nullable<BigInt>, Nullable<BigInt>, Bool)>(
        "SELECT a.message_id, a.employee_id, coalesce(m.kind <> 'note', FALSE) FROM attachments a \
         LEFT JOIN messages m ON m.id = a.message_id WHERE a.id = $1 AND a.inquiry_id = $2",
    )
    .bind(id)
    .bind(inquiry)
    .get_result(db)
    .optional()
}

/// How many files an inquiry has, counted up to `most`.
pub fn count_attachments(db: &mut Db, inquiry: i64, most: i64) -> QueryResult<i64> {
    let found: (i64,) =
        sql::<(BigInt,)>("SELECT count(*) FROM (SELECT id FROM attachments WHERE inquiry_id = $1 LIMIT $2) few")
            .bind(inquiry)
            .bind(most)
            .get_result(db)?;
    Ok(found.0)
}

/// Those that were uploaded before and never sent.
pub fn unsent(db: &mut Db, before: At, most: i64) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>("SELECT id FROM attachments WHERE message_id IS NULL AND at < $1 ORDER BY at LIMIT $2")
        .bind(before)
        .bind(most)
        .load::<(i64,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

pub fn delete_unsent(db: &mut Db, ids: &[i64]) -> QueryResult<usize> {
    let these = db.dialect().one_of("id", "$1");
    sql::<()>(format!("DELETE FROM attachments WHERE message_id IS NULL AND {these}"))
        .bind(id_list(ids.iter().copied()))
        .run(db)
}
