//! Statements that change owners, each for a whole set of customers.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::codes::TextCode;
use shared::{settings::FollowUpThresholds, timeline::OwnershipReason};

use crate::db::{At, Bind, Block, Db, Dialect, Instant, schema::district_holdings, sql};

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
    sql::<(BigInt,)>("SELECT DISTINCT district_id FROM customers WHERE owner_id = $1 ORDER BY district_id")
        .bind(owner)
        .load::<(i64,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// Which customers change owners together. The text is a condition on `customers c` with one parameter, `$1`.
pub struct Which {
    condition: String,
    bind: Bind,
}

impl Which {
    /// Those of these districts whom the holder of their district owns. Who was handed to someone else stays there.
    pub fn held_in(dialect: Dialect, districts: &str) -> Self {
        let among = dialect.one_of("c.district_id", "$1");
        Self {
            condition: format!(
                "{among} AND c.status = 'owned' AND EXISTS (SELECT 1 FROM district_holdings h \
                 WHERE h.district_id = c.district_id AND h.to_at IS NULL AND h.agent_id = c.owner_id)"
            ),
            bind: districts.into(),
        }
    }

    /// Those of these districts who wait for an owner.
    pub fn queued_in(dialect: Dialect, districts: &str) -> Self {
        let among = dialect.one_of("c.district_id", "$1");
        Self { condition: format!("{among} AND c.status = 'queued'"), bind: districts.into() }
    }

    /// All whom this agent owns.
    pub fn owned_by(owner: i64) -> Self {
        Self { condition: "c.owner_id = $1".into(), bind: owner.into() }
    }

    /// These.
    pub fn these(dialect: Dialect, customers: &str) -> Self {
        Self { condition: dialect.one_of("c.id", "$1"), bind: customers.into() }
    }
}

pub fn count(db: &mut Db, which: &Which) -> QueryResult<i64> {
    sql::<(BigInt,)>(format!("SELECT count(*) FROM customers c WHERE {}", which.condition))
        .bind(which.bind.clone())
        .get_result::<(i64,)>(db)
        .map(|row| row.0)
}

/// How many of them each district has.
pub fn count_by_district(db: &mut Db, which: &Which) -> QueryResult<Vec<(i64, i64)>> {
    sql::<(BigInt, BigInt)>(format!(
        "SELECT c.district_id, count(*) FROM customers c WHERE {} GROUP BY c.district_id",
        which.condition
    ))
    .bind(which.bind.clone())
    .load(db)
}

/// The ids of them.
pub fn ids(db: &mut Db, which: &Which) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>(format!("SELECT c.id FROM customers c WHERE {} ORDER BY c.id", which.condition))
        .bind(which.bind.clone())
        .load::<(i64,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// Ends the ownership of all of them.
pub fn close_periods(db: &mut Db, which: &Which, at: At) -> QueryResult<usize> {
    sql::<()>(format!(
        "UPDATE ownership_periods SET to_at = $2 WHERE to_at IS NULL \
         AND customer_id IN (SELECT c.id FROM customers c WHERE {})",
        which.condition
    ))
    .bind(which.bind.clone())
    .bind(at)
    .run(db)
}

/// Begins an ownership for all of them.
pub fn open_periods(
    db: &mut Db,
    which: &Which,
    block: Block,
    owner: i64,
    at: At,
    reason: OwnershipReason,
    by: Option<i64>,
) -> QueryResult<usize> {
    sql::<()>(format!(
        "INSERT INTO ownership_periods (id, customer_id, owner_id, from_at, reason, by_id) \
         SELECT $2 + {} * (row_number() OVER (ORDER BY c.id) - 1), c.id, $3, $4, $5, $6 FROM customers c WHERE {}",
        Block::STEP,
        which.condition
    ))
    .bind(which.bind.clone())
    .bind(block.first)
    .bind(owner)
    .bind(at)
    .bind(reason.as_str())
    .bind(by)
    .run(db)
}

/// Gives customers who had an owner another one; what is due stays due.
pub fn set_owner(db: &mut Db, which: &Which, owner: i64, at: At) -> QueryResult<usize> {
    sql::<()>(format!(
        "UPDATE customers SET owner_id = $2, owned_since = $3, version = version + 1 \
         WHERE id IN (SELECT c.id FROM customers c WHERE {})",
        which.condition
    ))
    .bind(which.bind.clone())
    .bind(owner)
    .bind(at)
    .run(db)
}

/// Gives customers who had no owner one; their follow-up is due so many days after today, by level.
pub fn set_first_owner(
    db: &mut Db,
    which: &Which,
    owner: i64,
    at: At,
    today: i32,
    days: FollowUpThresholds,
) -> QueryResult<usize> {
    sql::<()>(format!(
        "UPDATE customers SET status = 'owned', owner_id = $2, owned_since = $3, idle_since = $4, \
         due_on = $4 + CASE level WHEN 'a' THEN {} WHEN 'b' THEN {} WHEN 'c' THEN {} ELSE {} END, \
         version = version + 1 WHERE id IN (SELECT c.id FROM customers c WHERE {})",
        days.a, days.b, days.c, days.d, which.condition
    ))
    .bind(which.bind.clone())
    .bind(owner)
    .bind(at)
    .bind(today)
    .run(db)
}

/// Takes the owner away; the customers wait.
pub fn unset_owner(db: &mut Db, which: &Which) -> QueryResult<usize> {
    sql::<()>(format!(
        "UPDATE customers SET status = 'queued', owner_id = NULL, owned_since = NULL, idle_since = NULL, due_on = NULL, \
         version = version + 1 WHERE id IN (SELECT c.id FROM customers c WHERE {})",
        which.condition
    ))
    .bind(which.bind.clone())
    .run(db)
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

/// A customer as a hand-over needs it, its row locked: district, owner, version, name.
pub fn lock_customer(db: &mut Db, id: i64) -> QueryResult<Option<(Option<i64>, Option<i64>, i64, String)>> {
    let suffix = db.dialect().for_update();
    sql::<(Nullable<BigInt>, Nullable<BigInt>, BigInt, Text)>(format!(
        "SELECT district_id, owner_id, version, name FROM customers WHERE id = $1{suffix}"
    ))
    .bind(id)
    .get_result(db)
    .optional()
}
