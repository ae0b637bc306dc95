//! The customer list: the hottest query of the product, as text, so that its plan can be read off it.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::customers::{CustomerStatus, Level};

use crate::{
    db::{At, Bind, Code, Db, Dialect, Instant, each, id_list, sql},
    permissions::{CustomerExport, CustomerRead, CustomerReassign, CustomerReview, Granted, Reach, Scoped},
};

use super::filter::{CUSTOMERS, Filter, Order, Search};

/// A customer as lists show them.
#[derive(Queryable, Debug, Clone)]
pub struct RowOf {
    pub id: i64,
    pub name: String,
    pub phone: String,
    pub company: String,
    pub source: String,
    pub level: Code<Level>,
    pub status: Code<CustomerStatus>,
    pub district_id: Option<i64>,
    pub owner_id: Option<i64>,
    pub owned_since: Option<At>,
    pub registered_at: At,
    pub last_follow_up_at: Option<At>,
    pub idle_since: Option<i32>,
    pub due_on: Option<i32>,
    pub version: i64,
}

type RowTypes = (
    BigInt,
    Text,
    Text,
    Text,
    Text,
    Text,
    Text,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<Instant>,
    Instant,
    Nullable<Instant>,
    Nullable<Integer>,
    Nullable<Integer>,
    BigInt,
);

const COLUMNS: &str = "c.id, c.name, c.phone, c.company, c.source, c.level, c.status, c.district_id, o.owner_id, o.since, \
                       c.registered_at, c.last_follow_up_at, o.idle_since, o.due_on, c.version";

/// The customers of whom the caller may see, in order. `totals` tells roughly how many customers each owner has.
pub fn list(
    db: &mut Db,
    scope: &Scoped<CustomerRead>,
    owner: Option<i64>,
    filter: &Filter,
    order: Order,
    limit: i64,
    totals: &HashMap<i64, i64>,
) -> QueryResult<Vec<RowOf>> {
    rows(db, scope.reach(), owner, filter, order, limit, totals)
}

/// The same for a file, newest first.
pub fn list_for_file(
    db: &mut Db,
    scope: &Scoped<CustomerExport>,
    owner: Option<i64>,
    filter: &Filter,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<RowOf>> {
    rows(db, scope.reach(), owner, filter, Order::Newest(before), limit, &HashMap::new())
}

fn rows(
    db: &mut Db,
    reach: &Reach,
    owner: Option<i64>,
    filter: &Filter,
    order: Order,
    limit: i64,
    totals: &HashMap<i64, i64>,
) -> QueryResult<Vec<RowOf>> {
    let reach = owner.map_or_else(|| reach.clone(), |owner| reach.narrowed_to(owner));
    let Some(search) = Search::new(db.dialect(), &reach, filter, order) else { return Ok(Vec::new()) };
    match page(db.dialect(), search, &reach, filter, order, limit, totals) {
        Some((statement, binds)) => load(db, statement, binds),
        None => Ok(Vec::new()),
    }
}

fn load(db: &mut Db, statement: String, binds: Vec<Bind>) -> QueryResult<Vec<RowOf>> {
    each!(db, |inner| sql::<RowTypes>(statement).binds(binds).load::<RowOf>(inner))
}

/// The statement that finds a page; nothing when there can be no rows.
fn page(
    dialect: Dialect,
    mut search: Search,
    reach: &Reach,
    filter: &Filter,
    order: Order,
    limit: i64,
    totals: &HashMap<i64, i64>,
) -> Option<(String, Vec<Bind>)> {
    let by = order.by(search.id, "o.due_on");
    let people = match reach {
        Reach::Everyone => &[],
        Reach::People(people) if people.is_empty() => return None,
        Reach::People(people) => people.as_slice(),
    };
    if let [owner] = people {
        search.push(|n| format!("o.owner_id = {n}"), *owner);
    } else if !people.is_empty() {
        let ids = search.parameter(id_list(people.iter().copied()));
        if filter.is_walked || filter.is_narrow() || reach.is_broad(totals) {
            // The column is hidden from the planner in an expression, or it would collect all rows of all owners and sort.
            let hidden = match dialect {
                Dialect::Sqlite => "+o.owner_id",
                Dialect::Postgres => "(o.owner_id + 0)",
            };
            search.also(dialect.one_of(hidden, &ids));
        } else {
            return Some((merged(dialect, &search, &ids, order, limit), search.into_binds()));
        }
    }
    let statement =
        format!("SELECT {COLUMNS} FROM {} WHERE {} ORDER BY {by} LIMIT {limit}", search.rows, search.conditions());
    Some((statement, search.into_binds()))
}

/// The first rows of each owner, merged.
fn merged(dialect: Dialect, search: &Search, owners: &str, order: Order, limit: i64) -> String {
    let by = order.by(search.id, "o.due_on");
    let first =
        format!("FROM {} WHERE o.owner_id = t.id AND {} ORDER BY {by} LIMIT {limit}", search.from, search.conditions());
    let owners = dialect.id_table(owners);
    let each = match dialect {
        Dialect::Postgres => {
            format!("{owners} t CROSS JOIN LATERAL (SELECT o.customer_id, o.due_on {first}) m")
        }
        Dialect::Sqlite => {
            format!("{owners} t CROSS JOIN ownerships m ON m.customer_id IN (SELECT o.customer_id {first})")
        }
    };
    let by = order.by("m.customer_id", "m.due_on");
    let ids = format!("SELECT m.customer_id AS id FROM {each} ORDER BY {by} LIMIT {limit}");
    format!("{} ORDER BY {}", rows_of(&ids), order.by("c.id", "o.due_on"))
}

/// The rows of the customers whose ids a query gives.
fn rows_of(ids: &str) -> String {
    format!("SELECT {COLUMNS} FROM {CUSTOMERS} WHERE c.id IN (SELECT id FROM ({ids}) ids)")
}

/// How many customers the list would have, counted up to `bound`.
pub fn count(
    db: &mut Db,
    scope: &Scoped<CustomerRead>,
    owner: Option<i64>,
    filter: &Filter,
    bound: i64,
) -> QueryResult<i64> {
    number(db, scope.reach(), owner, filter, bound)
}

/// The same for a file.
pub fn count_for_file(
    db: &mut Db,
    scope: &Scoped<CustomerExport>,
    owner: Option<i64>,
    filter: &Filter,
    bound: i64,
) -> QueryResult<i64> {
    number(db, scope.reach(), owner, filter, bound)
}

fn number(db: &mut Db, reach: &Reach, owner: Option<i64>, filter: &Filter, bound: i64) -> QueryResult<i64> {
    let reach = owner.map_or_else(|| reach.clone(), |owner| reach.narrowed_to(owner));
    let Some(mut search) = Search::new(db.dialect(), &reach, filter, Order::Newest(None)) else { return Ok(0) };
    let in_reach = reach.filter(db.dialect(), "o.owner_id", search.parameters() + 1);
    search.also(in_reach.sql);
    let statement = format!(
        "SELECT count(*) FROM (SELECT 1 AS one FROM {} WHERE {} LIMIT {}) page",
        search.from,
        search.conditions(),
        bound + 1
    );
    let binds = search.into_binds().into_iter().chain(in_reach.bind);
    sql::<(BigInt,)>(statement).binds(binds).get_result::<(i64,)>(db).map(|row| row.0)
}

/// One customer, if the caller may see them; who is part of another one is that one.
pub fn row(db: &mut Db, scope: &Scoped<CustomerRead>, id: i64) -> QueryResult<Option<RowOf>> {
    let in_reach = scope.reach().filter(db.dialect(), "o.owner_id", 2);
    let statement = format!(
        "SELECT {COLUMNS} FROM {CUSTOMERS} \
         WHERE c.id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = $1) AND {}",
        in_reach.sql
    );
    let binds = std::iter::once(Bind::Big(id)).chain(in_reach.bind).collect();
    Ok(load(db, statement, binds)?.pop())
}

/// Those of these customers whom the caller may see, the newest registration first; who is part of another one is nobody.
pub fn rows_in_scope(db: &mut Db, scope: &Scoped<CustomerRead>, ids: &[i64]) -> QueryResult<Vec<RowOf>> {
    rows_in_reach(db, scope.reach(), ids)
}

/// The same for a file.
pub fn rows_for_file(db: &mut Db, scope: &Scoped<CustomerExport>, ids: &[i64]) -> QueryResult<Vec<RowOf>> {
    rows_in_reach(db, scope.reach(), ids)
}

fn rows_in_reach(db: &mut Db, reach: &Reach, ids: &[i64]) -> QueryResult<Vec<RowOf>> {
    let among = db.dialect().one_of("c.id", "$1");
    let in_reach = reach.filter(db.dialect(), "o.owner_id", 2);
    let statement = format!(
        "SELECT {COLUMNS} FROM {CUSTOMERS} WHERE {among} AND c.status <> 'merged' AND {} ORDER BY c.id DESC",
        in_reach.sql
    );
    let binds = std::iter::once(Bind::Text(id_list(ids.iter().copied()))).chain(in_reach.bind).collect();
    load(db, statement, binds)
}

/// A customer whom the caller just handed over.
pub fn row_handed_over(db: &mut Db, _: &Scoped<CustomerReassign>, id: i64) -> QueryResult<Option<RowOf>> {
    let statement = format!(
        "SELECT {COLUMNS} FROM {CUSTOMERS} WHERE c.id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = $1)"
    );
    Ok(load(db, statement, vec![Bind::Big(id)])?.pop())
}

/// These customers, for a reviewer who just decided about them, in the order of their ids.
pub fn rows_by_ids(db: &mut Db, _: Granted<CustomerReview>, ids: &[i64]) -> QueryResult<Vec<RowOf>> {
    let among = db.dialect().one_of("c.id", "$1");
    let statement = format!("SELECT {COLUMNS} FROM {CUSTOMERS} WHERE {among} ORDER BY c.id");
    load(db, statement, vec![id_list(ids.iter().copied()).into()])
}

/// How many customers each owner has.
pub fn owner_totals(db: &mut Db) -> QueryResult<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> =
        sql::<(BigInt, BigInt)>("SELECT owner_id, CAST(sum(customers) AS BIGINT) FROM owner_load GROUP BY owner_id")
            .load(db)?;
    Ok(rows.into_iter().collect())
}

/// The registrations that wait, the longest waiting first.
pub fn pending(
    db: &mut Db,
    _: Granted<CustomerReview>,
    filter: &Filter,
    after: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<RowOf>> {
    let order = Order::Oldest(after);
    let Some(search) = Search::new(db.dialect(), &Reach::Everyone, filter, order) else { return Ok(Vec::new()) };
    let statement =
        format!("SELECT {COLUMNS} FROM {} WHERE {} ORDER BY c.id LIMIT {limit}", search.rows, search.conditions());
    load(db, statement, search.into_binds())
}
