//! What a redistribution is about: sets of customers and work items, who has how much, and what one change gave to whom.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable},
};
use shared::{assignment::policy::CaseKind, codes::TextCode, customers::Level};

use super::work::Handing;
use crate::{
    db::{Bind, Conditions, Db, Dialect, sql},
    permissions::{CustomerReassign, InquiryReassign, OrderReassign, OwnerFilter, Reach, Scoped},
};

/// Which customers and work items.
pub enum Pool {
    /// What this agent has.
    Agent(i64),
    /// The customers of these districts, given as a list of ids, and their work.
    Districts(String),
    /// The work that came by this group; no customers.
    Group(i64),
    /// The customers of whom all this is true, and their work.
    Filter {
        district: Option<i64>,
        owner: Option<i64>,
        level: Option<Level>,
        /// Followed up last on this day or before.
        idle_through: Option<i32>,
    },
}

impl Pool {
    /// What holds of customers `c` and ownerships `o`, of owners in reach.
    fn of_customers(&self, dialect: Dialect, reach: OwnerFilter) -> Conditions {
        let conditions = begin(reach);
        match self {
            Self::Agent(agent) => conditions.and("o.owner_id = ?", Some(*agent)),
            Self::Group(_) => conditions.and_also("FALSE"),
            Self::Districts(_) | Self::Filter { .. } => self.by_customer(dialect, conditions),
        }
    }

    /// The same of work items `w` of these customers.
    fn of_work(&self, dialect: Dialect, reach: OwnerFilter) -> Conditions {
        let conditions = begin(reach).and_also("w.status = 'open'");
        match self {
            Self::Agent(agent) => conditions.and("w.owner_id = ?", Some(*agent)),
            Self::Group(group) => conditions.and("w.group_id = ?", Some(*group)),
            Self::Districts(_) | Self::Filter { .. } => self.by_customer(dialect, conditions),
        }
    }

    fn by_customer(&self, dialect: Dialect, conditions: Conditions) -> Conditions {
        match self {
            Self::Districts(ids) => conditions.and(&dialect.one_of("c.district_id", "?"), Some(ids.as_str())),
            Self::Filter { district, owner, level, idle_through } => conditions
                .and("c.district_id = ?", *district)
                .and("o.owner_id = ?", *owner)
                .and("c.level = ?", level.map(TextCode::as_str))
                .and("o.idle_since <= ?", *idle_through),
            Self::Agent(_) | Self::Group(_) => conditions,
        }
    }
}

/// The filter of a reach names its parameter itself: it is the first.
fn begin(reach: OwnerFilter) -> Conditions {
    let mut conditions = Conditions::default();
    if let Some(bind) = reach.bind {
        conditions.parameter(bind);
    }
    conditions.and_also(&reach.sql)
}

fn lock_of(db: &Db, table: &str, locked: bool) -> String {
    match db.dialect() {
        Dialect::Postgres if locked => format!(" FOR UPDATE OF {table}"),
        Dialect::Postgres | Dialect::Sqlite => String::new(),
    }
}

/// The customers of a pool in reach, each with the owner, by id.
pub fn pool_customers(
    db: &mut Db,
    scope: &Scoped<CustomerReassign>,
    pool: &Pool,
    locked: bool,
) -> QueryResult<Vec<(i64, i64)>> {
    let dialect = db.dialect();
    let conditions = pool.of_customers(dialect, scope.reach().filter(dialect, "o.owner_id", 1));
    let suffix = lock_of(db, "o", locked);
    sql::<(BigInt, BigInt)>(format!(
        "SELECT o.customer_id, o.owner_id FROM ownerships o JOIN customers c ON c.id = o.customer_id \
         WHERE {} ORDER BY o.customer_id{suffix}",
        conditions.sql()
    ))
    .binds(conditions.into_binds())
    .load(db)
}

/// The districts of the customers of a pool in reach.
pub fn pool_districts(db: &mut Db, scope: &Scoped<CustomerReassign>, pool: &Pool) -> QueryResult<Vec<i64>> {
    let dialect = db.dialect();
    let conditions = pool.of_customers(dialect, scope.reach().filter(dialect, "o.owner_id", 1));
    numbers(
        db,
        format!(
            "SELECT DISTINCT c.district_id FROM ownerships o JOIN customers c ON c.id = o.customer_id \
             WHERE {} AND c.district_id IS NOT NULL ORDER BY c.district_id",
            conditions.sql()
        ),
        conditions.into_binds(),
    )
}

/// A work item that somebody has in hand.
#[derive(Queryable, Debug, Clone, Copy)]
pub struct InHand {
    pub id: i64,
    pub owner: i64,
    pub group: Option<i64>,
}

/// The open inquiries of a pool in reach, by id.
pub fn pool_inquiries(
    db: &mut Db,
    scope: &Scoped<InquiryReassign>,
    pool: &Pool,
    locked: bool,
) -> QueryResult<Vec<InHand>> {
    pool_work(db, scope.reach(), CaseKind::Inquiry, pool, locked)
}

/// The orders of a pool in reach that somebody has in hand, by id.
pub fn pool_orders(db: &mut Db, scope: &Scoped<OrderReassign>, pool: &Pool, locked: bool) -> QueryResult<Vec<InHand>> {
    pool_work(db, scope.reach(), CaseKind::Order, pool, locked)
}

fn pool_work(db: &mut Db, reach: &Reach, kind: CaseKind, pool: &Pool, locked: bool) -> QueryResult<Vec<InHand>> {
    let dialect = db.dialect();
    let conditions =
        pool.of_work(dialect, reach.filter(dialect, "w.owner_id", 1)).and("w.kind = ?", Some(kind.as_str()));
    let suffix = lock_of(db, "w", locked);
    sql::<(BigInt, BigInt, Nullable<BigInt>)>(format!(
        "SELECT w.id, w.owner_id, w.group_id FROM work_items w JOIN customers c ON c.id = w.customer_id \
         LEFT JOIN ownerships o ON o.customer_id = w.customer_id WHERE {} ORDER BY w.id{suffix}",
        conditions.sql()
    ))
    .binds(conditions.into_binds())
    .load(db)
}

/// How many customers each of these has, of those who have any.
pub fn customers_of(db: &mut Db, owners: &str) -> QueryResult<Vec<(i64, i64)>> {
    let among = db.dialect().one_of("owner_id", "$1");
    sql::<(BigInt, BigInt)>(format!(
        "SELECT owner_id, CAST(sum(customers) AS BIGINT) FROM owner_load WHERE {among} GROUP BY owner_id"
    ))
    .bind(owners)
    .load(db)
}

/// How much each of these has open and may have: employee, open, capacity.
pub fn work_of(db: &mut Db, people: &str) -> QueryResult<Vec<(i64, i32, Option<i32>)>> {
    let among = db.dialect().one_of("employee_id", "$1");
    sql::<(BigInt, Integer, Nullable<Integer>)>(format!(
        "SELECT employee_id, open_work, capacity FROM agent_states WHERE {among}"
    ))
    .bind(people)
    .load(db)
}

/// Keeps these as they are until the end of the transaction, in the order of their ids; gives those who are active agents.
pub fn hold_agents(db: &mut Db, people: &str) -> QueryResult<Vec<i64>> {
    let among = db.dialect().one_of("a.employee_id", "$1");
    let suffix = match db.dialect() {
        Dialect::Postgres => " FOR UPDATE OF a FOR SHARE OF e",
        Dialect::Sqlite => "",
    };
    let statement = format!(
        "SELECT a.employee_id FROM agent_states a JOIN employees e ON e.id = a.employee_id \
         WHERE {among} AND e.is_agent AND e.status = 'active' ORDER BY a.employee_id{suffix}"
    );
    numbers(db, statement, vec![people.into()])
}

/// Gives these items, which somebody has in hand, to somebody else.
pub fn give_all(db: &mut Db, items: &str, to: &Handing) -> QueryResult<usize> {
    let among = db.dialect().one_of("id", "$1");
    sql::<()>(format!(
        "UPDATE work_items SET owner_id = $2, group_id = $3, change_id = $4, since = $5, reason = $6, by_id = $7, \
         changed_on = $8, version = version + 1 WHERE {among} AND status = 'open' AND owner_id <> $2"
    ))
    .bind(items)
    .bind(to.owner)
    .bind(to.group)
    .bind(to.change)
    .bind(to.at)
    .bind(to.reason.as_str())
    .bind(to.by)
    .bind(to.day)
    .run(db)
}

/// What a change gave to somebody who still has it by that change.
#[derive(Queryable, Debug, Clone, Copy)]
pub struct Begun {
    pub id: i64,
    /// Who has it.
    pub holder: i64,
    /// Who had it before.
    pub before: i64,
    /// The group by which it had come to them.
    pub group: Option<i64>,
}

type BegunColumns = (BigInt, BigInt, BigInt, Nullable<BigInt>);

/// The customers whom a change gave to these people and nobody else has been given since, by id, locked.
pub fn begun_customers(db: &mut Db, change: i64, holders: &str) -> QueryResult<Vec<Begun>> {
    let (begun, suffix) = (begun_customers_sql(db.dialect()), lock_of(db, "o", true));
    sql::<BegunColumns>(format!("{begun} ORDER BY o.customer_id{suffix}")).bind(change).bind(holders).load(db)
}

fn begun_customers_sql(dialect: Dialect) -> String {
    format!(
        "SELECT o.customer_id, o.owner_id, (SELECT p.owner_id FROM ownership_periods p \
         WHERE p.customer_id = o.customer_id ORDER BY p.to_at DESC, p.id DESC LIMIT 1) AS before, CAST(NULL AS BIGINT) \
         FROM ownerships o WHERE o.change_id = $1 AND {}",
        dialect.one_of("o.owner_id", "$2")
    )
}

/// The same of work items that are still open.
pub fn begun_work(db: &mut Db, change: i64, holders: &str, locked: bool) -> QueryResult<Vec<Begun>> {
    let (begun, suffix) = (begun_work_sql(db.dialect()), lock_of(db, "w", locked));
    sql::<BegunColumns>(format!("{begun} ORDER BY w.id{suffix}")).bind(change).bind(holders).load(db)
}

fn begun_work_sql(dialect: Dialect) -> String {
    let last = |column: &str| {
        format!(
            "(SELECT p.{column} FROM work_periods p WHERE p.work_item_id = w.id ORDER BY p.to_at DESC, p.id DESC LIMIT 1)"
        )
    };
    format!(
        "SELECT w.id, w.owner_id, {} AS before, {} AS by_group FROM work_items w \
         WHERE w.status = 'open' AND w.change_id = $1 AND {}",
        last("owner_id"),
        last("group_id"),
        dialect.one_of("w.owner_id", "$2")
    )
}

/// How many customers and how many work items could go back to whom they were with before a change.
pub fn count_begun(db: &mut Db, change: i64, holders: &str) -> QueryResult<(i64, i64)> {
    let dialect = db.dialect();
    let mut count = |begun: String| {
        let statement = format!(
            "SELECT count(*) FROM ({begun}) b JOIN employees e ON e.id = b.before AND e.is_agent AND e.status = 'active'"
        );
        sql::<(BigInt,)>(statement).bind(change).bind(holders).get_result::<(i64,)>(db).map(|row| row.0)
    };
    Ok((count(begun_customers_sql(dialect))?, count(begun_work_sql(dialect))?))
}

/// The districts of the customers whom a change gave to these people.
pub fn districts_begun(db: &mut Db, change: i64, holders: &str) -> QueryResult<Vec<i64>> {
    let among = db.dialect().one_of("o.owner_id", "$2");
    let statement = format!(
        "SELECT DISTINCT c.district_id FROM ownerships o JOIN customers c ON c.id = o.customer_id \
         WHERE o.change_id = $1 AND {among} AND c.district_id IS NOT NULL ORDER BY c.district_id"
    );
    numbers(db, statement, vec![change.into(), holders.into()])
}

fn numbers(db: &mut Db, statement: String, binds: Vec<Bind>) -> QueryResult<Vec<i64>> {
    sql::<(BigInt,)>(statement).binds(binds).load::<(i64,)>(db).map(|rows| rows.into_iter().map(|row| row.0).collect())
}
