//! Who is gone through for timers: what is open and not answered, and customers whose follow-up is due.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Nullable, Text},
};
use shared::{codes::TextCode, text_enum};

use crate::db::{At, Block, Code, Db, Instant, sql};

text_enum! {
    /// Which part of a round comes next.
    pub enum Part {
        /// Work that is not answered.
        Work = "work",
        /// Customers who are due.
        Customers = "customers",
        /// Nothing more.
        Done = "done",
    }
}

/// How far a round has come: for which day, policy and roster it is, and after whom it goes on.
#[derive(Queryable, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    pub day: i32,
    pub publication: i64,
    pub roster_stamp: i64,
    pub part: Code<Part>,
    pub after_day: i32,
    pub after_id: i64,
}

pub fn round(db: &mut Db) -> QueryResult<Round> {
    sql::<(Integer, BigInt, BigInt, Text, Integer, BigInt)>(
        "SELECT day, publication_id, roster_stamp, part, after_day, after_id FROM timer_round",
    )
    .get_result(db)
}

pub fn set_round(db: &mut Db, round: &Round) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE timer_round SET day = $1, publication_id = $2, roster_stamp = $3, part = $4, after_day = $5, after_id = $6",
    )
    .bind(round.day)
    .bind(round.publication)
    .bind(round.roster_stamp)
    .bind(round.part.0.as_str())
    .bind(round.after_day)
    .bind(round.after_id)
    .run(db)
}

/// Asks for another look at these customers.
pub fn wake(db: &mut Db, block: Block, customers: &str) -> QueryResult<usize> {
    let table = db.dialect().id_table("$1");
    sql::<()>(format!(
        "INSERT INTO timer_wakes (id, customer_id) \
         SELECT $2 + {} * (row_number() OVER (ORDER BY t.id) - 1), t.id FROM {table} t",
        Block::STEP
    ))
    .bind(customers)
    .bind(block.first)
    .run(db)
}

/// Asks for another round through all.
pub fn wake_all(db: &mut Db, id: i64) -> QueryResult<usize> {
    sql::<()>("INSERT INTO timer_wakes (id) VALUES ($1)").bind(id).run(db)
}

/// What was asked for: id, customer. Who asks may commit later than somebody with a greater id, so what is done is deleted and
/// not counted.
pub fn wakes(db: &mut Db, limit: i64) -> QueryResult<Vec<(i64, Option<i64>)>> {
    sql::<(BigInt, Nullable<BigInt>)>("SELECT id, customer_id FROM timer_wakes ORDER BY id LIMIT $1")
        .bind(limit)
        .load(db)
}

pub fn drop_wakes(db: &mut Db, ids: &str) -> QueryResult<usize> {
    let among = db.dialect().one_of("id", "$1");
    sql::<()>(format!("DELETE FROM timer_wakes WHERE {among}")).bind(ids).run(db)
}

pub fn has_wakes(db: &mut Db) -> QueryResult<bool> {
    sql::<(Bool,)>("SELECT EXISTS (SELECT 1 FROM timer_wakes)").get_result::<(bool,)>(db).map(|row| row.0)
}

/// Open work that nobody has answered, by id.
pub fn unanswered(db: &mut Db, after: i64, limit: i64) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>(
        "SELECT id FROM work_items WHERE status = 'open' AND answered_at IS NULL AND id > $1 ORDER BY id LIMIT $2",
    )
    .bind(after)
    .bind(limit)
    .load::<(i64,)>(db)
    .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// An ownership as timers see it.
#[derive(Queryable, Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueRow {
    pub customer: i64,
    pub owner: i64,
    pub change: i64,
    pub since: At,
    pub due_on: i32,
}

type DueColumns = (BigInt, BigInt, BigInt, Instant, Integer);

const DUE: &str = "customer_id, owner_id, change_id, since, due_on";

/// Who is due on a day or before, after this day and customer, the longest due first.
pub fn due_customers(db: &mut Db, through: i32, after: (i32, i64), limit: i64) -> QueryResult<Vec<DueRow>> {
    sql::<DueColumns>(format!(
        "SELECT {DUE} FROM ownerships WHERE due_on <= $1 AND (due_on, customer_id) > ($2, $3) \
         ORDER BY due_on, customer_id LIMIT $4"
    ))
    .bind(through)
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
    .load(db)
}

/// Who owns these customers since when, and when they are due.
pub fn ownerships(db: &mut Db, customers: &str) -> QueryResult<Vec<DueRow>> {
    let among = db.dialect().one_of("customer_id", "$1");
    sql::<DueColumns>(format!("SELECT {DUE} FROM ownerships WHERE {among} ORDER BY customer_id"))
        .bind(customers)
        .load(db)
}

/// The ownership of a customer, its row locked.
pub fn lock_ownership(db: &mut Db, customer: i64) -> QueryResult<Option<DueRow>> {
    let suffix = db.dialect().for_update();
    sql::<DueColumns>(format!("SELECT {DUE} FROM ownerships WHERE customer_id = $1{suffix}"))
        .bind(customer)
        .get_result(db)
        .optional()
}
