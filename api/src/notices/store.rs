//! Queries about notices.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    assignment::policy::{CaseKind, TimerWatch},
    codes::TextCode,
    notices::NoticeKind,
};

use super::NewNotice;
use crate::db::{At, Code, Db, Instant, backdated_id, sql};

/// Writes a notice down. One that counts gets a new id when it grows, so that it stands among the newest again.
pub fn put(db: &mut Db, id: i64, new: &NewNotice<'_>, sum_key: Option<String>) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO notices (id, employee_id, kind, at, watch, timer, timer_name, customer_id, customers, case_id, person_id, \
         since, sum_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12) \
         ON CONFLICT (sum_key) DO UPDATE SET id = excluded.id, at = excluded.at, timer_name = excluded.timer_name, \
         customer_id = excluded.customer_id, customers = notices.customers + 1, read_at = NULL, \
         since = CASE WHEN excluded.since < notices.since THEN excluded.since ELSE notices.since END",
    )
    .bind(id)
    .bind(new.to)
    .bind(new.kind.as_str())
    .bind(new.at)
    .bind(new.watch.as_str())
    .bind(new.key)
    .bind(new.name)
    .bind(new.customer)
    .bind(new.case.map(|case| case.raw()))
    .bind(new.person.map(|person| person.raw()))
    .bind(new.since)
    .bind(sum_key)
    .run(db)
}

/// A notice, with who may see what it is about now.
#[derive(Queryable)]
pub struct NoticeRow {
    pub id: i64,
    pub kind: Code<NoticeKind>,
    pub at: At,
    pub watch: Code<TimerWatch>,
    pub key: String,
    pub name: String,
    pub customer: i64,
    pub customer_name: String,
    pub customer_owner: Option<i64>,
    pub customers: i32,
    pub case: Option<i64>,
    pub case_kind: Option<Code<CaseKind>>,
    pub case_owner: Option<i64>,
    pub person: Option<i64>,
    pub since: At,
    pub read_at: Option<At>,
}

type NoticeColumns = (
    BigInt,
    Text,
    Instant,
    Text,
    Text,
    Text,
    BigInt,
    Text,
    Nullable<BigInt>,
    Integer,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Instant,
    Nullable<Instant>,
);

/// Somebody's notices with lesser ids, newest first.
pub fn page(db: &mut Db, employee: i64, unread: bool, before: i64, limit: i64) -> QueryResult<Vec<NoticeRow>> {
    let only = if unread { "AND n.read_at IS NULL" } else { "" };
    sql::<NoticeColumns>(format!(
        "SELECT n.id, n.kind, n.at, n.watch, n.timer, n.timer_name, c.id, c.name, o.owner_id, n.customers, n.case_id, \
         w.kind, w.owner_id, n.person_id, n.since, n.read_at FROM notices n JOIN customers c ON c.id = (SELECT coalesce(g.merged_into, g.id) FROM customers g WHERE g.id = n.customer_id) \
         LEFT JOIN ownerships o ON o.customer_id = c.id LEFT JOIN work_items w ON w.id = n.case_id \
         WHERE n.employee_id = $1 AND n.id < $2 {only} ORDER BY n.id DESC LIMIT $3"
    ))
    .bind(employee)
    .bind(before)
    .bind(limit)
    .load(db)
}

/// How many of somebody's are unread, counted up to a bound.
pub fn unread(db: &mut Db, employee: i64, bound: i64) -> QueryResult<i64> {
    sql::<(BigInt,)>(
        "SELECT count(*) FROM (SELECT 1 FROM notices WHERE employee_id = $1 AND read_at IS NULL LIMIT $2) n",
    )
    .bind(employee)
    .bind(bound)
    .get_result::<(i64,)>(db)
    .map(|row| row.0)
}

/// Marks these of somebody's as read.
pub fn mark(db: &mut Db, employee: i64, ids: &str, at: At) -> QueryResult<usize> {
    let among = db.dialect().one_of("id", "$2");
    sql::<()>(format!("UPDATE notices SET read_at = $3 WHERE employee_id = $1 AND {among} AND read_at IS NULL"))
        .bind(employee)
        .bind(ids)
        .bind(at)
        .run(db)
}

/// Marks somebody's up to one as read.
pub fn mark_up_to(db: &mut Db, employee: i64, id: i64, at: At) -> QueryResult<usize> {
    sql::<()>("UPDATE notices SET read_at = $3 WHERE employee_id = $1 AND id <= $2 AND read_at IS NULL")
        .bind(employee)
        .bind(id)
        .bind(at)
        .run(db)
}

/// Deletes those from before an instant, so many at most.
pub fn forget_before(db: &mut Db, at: At, most: i64) -> QueryResult<usize> {
    sql::<()>("DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE id < $1 ORDER BY id LIMIT $2)")
        .bind(backdated_id(at.utc(), 0))
        .bind(most)
        .run(db)
}
