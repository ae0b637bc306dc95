//! The customer list: the hottest query of the product, as text, so that its plan can be read off it.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    codes::TextCode,
    customers::{CustomerStatus, Level},
};

use crate::{
    db::{At, Bind, Code, Db, Dialect, Instant, each, id_list, sql},
    permissions::{CustomerRead, CustomerReassign, CustomerReview, Granted, Reach, Scoped},
};

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
    pub district: Option<String>,
    pub county: Option<String>,
    pub city: Option<String>,
    pub province: Option<String>,
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
    Nullable<Text>,
    Nullable<Text>,
    Nullable<Text>,
    Nullable<Text>,
    Nullable<BigInt>,
    Nullable<Instant>,
    Instant,
    Nullable<Instant>,
    Nullable<Integer>,
    Nullable<Integer>,
    BigInt,
);

const COLUMNS: &str = "c.id, c.name, c.phone, c.company, c.source, c.level, c.status, c.district_id, d.name, d.county, \
                       ci.name, p.name, c.owner_id, c.owned_since, c.registered_at, c.last_follow_up_at, c.idle_since, \
                       c.due_on, c.version";
const JOINS: &str = "LEFT JOIN districts d ON d.id = c.district_id LEFT JOIN cities ci ON ci.id = d.city_id \
                     LEFT JOIN provinces p ON p.id = ci.province_id";

/// In which order rows come, and after which row they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Newest registration first, before this id.
    Newest(Option<i64>),
    /// Oldest registration first, after this id.
    Oldest(Option<i64>),
    /// The earliest due day first, after this day and id.
    Due(Option<(i32, i64)>),
}

impl Order {
    const fn by(self) -> &'static str {
        match self {
            Self::Newest(_) => "c.id DESC",
            Self::Oldest(_) => "c.id",
            Self::Due(_) => "c.due_on, c.id",
        }
    }
}

/// Which rows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub status: Option<CustomerStatus>,
    pub district: Option<i64>,
    pub level: Option<Level>,
    /// Followed up last on this day or before.
    pub idle_through: Option<i32>,
    /// Due on this day or later.
    pub due_from: Option<i32>,
    /// Due on this day or before.
    pub due_through: Option<i32>,
    /// What a person typed.
    pub text: Option<String>,
}

/// Collects conditions and the values of their parameters.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    binds: Vec<Bind>,
}

impl Conditions {
    fn push(&mut self, condition: impl FnOnce(usize) -> String, value: impl Into<Bind>) {
        self.binds.push(value.into());
        self.sql.push(condition(self.binds.len()));
    }

    fn text(&self) -> String {
        if self.sql.is_empty() { "TRUE".into() } else { self.sql.join(" AND ") }
    }
}

fn conditions(filter: &Filter, order: Order) -> Conditions {
    let mut all = Conditions::default();
    if let Some(status) = filter.status {
        // A word, not a parameter: the index of those who wait is a partial one.
        all.sql.push(format!("c.status = '{}'", status.as_str()));
        if status != CustomerStatus::Owned {
            all.sql.push("c.status <> 'owned'".into());
        }
    }
    if let Some(district) = filter.district {
        all.push(|n| format!("c.district_id = ${n}"), district);
    }
    if let Some(level) = filter.level {
        all.push(|n| format!("c.level = ${n}"), level.as_str());
    }
    if let Some(day) = filter.idle_through {
        all.push(|n| format!("c.idle_since <= ${n}"), day);
    }
    if let Some(day) = filter.due_from {
        all.push(|n| format!("c.due_on >= ${n}"), day);
    }
    if let Some(day) = filter.due_through {
        all.push(|n| format!("c.due_on <= ${n}"), day);
    }
    if let Some(text) = &filter.text {
        search(text, &mut all);
    }
    match order {
        Order::Newest(Some(id)) => all.push(|n| format!("c.id < ${n}"), id),
        Order::Oldest(Some(id)) => all.push(|n| format!("c.id > ${n}"), id),
        Order::Due(after) => {
            all.sql.push("c.due_on IS NOT NULL".into());
            if let Some((day, id)) = after {
                all.binds.extend([day.into(), id.into()]);
                let n = all.binds.len();
                all.sql.push(format!("(c.due_on, c.id) > (${}, ${n})", n - 1));
            }
        }
        Order::Newest(None) | Order::Oldest(None) => {}
    }
    all
}

/// The beginning of a name, a company, a spelling, or a telephone number; each has an index.
fn search(text: &str, all: &mut Conditions) {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mut columns: Vec<(&str, String)> = Vec::new();
    if !digits.is_empty() && text.chars().all(|c| c.is_ascii_digit() || " +-".contains(c)) {
        let full = if text.trim_start().starts_with('+') { format!("+{digits}") } else { format!("+86{digits}") };
        columns.push(("phone", full));
        columns.push(("phone_tail", digits));
    } else {
        columns.push(("name", text.to_owned()));
        columns.push(("company", text.to_owned()));
        if text.is_ascii() {
            let lower: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
            columns.push(("pinyin", lower.clone()));
            columns.push(("initials", lower));
        }
    }
    let mut branches = Vec::new();
    for (column, begin) in columns {
        // The greatest character sorts after everything that begins so.
        all.binds.push(begin.clone().into());
        all.binds.push(format!("{begin}\u{10ffff}").into());
        let n = all.binds.len();
        let filled = if column == "company" { "company <> '' AND " } else { "" };
        branches.push(format!("SELECT id FROM customers WHERE {filled}{column} >= ${} AND {column} < ${n}", n - 1));
    }
    all.sql.push(format!("c.id IN ({})", branches.join(" UNION ")));
}

/// How the rows of several owners are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Along the order of the list, leaving out who is not in reach: good when many are.
    Walk,
    /// The first rows of each owner, merged: good when few are.
    Merge,
}

/// The owners' share of all customers from which on walking is quicker than merging: with 1/50 in reach a page of 50 is
/// found among 2,500 rows.
const WALK_FROM: i64 = 50;

fn way(people: &[i64], totals: &HashMap<i64, i64>) -> Way {
    let reached: i64 = people.iter().filter_map(|p| totals.get(p)).sum();
    let all: i64 = totals.values().sum();
    if reached * WALK_FROM >= all { Way::Walk } else { Way::Merge }
}

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
    let reach = owner.map_or_else(|| scope.reach().clone(), |owner| scope.reach().narrowed_to(owner));
    let Some((ids, binds)) = select_ids(db.dialect(), &reach, filter, order, limit, totals) else {
        return Ok(Vec::new());
    };
    let statement = format!(
        "SELECT {COLUMNS} FROM (SELECT * FROM customers WHERE id IN ({ids})) c {JOINS} ORDER BY {}",
        order.by()
    );
    load(db, statement, binds)
}

fn load(db: &mut Db, statement: String, binds: Vec<Bind>) -> QueryResult<Vec<RowOf>> {
    each!(db, |inner| sql::<RowTypes>(statement).binds(binds).load::<RowOf>(inner))
}

/// The statement that finds the ids of a page; nothing when there can be no rows.
fn select_ids(
    dialect: Dialect,
    reach: &Reach,
    filter: &Filter,
    order: Order,
    limit: i64,
    totals: &HashMap<i64, i64>,
) -> Option<(String, Vec<Bind>)> {
    let mut all = conditions(filter, order);
    let by = order.by();
    let people = match reach {
        Reach::Everyone => {
            return Some((
                format!(
                    "SELECT id FROM (SELECT c.id FROM customers c WHERE {} ORDER BY {by} LIMIT {limit}) c",
                    all.text()
                ),
                all.binds,
            ));
        }
        Reach::People(people) => people,
    };
    // Who has no owner is in nobody's reach but everyone's.
    if people.is_empty() || filter.status.is_some_and(|s| s != CustomerStatus::Owned) {
        return None;
    }
    if let [owner] = people.as_slice() {
        all.push(|n| format!("c.owner_id = ${n}"), *owner);
        let page = format!("SELECT c.id FROM customers c WHERE {} ORDER BY {by} LIMIT {limit}", all.text());
        return Some((format!("SELECT id FROM ({page}) c"), all.binds));
    }
    let way = if filter.district.is_some() || filter.text.is_some() { Way::Walk } else { way(people, totals) };
    all.binds.push(id_list(people.iter().copied()).into());
    let parameter = format!("${}", all.binds.len());
    let page = match (way, dialect) {
        // The column is hidden from the planner in an expression, or it would collect all rows of all owners and sort.
        (Way::Walk, Dialect::Sqlite) => format!(
            "SELECT c.id FROM customers c WHERE {} AND {} ORDER BY {by} LIMIT {limit}",
            all.text(),
            dialect.one_of("+c.owner_id", &parameter)
        ),
        (Way::Walk, Dialect::Postgres) => format!(
            "SELECT c.id FROM customers c WHERE {} AND {} ORDER BY {by} LIMIT {limit}",
            all.text(),
            dialect.one_of("(c.owner_id + 0)", &parameter)
        ),
        (Way::Merge, Dialect::Postgres) => format!(
            "SELECT c.id FROM {} o CROSS JOIN LATERAL (SELECT c.id, c.due_on FROM customers c \
             WHERE c.owner_id = o.id AND {} ORDER BY {by} LIMIT {limit}) c ORDER BY {by} LIMIT {limit}",
            dialect.id_table(&parameter),
            all.text()
        ),
        (Way::Merge, Dialect::Sqlite) => format!(
            "SELECT c.id FROM {} o CROSS JOIN customers c ON c.id IN (SELECT c.id FROM customers c \
             WHERE c.owner_id = o.id AND {} ORDER BY {by} LIMIT {limit}) ORDER BY {by} LIMIT {limit}",
            dialect.id_table(&parameter),
            all.text()
        ),
    };
    Some((format!("SELECT id FROM ({page}) c"), all.binds))
}

/// How many customers the list would have, counted up to `bound`.
pub fn count(
    db: &mut Db,
    scope: &Scoped<CustomerRead>,
    owner: Option<i64>,
    filter: &Filter,
    bound: i64,
) -> QueryResult<i64> {
    let reach = owner.map_or_else(|| scope.reach().clone(), |owner| scope.reach().narrowed_to(owner));
    let mut all = conditions(filter, Order::Newest(None));
    let in_reach = reach.filter(db.dialect(), "c.owner_id", all.binds.len() + 1);
    all.sql.push(in_reach.sql);
    all.binds.extend(in_reach.bind);
    let statement =
        format!("SELECT count(*) FROM (SELECT 1 AS one FROM customers c WHERE {} LIMIT {}) c", all.text(), bound + 1);
    sql::<(BigInt,)>(statement).binds(all.binds).get_result::<(i64,)>(db).map(|row| row.0)
}

/// One customer, if the caller may see them.
pub fn row(db: &mut Db, scope: &Scoped<CustomerRead>, id: i64) -> QueryResult<Option<RowOf>> {
    let in_reach = scope.reach().filter(db.dialect(), "c.owner_id", 2);
    let statement = format!("SELECT {COLUMNS} FROM customers c {JOINS} WHERE c.id = $1 AND {}", in_reach.sql);
    let binds = std::iter::once(Bind::Big(id)).chain(in_reach.bind).collect();
    Ok(load(db, statement, binds)?.pop())
}

/// A customer whom the caller just handed over.
pub fn row_handed_over(db: &mut Db, _: &Scoped<CustomerReassign>, id: i64) -> QueryResult<Option<RowOf>> {
    let statement = format!("SELECT {COLUMNS} FROM customers c {JOINS} WHERE c.id = $1");
    Ok(load(db, statement, vec![Bind::Big(id)])?.pop())
}

/// These customers, for a reviewer who just decided about them, in the order of their ids.
pub fn rows_by_ids(db: &mut Db, _: Granted<CustomerReview>, ids: &[i64]) -> QueryResult<Vec<RowOf>> {
    let among = db.dialect().one_of("c.id", "$1");
    let statement = format!("SELECT {COLUMNS} FROM customers c {JOINS} WHERE {among} ORDER BY c.id");
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
    let all = conditions(filter, Order::Oldest(after));
    let page = format!("SELECT c.* FROM customers c WHERE {} ORDER BY c.id LIMIT {limit}", all.text());
    load(db, format!("SELECT {COLUMNS} FROM ({page}) c {JOINS} ORDER BY c.id"), all.binds)
}
