//! Work items: who has what in hand.

use diesel::{
    prelude::*,
    result::DatabaseErrorKind,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    assignment::{Facts, policy::CaseKind},
    codes::TextCode,
    work::{WorkReason, WorkStage, WorkStatus},
};

use crate::db::{At, Code, Db, Failure, Instant, Json, sql};

/// A work item to be, which waits.
pub struct NewWork<'a> {
    pub id: i64,
    pub kind: CaseKind,
    pub customer: i64,
    pub facts: &'a Facts,
    pub arrived_at: At,
}

/// A work item.
#[derive(Queryable)]
pub struct WorkRow {
    pub id: i64,
    pub kind: Code<CaseKind>,
    pub customer_id: i64,
    pub status: Code<WorkStatus>,
    pub owner_id: Option<i64>,
    pub group_id: Option<i64>,
    pub since: Option<At>,
    pub facts: Json<Facts>,
    pub arrived_at: At,
    pub answered_at: Option<At>,
    pub version: i64,
    pub change_id: Option<i64>,
    pub stage: Code<WorkStage>,
    pub done_at: Option<At>,
}

type WorkColumns = (
    BigInt,
    Text,
    BigInt,
    Text,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<Instant>,
    Text,
    Instant,
    Nullable<Instant>,
    BigInt,
    Nullable<BigInt>,
    Text,
    Nullable<Instant>,
);

const WORK: &str = "id, kind, customer_id, status, owner_id, group_id, since, facts, arrived_at, answered_at, version, \
                    change_id, stage, done_at";

pub fn insert_work(db: &mut Db, new: &NewWork<'_>, facts: String) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO work_items (id, kind, customer_id, status, facts, arrived_at, version) \
         VALUES ($1, $2, $3, 'waiting', $4, $5, 1)",
    )
    .bind(new.id)
    .bind(new.kind.as_str())
    .bind(new.customer)
    .bind(facts)
    .bind(new.arrived_at)
    .run(db)
}

/// A work item, its row locked.
pub fn lock_work(db: &mut Db, id: i64) -> QueryResult<Option<WorkRow>> {
    let suffix = db.dialect().for_update();
    sql::<WorkColumns>(format!("SELECT {WORK} FROM work_items WHERE id = $1{suffix}"))
        .bind(id)
        .get_result(db)
        .optional()
}

/// A work item as it is.
pub fn work(db: &mut Db, id: i64) -> QueryResult<Option<WorkRow>> {
    sql::<WorkColumns>(format!("SELECT {WORK} FROM work_items WHERE id = $1")).bind(id).get_result(db).optional()
}

/// These work items as they are, by id.
pub fn works(db: &mut Db, ids: &str) -> QueryResult<Vec<WorkRow>> {
    let among = db.dialect().one_of("id", "$1");
    sql::<WorkColumns>(format!("SELECT {WORK} FROM work_items WHERE {among} ORDER BY id")).bind(ids).load(db)
}

/// What somebody has in hand, oldest first.
pub fn open_work_of(db: &mut Db, owner: i64) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>("SELECT id FROM work_items WHERE owner_id = $1 AND status = 'open' ORDER BY id")
        .bind(owner)
        .load::<(i64,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// Who is given a work item, and how.
pub struct Handing {
    pub owner: i64,
    pub group: Option<i64>,
    pub change: i64,
    pub at: At,
    pub reason: WorkReason,
    pub by: Option<i64>,
    /// The tenant's day.
    pub day: i32,
}

/// Gives an item to somebody; tells whether it was still to be had: it was not done, and not theirs.
pub fn give_work(db: &mut Db, id: i64, to: &Handing) -> QueryResult<bool> {
    sql::<()>(
        "UPDATE work_items SET status = 'open', owner_id = $2, group_id = $3, change_id = $4, since = $5, reason = $6, \
         by_id = $7, changed_on = $8, version = version + 1 WHERE id = $1 AND status <> 'done'",
    )
    .bind(id)
    .bind(to.owner)
    .bind(to.group)
    .bind(to.change)
    .bind(to.at)
    .bind(to.reason.as_str())
    .bind(to.by)
    .bind(to.day)
    .run(db)
    .map(|touched| touched == 1)
}

/// Takes an item from its owner, so that it waits.
pub fn take_work(db: &mut Db, id: i64, facts: String) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE work_items SET status = 'waiting', owner_id = NULL, group_id = NULL, change_id = NULL, since = NULL, \
         reason = NULL, by_id = NULL, changed_on = NULL, facts = $2, version = version + 1 WHERE id = $1 AND status = 'open'",
    )
    .bind(id)
    .bind(facts)
    .run(db)
}

/// Takes these items from their owners, so that they wait.
pub fn take_all(db: &mut Db, items: &str) -> QueryResult<usize> {
    let among = db.dialect().one_of("id", "$1");
    sql::<()>(format!(
        "UPDATE work_items SET status = 'waiting', owner_id = NULL, group_id = NULL, change_id = NULL, since = NULL, \
         reason = NULL, by_id = NULL, changed_on = NULL, version = version + 1 WHERE {among} AND status = 'open'"
    ))
    .bind(items)
    .run(db)
}

/// Writes down what the engine knows of an item from now on.
pub fn set_facts(db: &mut Db, id: i64, facts: String) -> QueryResult<usize> {
    sql::<()>("UPDATE work_items SET facts = $2, version = version + 1 WHERE id = $1").bind(id).bind(facts).run(db)
}

/// Ends an item: it is resolved, after so many minutes of working hours.
pub fn end_work(db: &mut Db, id: i64, at: At, minutes: Option<i32>) -> QueryResult<usize> {
    let minutes = minutes.map_or("NULL".to_owned(), |minutes| minutes.to_string());
    sql::<()>(format!(
        "UPDATE work_items SET status = 'done', stage = 'resolved', done_at = $2, resolution_minutes = {minutes}, \
         version = version + 1 WHERE id = $1 AND status <> 'done'"
    ))
    .bind(id)
    .bind(at)
    .run(db)
}

/// Notes an answer, the first of them with its time; it is the customer's turn.
pub fn answer_work(db: &mut Db, id: i64, at: At, minutes: i32) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE work_items SET response_minutes = CASE WHEN answered_at IS NULL THEN $3 ELSE response_minutes END, \
         answered_at = coalesce(answered_at, $2), stage = 'waiting_for_customer', version = version + 1 WHERE id = $1",
    )
    .bind(id)
    .bind(at)
    .bind(minutes)
    .run(db)
}

/// It changed hands between two looks at it: the transaction is tried again.
pub fn changed_hands() -> Failure {
    Failure::DatabaseError(DatabaseErrorKind::SerializationFailure, Box::new("work changed hands".to_owned()))
}

/// Says how far the talk is.
pub fn set_stage(db: &mut Db, id: i64, stage: WorkStage) -> QueryResult<usize> {
    sql::<()>("UPDATE work_items SET stage = $2, version = version + 1 WHERE id = $1")
        .bind(id)
        .bind(stage.as_str())
        .run(db)
}

/// Gives a resolved item back to who had it last.
pub fn resume_work(db: &mut Db, id: i64) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE work_items SET status = 'open', stage = 'reopened', done_at = NULL, resolution_minutes = NULL, \
         version = version + 1 WHERE id = $1 AND stage = 'resolved' AND owner_id IS NOT NULL",
    )
    .bind(id)
    .run(db)
}

/// Lets a resolved item wait for somebody.
pub fn reopen_work(db: &mut Db, id: i64) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE work_items SET status = 'waiting', stage = 'reopened', done_at = NULL, resolution_minutes = NULL, \
         owner_id = NULL, group_id = NULL, change_id = NULL, since = NULL, reason = NULL, by_id = NULL, changed_on = NULL, \
         version = version + 1 WHERE id = $1 AND stage = 'resolved'",
    )
    .bind(id)
    .run(db)
}

/// Closes inquiries that were resolved before `before`, so many at once.
pub fn close_resolved(db: &mut Db, before: At, most: i64) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE work_items SET stage = 'closed', version = version + 1 WHERE id IN \
         (SELECT id FROM work_items WHERE stage = 'resolved' AND kind = 'inquiry' AND done_at < $1 ORDER BY done_at LIMIT $2)",
    )
    .bind(before)
    .bind(most)
    .run(db)
}

/// Whether a member of a group has room there; false when they are none any more.
pub fn has_room_in(db: &mut Db, group: i64, employee: i64) -> QueryResult<bool> {
    let found: Option<(i64,)> = sql::<(BigInt,)>(
        "SELECT group_id FROM group_members WHERE group_id = $1 AND employee_id = $2 AND left_at IS NULL \
         AND (capacity IS NULL OR open_work < capacity)",
    )
    .bind(group)
    .bind(employee)
    .get_result(db)
    .optional()?;
    Ok(found.is_some())
}

/// Which column of the fairness ledger.
#[derive(Debug, Clone, Copy)]
pub enum Loss {
    Declined,
    Lost,
    GivenBack,
}

/// Counts that somebody lost an item that they had.
pub fn count_loss(db: &mut Db, day: i32, employee: i64, group: Option<i64>, loss: Loss) -> QueryResult<usize> {
    let column = match loss {
        Loss::Declined => "declined",
        Loss::Lost => "lost",
        Loss::GivenBack => "given_back",
    };
    let one = |name: &str| i32::from(name == column);
    sql::<(Integer,)>(format!(
        "INSERT INTO fairness_ledger (day, employee_id, group_id, received, declined, lost, given_back) \
         VALUES ($1, $2, $3, 0, $4, $5, $6) \
         ON CONFLICT (day, employee_id, group_id) DO UPDATE SET {column} = fairness_ledger.{column} + 1"
    ))
    .bind(day)
    .bind(employee)
    .bind(group.unwrap_or(0))
    .bind(one("declined"))
    .bind(one("lost"))
    .bind(one("given_back"))
    .run(db)
}
