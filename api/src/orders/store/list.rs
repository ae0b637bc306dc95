//! Reads orders.

use std::collections::HashMap;

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
    customers,
    db::{At, Code, Conditions, Db, Dialect, Instant, id_list, sql},
    permissions::{Newest, OrderExport, OrderRead, Reach, Scoped},
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
const CUSTOMER: &str = "JOIN customers c ON c.id = w.customer_id";
const BESIDE: &str = "LEFT JOIN groups g ON g.id = w.group_id LEFT JOIN product_lines l ON l.id = o.product_line_id";

/// From so many orders on that a text may mean, a page is sooner found by walking than through all of them.
const MANY: i64 = 5_000;

/// After which order a page begins.
#[derive(Debug, Default, Clone, Copy)]
pub enum After {
    #[default]
    Nothing,
    Id(i64),
    /// Where the orders of some days are listed by when they were placed.
    Placed(At, i64),
}

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
    /// Whether the text means so many customers or orders that a page is sooner found by walking.
    pub is_common: bool,
    pub after: After,
    /// All rows are wanted, page after page: what finds the few of one page quickly would be found again for each.
    pub is_walked: bool,
}

impl Search {
    /// Whether they are listed by when they were placed: those of some days are found by that.
    pub fn is_by_day(&self, reach: &Reach) -> bool {
        self.is_of_days() && !self.is_by_work(reach)
    }

    fn is_of_days(&self) -> bool {
        !self.is_walked && (self.placed_from.is_some() || self.placed_before.is_some())
    }

    /// Whether the work items are what narrows the list: then they are walked, otherwise the orders.
    fn is_by_work(&self, reach: &Reach) -> bool {
        reach.is_one()
            || (reach.is_few() && !self.is_of_days())
            || self.owner.is_some()
            || self.group.is_some()
            || self.customer.is_some()
            || self.status.is_some()
    }
}

/// A page of those in scope, newest first. `totals` tells roughly how many customers each owner has.
pub fn page(
    db: &mut Db,
    scope: &Scoped<OrderRead>,
    search: Search,
    limit: i64,
    totals: &HashMap<i64, i64>,
) -> QueryResult<Vec<OrderRow>> {
    rows(db, scope.reach(), search, limit, totals)
}

/// The same for a file.
pub fn page_for_file(
    db: &mut Db,
    scope: &Scoped<OrderExport>,
    search: Search,
    limit: i64,
) -> QueryResult<Vec<OrderRow>> {
    rows(db, scope.reach(), search, limit, &HashMap::new())
}

fn rows(
    db: &mut Db,
    reach: &Reach,
    search: Search,
    limit: i64,
    totals: &HashMap<i64, i64>,
) -> QueryResult<Vec<OrderRow>> {
    let dialect = db.dialect();
    let reach = search.owner.map_or_else(|| reach.clone(), |owner| reach.narrowed_to(owner));
    let (is_by_day, is_joined) = (search.is_by_day(&reach), search.text.is_some());
    let (from, id, conditions) = narrowed(dialect, &reach, search, Conditions::default());
    // The conditions look at the customer only for a text.
    let (with_customer, beside) = match is_joined {
        true => (format!("{from} {CUSTOMER}"), BESIDE.to_owned()),
        false => (from.to_owned(), format!("{CUSTOMER} {BESIDE}")),
    };
    let list = Newest {
        columns: COLUMNS,
        table: "work_items",
        from: &with_customer,
        beside: &beside,
        id,
        owner: "w.owner_id",
        by: is_by_day.then_some("o.placed_at DESC, o.id DESC"),
    };
    let (statement, binds) = reach.newest(dialect, &list, conditions, limit, totals);
    sql::<OrderColumns>(statement).binds(binds).load(db)
}

/// How many there are for a file, counted up to `bound`.
pub fn count_for_file(db: &mut Db, scope: &Scoped<OrderExport>, search: Search, bound: i64) -> QueryResult<i64> {
    let reach = scope.reach().filter(db.dialect(), "w.owner_id", 1);
    let mut conditions = Conditions::default();
    if let Some(bind) = reach.bind {
        // The predicate names its parameter itself: it is the first.
        conditions.parameter(bind);
    }
    let conditions = conditions.and_also(&reach.sql);
    let (from, _, conditions) = narrowed(db.dialect(), scope.reach(), search, conditions);
    let statement = format!(
        "SELECT count(*) FROM (SELECT 1 AS one FROM {from} {CUSTOMER} WHERE {} LIMIT {}) page",
        conditions.sql(),
        bound + 1
    );
    sql::<(BigInt,)>(statement).binds(conditions.into_binds()).get_result::<(i64,)>(db).map(|row| row.0)
}

/// What stands after FROM, the column of the id, and the conditions beside these.
fn narrowed(
    dialect: Dialect,
    reach: &Reach,
    search: Search,
    conditions: Conditions,
) -> (&'static str, &'static str, Conditions) {
    let by_work = search.is_by_work(reach);
    // CROSS tells SQLite which to read first; PostgreSQL finds it out.
    let (from, id) = match (by_work, dialect) {
        (true, Dialect::Sqlite) => ("work_items w CROSS JOIN orders o ON o.id = w.id", "w.id"),
        (false, Dialect::Sqlite) => ("orders o CROSS JOIN work_items w ON w.id = o.id", "o.id"),
        (true, Dialect::Postgres) => ("work_items w JOIN orders o ON o.id = w.id", "w.id"),
        (false, Dialect::Postgres) => ("orders o JOIN work_items w ON w.id = o.id", "o.id"),
    };
    let mut conditions = conditions
        .and_also("w.kind = 'order'")
        .and("o.state = ?", search.state)
        .and("w.group_id = ?", search.group)
        .and("o.product_line_id = ?", search.line)
        .and("w.customer_id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = ?)", search.customer)
        .and("o.placed_at >= ?", search.placed_from)
        .and("o.placed_at < ?", search.placed_before);
    if let Some(status) = search.status {
        // A word, not a parameter: the index of what is not done is a partial one.
        conditions = conditions.and_also(&format!("w.status = '{status}'"));
        if status != WorkStatus::Done {
            conditions = conditions.and_also("w.status <> 'done'");
        }
    }
    match search.after {
        After::Nothing => {}
        After::Id(before) => conditions = conditions.and(&format!("{id} < ?"), Some(before)),
        After::Placed(at, before) => {
            let (at, before) = (conditions.parameter(at), conditions.parameter(before));
            conditions = conditions.and_also(&format!("(o.placed_at, o.id) < ({at}, {before})"));
        }
    }
    if let Some(text) = &search.text {
        let found = if search.is_walked || search.is_common {
            let [by_order, of_customer] = meant(&mut conditions, text);
            let of_gone = any(&of_customer, "g.");
            format!(
                "({} OR {} OR EXISTS (SELECT 1 FROM customers g WHERE g.merged_into = c.id AND ({of_gone})))",
                any(&by_order, "o."),
                any(&of_customer, "c.")
            )
        } else {
            format!("{id} IN ({})", found(&mut conditions, text))
        };
        conditions = conditions.and_also(&found);
    }
    (from, id, conditions)
}

/// The ids of orders that a text may mean; each column has an index. Who is part of another customer is found as that one.
fn found(conditions: &mut Conditions, text: &str) -> String {
    let [by_order, of_customer] = meant(conditions, text);
    let of_customer: Vec<String> = of_customer
        .iter()
        .map(|begin| format!("SELECT coalesce(merged_into, id) FROM customers WHERE {}", begin.on("")))
        .collect();
    format!(
        "SELECT id FROM orders WHERE {} UNION \
         SELECT id FROM work_items WHERE kind = 'order' AND customer_id IN ({})",
        any(&by_order, ""),
        of_customer.join(" UNION ")
    )
}

/// Whether so many orders' external ids begin so that a list is to look at each row whether it is meant.
pub fn is_common(db: &mut Db, begin: &str) -> QueryResult<bool> {
    let statement = "SELECT count(*) FROM (SELECT 1 AS one FROM orders WHERE external_id >= $1 AND external_id < $2 LIMIT $3) found";
    sql::<(BigInt,)>(statement)
        .bind(begin)
        .bind(format!("{begin}\u{10ffff}"))
        .bind(MANY + 1)
        .get_result::<(i64,)>(db)
        .map(|row| row.0 > MANY)
}

/// How a column begins: its name, and the parameters between which it then lies.
struct Begins(&'static str, String, String);

impl Begins {
    /// The condition, where the column is called so.
    fn on(&self, prefix: &str) -> String {
        let Self(column, begin, end) = self;
        format!("({prefix}{column} >= {begin} AND {prefix}{column} < {end})")
    }
}

/// That one of them holds.
fn any(all: &[Begins], prefix: &str) -> String {
    all.iter().map(|begin| begin.on(prefix)).collect::<Vec<_>>().join(" OR ")
}

/// What a text may mean: how a column of the order begins, or one of the customer.
fn meant(conditions: &mut Conditions, text: &str) -> [Vec<Begins>; 2] {
    let mut begins = |column: &'static str, begin: String| {
        // The greatest character sorts after everything that begins so.
        let end = conditions.parameter(format!("{begin}\u{10ffff}"));
        Begins(column, conditions.parameter(begin), end)
    };
    let of_customer = customers::meant(text)
        .into_iter()
        .filter(|(column, _)| *column != "company")
        .map(|(column, begin)| begins(column, begin))
        .collect();
    [vec![begins("external_id", text.to_owned())], of_customer]
}

/// Those of these in scope.
pub fn rows_in_scope(db: &mut Db, scope: &Scoped<OrderRead>, ids: &[i64]) -> QueryResult<Vec<OrderRow>> {
    rows_in_reach(db, scope.reach(), ids)
}

/// The same for a file.
pub fn rows_for_file(db: &mut Db, scope: &Scoped<OrderExport>, ids: &[i64]) -> QueryResult<Vec<OrderRow>> {
    rows_in_reach(db, scope.reach(), ids)
}

fn rows_in_reach(db: &mut Db, reach: &Reach, ids: &[i64]) -> QueryResult<Vec<OrderRow>> {
    let in_reach = reach.filter(db.dialect(), "w.owner_id", 2);
    let among = db.dialect().one_of("o.id", "$1");
    sql::<OrderColumns>(format!(
        "SELECT {COLUMNS} FROM orders o JOIN work_items w ON w.id = o.id {CUSTOMER} {BESIDE} WHERE {among} AND {}",
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
        "SELECT {COLUMNS} FROM orders o JOIN work_items w ON w.id = o.id {CUSTOMER} {BESIDE} WHERE o.id = $1"
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
