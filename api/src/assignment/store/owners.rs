//! Statements that change owners, each for a whole set of customers.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use serde::Serialize;
use shared::{
    codes::TextCode,
    customers::{CustomerStatus, Level},
};
use shared::{settings::FollowUpThresholds, timeline::OwnershipReason};

use crate::db::{At, Bind, Block, Code, Db, Dialect, Instant, schema::district_holdings, sql};

/// The clock that orders changes of owners: one for all processes. Read after the locks are taken.
pub fn clock(db: &mut Db) -> QueryResult<At> {
    match db.dialect() {
        Dialect::Sqlite => Ok(At::now()),
        Dialect::Postgres => sql::<(Instant,)>("SELECT clock_timestamp()").get_result::<(At,)>(db).map(|row| row.0),
    }
}

/// How strongly districts are locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Nobody moves them meanwhile.
    Shared,
    /// Nobody moves them or gives away their customers meanwhile.
    Exclusive,
}

/// Locks districts in the order of their ids and gives those that exist: id, whether open, code, name.
pub fn lock_districts(db: &mut Db, ids: &str, lock: Lock) -> QueryResult<Vec<(i64, String, String, String)>> {
    let dialect = db.dialect();
    let suffix = match (dialect, lock) {
        (Dialect::Sqlite, _) => "",
        (Dialect::Postgres, Lock::Shared) => " FOR SHARE",
        (Dialect::Postgres, Lock::Exclusive) => " FOR UPDATE",
    };
    let among = dialect.one_of("id", "$1");
    sql::<(BigInt, Text, Text, Text)>(format!(
        "SELECT id, status, code, name FROM districts WHERE {among} ORDER BY id{suffix}"
    ))
    .bind(ids)
    .load(db)
}

/// Who holds these districts now: district, holder.
pub fn holders(db: &mut Db, ids: &str) -> QueryResult<Vec<(i64, i64)>> {
    let among = db.dialect().one_of("district_id", "$1");
    sql::<(BigInt, BigInt)>(format!(
        "SELECT district_id, agent_id FROM district_holdings WHERE to_at IS NULL AND {among} ORDER BY district_id"
    ))
    .bind(ids)
    .load(db)
}

/// The districts that an agent holds now.
pub fn districts_of(db: &mut Db, agent: i64) -> QueryResult<Vec<i64>> {
    district_holdings::table
        .filter(district_holdings::agent_id.eq(agent))
        .filter(district_holdings::to_at.is_null())
        .select(district_holdings::district_id)
        .order(district_holdings::district_id)
        .load(db)
}

/// The districts in which an agent owns customers.
pub fn districts_of_customers_of(db: &mut Db, owner: i64) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>(
        "SELECT DISTINCT c.district_id FROM ownerships o JOIN customers c ON c.id = o.customer_id \
         WHERE o.owner_id = $1 AND c.district_id IS NOT NULL ORDER BY c.district_id",
    )
    .bind(owner)
    .load::<(i64,)>(db)
    .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// Which customers change owners together: a query of customers `c` with one parameter, `$1`.
pub struct Which {
    from: String,
    bind: Bind,
}

impl Which {
    /// Those of these districts who wait for an owner.
    pub fn queued_in(dialect: Dialect, districts: &str) -> Self {
        let among = dialect.one_of("c.district_id", "$1");
        Self { from: format!("FROM customers c WHERE {among} AND c.status = 'queued'"), bind: districts.into() }
    }

    /// All whom this agent owns.
    pub fn owned_by(owner: i64) -> Self {
        Self {
            from: "FROM ownerships o JOIN customers c ON c.id = o.customer_id WHERE o.owner_id = $1".into(),
            bind: owner.into(),
        }
    }

    /// These.
    pub fn these(dialect: Dialect, customers: &str) -> Self {
        Self { from: format!("FROM customers c WHERE {}", dialect.one_of("c.id", "$1")), bind: customers.into() }
    }
}

pub fn count(db: &mut Db, which: &Which) -> QueryResult<i64> {
    sql::<(BigInt,)>(format!("SELECT count(*) {}", which.from))
        .bind(which.bind.clone())
        .get_result::<(i64,)>(db)
        .map(|row| row.0)
}

/// Their ids, in order, and their rows locked.
pub fn lock(db: &mut Db, which: &Which) -> QueryResult<Vec<i64>> {
    let suffix = match db.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE OF c",
    };
    sql::<(BigInt,)>(format!("SELECT c.id {} ORDER BY c.id{suffix}", which.from))
        .bind(which.bind.clone())
        .load::<(i64,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// A change of owners: what every ownership that it begins has in common.
#[derive(Debug, Clone, Copy)]
pub struct OwnerChange {
    pub id: i64,
    pub owner: i64,
    pub at: At,
    pub reason: OwnershipReason,
    pub by: Option<i64>,
}

/// Gives these customers, who have an owner, another one; what is due stays due. Tells how many they were; the database
/// itself keeps the periods that ended so.
pub fn change_owner(db: &mut Db, customers: &str, to: OwnerChange) -> QueryResult<usize> {
    let dialect = db.dialect();
    let these = dialect.id_table("$1");
    // Both go through the customers in the order of their ids, which is how the rows lie.
    let among = match dialect {
        Dialect::Sqlite => format!("WHERE owner_id <> $2 AND customer_id IN (SELECT id FROM {these})"),
        Dialect::Postgres => format!("FROM {these} these WHERE owner_id <> $2 AND customer_id = these.id"),
    };
    sql::<()>(format!(
        "UPDATE ownerships SET owner_id = $2, change_id = $3, since = $4, reason = $5, by_id = $6 {among}"
    ))
    .bind(customers)
    .bind(to.owner)
    .bind(to.id)
    .bind(to.at)
    .bind(to.reason.as_str())
    .bind(to.by)
    .run(db)
}

/// Who is to own a customer.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Given {
    pub customer: i64,
    pub owner: i64,
}

/// A change that gives customers to several owners.
#[derive(Debug, Clone, Copy)]
pub struct ChangeOfMany {
    pub id: i64,
    pub at: At,
    pub reason: OwnershipReason,
    pub by: Option<i64>,
}

/// Gives customers, who have an owner, another one each; what is due stays due. Tells how many they were.
pub fn change_owners(db: &mut Db, given: &[Given], change: ChangeOfMany) -> QueryResult<usize> {
    let rows = serde_json::to_string(given).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    let table = db.dialect().rows_of("$1", &[("customer", "bigint"), ("owner", "bigint")]);
    sql::<()>(format!(
        "UPDATE ownerships SET owner_id = v.owner, change_id = $2, since = $3, reason = $4, by_id = $5 FROM {table} \
         WHERE customer_id = v.customer AND owner_id <> v.owner"
    ))
    .bind(rows)
    .bind(change.id)
    .bind(change.at)
    .bind(change.reason.as_str())
    .bind(change.by)
    .run(db)
}

/// Gives customers who had no owner one; their follow-up is due so many days after today, by level. Tells how many they were.
pub fn first_owner(
    db: &mut Db,
    which: &Which,
    to: OwnerChange,
    today: i32,
    days: FollowUpThresholds,
) -> QueryResult<usize> {
    sql::<()>(format!(
        "INSERT INTO ownerships (customer_id, owner_id, change_id, since, reason, by_id, idle_since, due_on) \
         SELECT c.id, $2, $3, $4, $5, $6, $7, \
         $7 + CASE c.level WHEN 'a' THEN {} WHEN 'b' THEN {} WHEN 'c' THEN {} ELSE {} END {}",
        days.a, days.b, days.c, days.d, which.from
    ))
    .bind(which.bind.clone())
    .bind(to.owner)
    .bind(to.id)
    .bind(to.at)
    .bind(to.reason.as_str())
    .bind(to.by)
    .bind(today)
    .run(db)
}

/// Takes the owner away; the customers wait.
pub fn no_owner(db: &mut Db, customers: &str) -> QueryResult<usize> {
    let among = db.dialect().one_of("customer_id", "$1");
    sql::<()>(format!("DELETE FROM ownerships WHERE {among}")).bind(customers).run(db)
}

/// Ends who holds these districts.
pub fn close_holdings(db: &mut Db, districts: &str, at: At) -> QueryResult<usize> {
    let among = db.dialect().one_of("district_id", "$1");
    sql::<()>(format!("UPDATE district_holdings SET to_at = $2 WHERE to_at IS NULL AND {among}"))
        .bind(districts)
        .bind(at)
        .run(db)
}

/// Begins that this agent holds them.
pub fn open_holdings(
    db: &mut Db,
    districts: &str,
    block: Block,
    agent: i64,
    at: At,
    by: Option<i64>,
    reason: &str,
) -> QueryResult<usize> {
    let table = db.dialect().id_table("$1");
    sql::<()>(format!(
        "INSERT INTO district_holdings (id, district_id, agent_id, from_at, by_id, reason) \
         SELECT $2 + {} * (row_number() OVER (ORDER BY t.id) - 1), t.id, $3, $4, $5, $6 FROM {table} t",
        Block::STEP
    ))
    .bind(districts)
    .bind(block.first)
    .bind(agent)
    .bind(at)
    .bind(by)
    .bind(reason)
    .run(db)
}

/// A customer as a hand-over needs it, its row locked: district, name.
pub fn lock_customer(db: &mut Db, id: i64) -> QueryResult<Option<(Option<i64>, String)>> {
    let suffix = db.dialect().for_update();
    sql::<(Nullable<BigInt>, Text)>(format!("SELECT district_id, name FROM customers WHERE id = $1{suffix}"))
        .bind(id)
        .get_result(db)
        .optional()
}

/// Who owns a customer, the row locked.
pub fn lock_owner(db: &mut Db, customer: i64) -> QueryResult<Option<i64>> {
    let suffix = db.dialect().for_update();
    sql::<(BigInt,)>(format!("SELECT owner_id FROM ownerships WHERE customer_id = $1{suffix}"))
        .bind(customer)
        .get_result::<(i64,)>(db)
        .optional()
        .map(|row| row.map(|row| row.0))
}

/// Who owns a customer.
pub fn owner_of(db: &mut Db, customer: i64) -> QueryResult<Option<i64>> {
    sql::<(BigInt,)>("SELECT owner_id FROM ownerships WHERE customer_id = $1")
        .bind(customer)
        .get_result::<(i64,)>(db)
        .optional()
        .map(|row| row.map(|row| row.0))
}

/// Who owned a customer at an instant, or was the first to own them after it.
pub fn owner_at(db: &mut Db, customer: i64, at: At) -> QueryResult<Option<i64>> {
    sql::<(BigInt, Instant)>(
        "SELECT owner_id, from_at FROM ownership_periods WHERE customer_id = $1 AND to_at > $2 \
         UNION ALL SELECT owner_id, since FROM ownerships WHERE customer_id = $1 ORDER BY 2 LIMIT 1",
    )
    .bind(customer)
    .bind(at)
    .get_result::<(i64, At)>(db)
    .optional()
    .map(|row| row.map(|row| row.0))
}

/// Who owns these customers: customer, owner.
pub fn owners_of(db: &mut Db, customers: &str) -> QueryResult<Vec<(i64, i64)>> {
    let table = db.dialect().id_table("$1");
    sql::<(BigInt, BigInt)>(format!(
        "SELECT o.customer_id, o.owner_id FROM {table} these JOIN ownerships o ON o.customer_id = these.id"
    ))
    .bind(customers)
    .load(db)
}

/// Locks a customer, and tells whether they wait for an owner.
pub fn lock_queued(db: &mut Db, customer: i64) -> QueryResult<bool> {
    let suffix = db.dialect().for_update();
    let found: Option<(String,)> = sql::<(Text,)>(format!("SELECT status FROM customers WHERE id = $1{suffix}"))
        .bind(customer)
        .get_result(db)
        .optional()?;
    Ok(found.is_some_and(|row| row.0 == CustomerStatus::Queued.as_str()))
}

/// What the engine knows of a customer.
#[derive(Queryable)]
pub struct CustomerFacts {
    pub id: i64,
    pub level: Code<Level>,
    pub district: Option<i64>,
    pub city: Option<i64>,
    pub province: Option<i64>,
    pub attributes: String,
    pub registered_at: At,
}

/// What the engine knows of these customers, by id.
pub fn customer_facts(db: &mut Db, customers: &str) -> QueryResult<Vec<CustomerFacts>> {
    let table = db.dialect().id_table("$1");
    sql::<(BigInt, Text, Nullable<BigInt>, Nullable<BigInt>, Nullable<BigInt>, Text, Instant)>(format!(
        "SELECT c.id, c.level, c.district_id, d.city_id, t.province_id, c.attributes, c.registered_at \
         FROM {table} these JOIN customers c ON c.id = these.id LEFT JOIN districts d ON d.id = c.district_id \
         LEFT JOIN cities t ON t.id = d.city_id ORDER BY c.id"
    ))
    .bind(customers)
    .load(db)
}
