//! Reads orders.

use chrono::TimeDelta;
use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    customers::Level,
    orders::OrderState,
    work::{WorkReason, WorkStatus},
};

use crate::{
    db::{At, Code, Conditions, Db, Dialect, Instant, id_list, sql},
    permissions::{OrderExport, OrderRead, Reach, Scoped},
};

/// An order with the work that it is.
#[derive(Queryable)]
pub struct OrderRow {
    pub id: i64,
    pub external_id: String,
    pub title: String,
    pub state: Code<OrderState>,
    pub currency: String,
    pub amount: i64,
    pub line: (Option<i64>, Option<String>),
    pub channel: String,
    pub placed_at: At,
    pub paid_at: Option<At>,
    pub customer: (i64, String, Code<Level>),
    pub status: Code<WorkStatus>,
    pub owner_id: Option<i64>,
    pub group: (Option<i64>, Option<String>),
    pub reason: Option<Code<WorkReason>>,
    pub since: Option<At>,
    pub arrived_at: At,
    pub answered_at: Option<At>,
    pub done_at: Option<At>,
    pub version: i64,
}

type OrderColumns = (
    BigInt,
    Text,
    Text,
    Text,
    Text,
    BigInt,
    (Nullable<BigInt>, Nullable<Text>),
    Text,
    Instant,
    Nullable<Instant>,
    (BigInt, Text, Text),
    Text,
    Nullable<BigInt>,
    (Nullable<BigInt>, Nullable<Text>),
    Nullable<Text>,
    Nullable<Instant>,
    Instant,
    Nullable<Instant>,
    Nullable<Instant>,
    BigInt,
);

const COLUMNS: &str = "o.id, o.external_id, o.title, o.state, o.currency, o.amount, o.product_line_id, l.name, o.channel, \
                       o.placed_at, o.paid_at, w.customer_id, c.name, c.level, w.status, w.owner_id, w.group_id, g.name, \
                       w.reason, w.since, w.arrived_at, w.answered_at, w.done_at, w.version";
const BESIDE: &str = "JOIN customers c ON c.id = w.customer_id LEFT JOIN groups g ON g.id = w.group_id \
                      LEFT JOIN product_lines l ON l.id = o.product_line_id";

/// Up to here orders are found by the days on which they were placed.
const FEW_DAYS: TimeDelta = TimeDelta::days(31);

/// Which orders a list shows.
#[derive(Debug, Default)]
pub struct Search {
    pub state: Option<&'static str>,
    pub status: Option<WorkStatus>,
    pub owner: Option<i64>,
    pub group: Option<i64>,
    pub line: Option<i64>,
    pub customer: Option<i64>,
    pub placed_from: Option<At>,
    pub placed_before: Option<At>,
    /// The beginning of the external id or the customer's name, spelling or phone.
    pub text: Option<String>,
    pub before: Option<i64>,
    /// All rows are wanted, page after page: what finds the few of one page quickly would be found again for each.
    pub is_walked: bool,
}

impl Search {
    /// The days on which they were placed, when those are so few that they are found by them: among the orders of many days a
    /// page is soon found by walking.
    fn few_days(&self) -> Option<(At, At)> {
        let (from, before) = self.placed_from.zip(self.placed_before).filter(|_| !self.is_walked)?;
        (before.utc() - from.utc() <= FEW_DAYS).then_some((from, before))
    }

    /// Whether the work items are what narrows the list: then they are walked, otherwise the orders.
    fn is_by_work(&self, reach: &Reach) -> bool {
        let few = matches!(reach, Reach::People(people) if people.len() == 1);
        few || self.owner.is_some() || self.group.is_some() || self.customer.is_some() || self.status.is_some()
    }
}

/// A page of those in scope, newest first.
pub fn page(db: &mut Db, scope: &Scoped<OrderRead>, search: Search, limit: i64) -> QueryResult<Vec<OrderRow>> {
    rows(db, scope.reach(), search, limit)
}

/// The same for a file.
pub fn page_for_file(
    db: &mut Db,
    scope: &Scoped<OrderExport>,
    search: Search,
    limit: i64,
) -> QueryResult<Vec<OrderRow>> {
    rows(db, scope.reach(), search, limit)
}

fn rows(db: &mut Db, reach: &Reach, search: Search, limit: i64) -> QueryResult<Vec<OrderRow>> {
    let (from, id, mut conditions) = narrowed(db.dialect(), reach, search);
    let limit = conditions.parameter(limit);
    let statement =
        format!("SELECT {COLUMNS} FROM {from} {BESIDE} WHERE {} ORDER BY {id} DESC LIMIT {limit}", conditions.sql());
    sql::<OrderColumns>(statement).binds(conditions.into_binds()).load(db)
}

/// How many there are for a file, counted up to `bound`.
pub fn count_for_file(db: &mut Db, scope: &Scoped<OrderExport>, search: Search, bound: i64) -> QueryResult<i64> {
    let (from, _, mut conditions) = narrowed(db.dialect(), scope.reach(), search);
    let limit = conditions.parameter(bound + 1);
    let beside = "JOIN customers c ON c.id = w.customer_id";
    let statement = format!(
        "SELECT count(*) FROM (SELECT 1 AS one FROM {from} {beside} WHERE {} LIMIT {limit}) page",
        conditions.sql()
    );
    sql::<(BigInt,)>(statement).binds(conditions.into_binds()).get_result::<(i64,)>(db).map(|row| row.0)
}

/// What stands after FROM, the column of the id, and the conditions.
fn narrowed(dialect: Dialect, reach: &Reach, search: Search) -> (&'static str, &'static str, Conditions) {
    let by_work = search.is_by_work(reach);
    // CROSS tells SQLite which to read first; PostgreSQL finds it out.
    let (from, id) = match (by_work, dialect) {
        (true, Dialect::Sqlite) => ("work_items w CROSS JOIN orders o ON o.id = w.id", "w.id"),
        (false, Dialect::Sqlite) => ("orders o CROSS JOIN work_items w ON w.id = o.id", "o.id"),
        (true, Dialect::Postgres) => ("work_items w JOIN orders o ON o.id = w.id", "w.id"),
        (false, Dialect::Postgres) => ("orders o JOIN work_items w ON w.id = o.id", "o.id"),
    };
    let reach = reach.filter(dialect, "w.owner_id", 1);
    let mut conditions = Conditions::default();
    if let Some(bind) = reach.bind {
        // The predicate names its parameter itself: it is the first.
        conditions.parameter(bind);
    }
    let mut conditions = conditions
        .and_also(&reach.sql)
        .and_also("w.kind = 'order'")
        .and(&format!("{id} < ?"), search.before)
        .and("o.state = ?", search.state)
        .and("w.owner_id = ?", search.owner)
        .and("w.group_id = ?", search.group)
        .and("o.product_line_id = ?", search.line)
        .and("w.customer_id = ?", search.customer)
        .and("o.placed_at >= ?", search.placed_from)
        .and("o.placed_at < ?", search.placed_before);
    if let Some(status) = search.status {
        // A word, not a parameter: the index of what is not done is a partial one.
        conditions = conditions.and_also(&format!("w.status = '{status}'"));
        if status != WorkStatus::Done {
            conditions = conditions.and_also("w.status <> 'done'");
        }
    }
    if let Some((from, before)) = search.few_days().filter(|_| !by_work) {
        let (from, before) = (conditions.parameter(from), conditions.parameter(before));
        let days = format!("SELECT id FROM orders WHERE placed_at >= {from} AND placed_at < {before}");
        conditions = conditions.and_also(&format!("{id} IN ({days})"));
    }
    if let Some(text) = &search.text {
        let found = if search.is_walked {
            format!("({})", meant(&mut conditions, text, ["o.", "c."]).concat().join(" OR "))
        } else {
            format!("{id} IN ({})", found(&mut conditions, text))
        };
        conditions = conditions.and_also(&found);
    }
    (from, id, conditions)
}

/// The ids of orders that a text may mean; each column has an index.
fn found(conditions: &mut Conditions, text: &str) -> String {
    let [by_name, of_customers] = meant(conditions, text, ["", ""]);
    let of_customers: Vec<String> =
        of_customers.into_iter().map(|condition| format!("SELECT id FROM customers WHERE {condition}")).collect();
    format!(
        "SELECT id FROM orders WHERE {} UNION \
         SELECT id FROM work_items WHERE kind = 'order' AND customer_id IN ({})",
        by_name.join(" OR "),
        of_customers.join(" UNION ")
    )
}

/// What a text may mean: conditions on the order and on the customer, any of which must hold. Their columns are called so.
fn meant(conditions: &mut Conditions, text: &str, [of_order, of_customer]: [&str; 2]) -> [Vec<String>; 2] {
    let mut begins = |column: String, begin: String| {
        // The greatest character sorts after everything that begins so.
        let end = conditions.parameter(format!("{begin}\u{10ffff}"));
        let begin = conditions.parameter(begin);
        format!("({column} >= {begin} AND {column} < {end})")
    };
    let mut customers_begin = |column: &str, begin: String| begins(format!("{of_customer}{column}"), begin);
    let mut of_customers = Vec::new();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() && text.chars().all(|c| c.is_ascii_digit() || " +-".contains(c)) {
        let full = if text.trim_start().starts_with('+') { format!("+{digits}") } else { format!("+86{digits}") };
        of_customers.push(customers_begin("phone", full));
        of_customers.push(customers_begin("phone_tail", digits));
    } else {
        of_customers.push(customers_begin("name", text.to_owned()));
        if text.is_ascii() {
            let lower: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
            of_customers.push(customers_begin("pinyin", lower.clone()));
            of_customers.push(customers_begin("initials", lower));
        }
    }
    [vec![begins(format!("{of_order}external_id"), text.to_owned())], of_customers]
}

/// Those of these in scope.
pub fn rows_in_scope(db: &mut Db, scope: &Scoped<OrderRead>, ids: &[i64]) -> QueryResult<Vec<OrderRow>> {
    let in_reach = scope.reach().filter(db.dialect(), "w.owner_id", 2);
    let among = db.dialect().one_of("o.id", "$1");
    sql::<OrderColumns>(format!(
        "SELECT {COLUMNS} FROM orders o JOIN work_items w ON w.id = o.id {BESIDE} WHERE {among} AND {}",
        in_reach.sql
    ))
    .bind(id_list(ids.iter().copied()))
    .binds(in_reach.bind)
    .load(db)
}

/// What the page of an order shows beyond the row.
#[derive(Queryable)]
pub struct Extra {
    pub note: String,
    pub phone: String,
    pub company: String,
    pub followed_up_at: Option<At>,
    pub customer_owner: Option<i64>,
    pub deal_on: Option<i32>,
    pub deal_owner: Option<i64>,
}

pub fn whole(db: &mut Db, id: i64) -> QueryResult<Option<(OrderRow, Extra)>> {
    let row: Option<OrderRow> = sql::<OrderColumns>(format!(
        "SELECT {COLUMNS} FROM orders o JOIN work_items w ON w.id = o.id {BESIDE} WHERE o.id = $1"
    ))
    .bind(id)
    .get_result(db)
    .optional()?;
    let Some(row) = row else { return Ok(None) };
    type Columns = (Text, Text, Text, Nullable<Instant>, Nullable<BigInt>, Nullable<Integer>, Nullable<BigInt>);
    let extra: Extra = sql::<Columns>(
        "SELECT o.note, c.phone, c.company, c.last_follow_up_at, s.owner_id, o.deal_on, o.deal_owner_id FROM orders o \
         JOIN work_items w ON w.id = o.id JOIN customers c ON c.id = w.customer_id \
         LEFT JOIN ownerships s ON s.customer_id = w.customer_id WHERE o.id = $1",
    )
    .bind(id)
    .get_result(db)?;
    Ok(Some((row, extra)))
}

/// Whose an order is, and who takes care of it or did last; none when there is no such order.
pub fn owner(db: &mut Db, id: i64) -> QueryResult<Option<(i64, Option<i64>)>> {
    sql::<(BigInt, Nullable<BigInt>)>(
        "SELECT w.customer_id, w.owner_id FROM orders o JOIN work_items w ON w.id = o.id WHERE o.id = $1",
    )
    .bind(id)
    .get_result(db)
    .optional()
}

/// Times during which somebody took care of it: who, from, to, why, by whom.
pub fn possessions(db: &mut Db, id: i64) -> QueryResult<Vec<(i64, At, At, Code<WorkReason>, Option<i64>)>> {
    sql::<(BigInt, Instant, Instant, Text, Nullable<BigInt>)>(
        "SELECT owner_id, from_at, to_at, reason, by_id FROM work_periods WHERE work_item_id = $1 ORDER BY id DESC LIMIT 100",
    )
    .bind(id)
    .load(db)
}
