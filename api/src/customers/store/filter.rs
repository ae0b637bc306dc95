//! Which customers a list shows, as conditions in SQL.

use diesel::{prelude::*, sql_types::BigInt};
use shared::{
    codes::TextCode,
    customers::{CustomerStatus, Level},
};

use crate::{
    db::{Bind, Conditions, Db, Dialect, sql},
    permissions::Reach,
};

/// Every customer, with the ownership if there is one.
pub const CUSTOMERS: &str = "customers c LEFT JOIN ownerships o ON o.customer_id = c.id";

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
    /// What stands after ORDER BY, where these columns hold the customer's id and the due day.
    pub fn by(self, id: &str, due_on: &str) -> String {
        match self {
            Self::Newest(_) => format!("{id} DESC"),
            Self::Oldest(_) => id.to_owned(),
            Self::Due(_) => format!("{due_on}, {id}"),
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
    /// Whether that means so many, as [`is_common`] says, that a page is sooner found by walking than through all of them.
    pub is_common: bool,
    /// All rows are wanted, page after page: what finds the few of one page quickly would be found again for each.
    pub is_walked: bool,
}

impl Filter {
    /// Whether a condition of it finds few customers by an index.
    pub const fn is_narrow(&self) -> bool {
        self.district.is_some() || (self.text.is_some() && !self.is_common)
    }

    const fn asks_for_days(&self) -> bool {
        self.idle_through.is_some() || self.due_from.is_some() || self.due_through.is_some()
    }
}

/// A query of the ids of customers: where it looks, and which conditions hold there.
pub struct Search {
    /// What stands after FROM where only the conditions matter: customers `c`, ownerships `o`, or both.
    pub from: &'static str,
    /// What stands after FROM where every column of both does.
    pub rows: &'static str,
    /// The column of the customer's id.
    pub id: &'static str,
    sql: Vec<String>,
    binds: Vec<Bind>,
}

impl Search {
    /// Nothing when there can be no such customers: who has no owner is in nobody's reach but everyone's, and never due.
    pub fn new(dialect: Dialect, reach: &Reach, filter: &Filter, order: Order) -> Option<Self> {
        let owned = matches!(reach, Reach::People(_)) || filter.asks_for_days() || matches!(order, Order::Due(_));
        if owned && filter.status.is_some_and(|s| s != CustomerStatus::Owned) {
            return None;
        }
        // CROSS tells SQLite which to read first; PostgreSQL finds it out.
        let (rows, id) = match (owned, dialect) {
            (false, _) => (CUSTOMERS, "c.id"),
            (true, Dialect::Sqlite) if filter.is_narrow() => {
                ("customers c CROSS JOIN ownerships o ON o.customer_id = c.id", "c.id")
            }
            (true, Dialect::Sqlite) => ("ownerships o CROSS JOIN customers c ON c.id = o.customer_id", "o.customer_id"),
            (true, Dialect::Postgres) => ("ownerships o JOIN customers c ON c.id = o.customer_id", "o.customer_id"),
        };
        let from = match owned {
            false => "customers c",
            true if !filter.is_narrow() && filter.level.is_none() && filter.text.is_none() => "ownerships o",
            true => rows,
        };
        let mut search = Self { from, rows, id, sql: Vec::new(), binds: Vec::new() };
        search.narrow(filter, owned);
        search.begin(order);
        Some(search)
    }

    fn narrow(&mut self, filter: &Filter, owned: bool) {
        if let Some(status) = filter.status.filter(|_| !owned) {
            // A word, not a parameter: the index of those who wait is a partial one.
            self.also(format!("c.status = '{}'", status.as_str()));
            if status != CustomerStatus::Owned {
                self.also("c.status <> 'owned'");
            }
        } else if !owned {
            // Whoever is part of another customer is listed only when asked for.
            self.also("c.status <> 'merged'");
        }
        if let Some(district) = filter.district {
            self.push(|n| format!("c.district_id = {n}"), district);
        }
        if let Some(level) = filter.level {
            self.push(|n| format!("c.level = {n}"), level.as_str());
        }
        if let Some(day) = filter.idle_through {
            self.push(|n| format!("o.idle_since <= {n}"), day);
        }
        if let Some(day) = filter.due_from {
            self.push(|n| format!("o.due_on >= {n}"), day);
        }
        if let Some(day) = filter.due_through {
            self.push(|n| format!("o.due_on <= {n}"), day);
        }
        if let Some(text) = &filter.text {
            self.find(text, filter);
        }
    }

    fn begin(&mut self, order: Order) {
        let id = self.id;
        match order {
            Order::Newest(Some(before)) => self.push(|n| format!("{id} < {n}"), before),
            Order::Oldest(Some(after)) => self.push(|n| format!("{id} > {n}"), after),
            Order::Due(Some((day, after))) => {
                let (day, after) = (self.parameter(day), self.parameter(after));
                self.also(format!("(o.due_on, {id}) > ({day}, {after})"));
            }
            Order::Newest(None) | Order::Oldest(None) | Order::Due(None) => {}
        }
    }

    /// The beginning of a name, a company, a spelling, or a telephone number; each has an index. Who is part of another customer
    /// is found as that one.
    fn find(&mut self, text: &str, filter: &Filter) {
        let is_walked = filter.is_walked || filter.is_common;
        let id = if filter.status == Some(CustomerStatus::Merged) { "id" } else { "coalesce(merged_into, id)" };
        let mut branches = Vec::new();
        for (column, begin) in meant(text) {
            // The greatest character sorts after everything that begins so.
            let end = self.parameter(format!("{begin}\u{10ffff}"));
            let begin = self.parameter(begin);
            if is_walked {
                branches.push(format!("(c.{column} >= {begin} AND c.{column} < {end})"));
                branches.push(format!(
                    "EXISTS (SELECT 1 FROM customers g WHERE g.merged_into = c.id AND g.{column} >= {begin} AND g.{column} < {end})"
                ));
                continue;
            }
            let filled = if column == "company" { "company <> '' AND " } else { "" };
            branches.push(format!("SELECT {id} FROM customers WHERE {filled}{column} >= {begin} AND {column} < {end}"));
        }
        self.also(match is_walked {
            true => format!("({})", branches.join(" OR ")),
            false => format!("c.id IN ({})", branches.join(" UNION ")),
        });
    }

    /// Adds a condition without a value.
    pub fn also(&mut self, condition: impl Into<String>) {
        self.sql.push(condition.into());
    }

    /// Adds a condition on a value.
    pub fn push(&mut self, condition: impl FnOnce(&str) -> String, value: impl Into<Bind>) {
        let parameter = self.parameter(value);
        self.also(condition(&parameter));
    }

    /// Takes one more value, and says how its parameter is called.
    pub fn parameter(&mut self, value: impl Into<Bind>) -> String {
        self.binds.push(value.into());
        format!("${}", self.binds.len())
    }

    /// How many values it has by now.
    pub const fn parameters(&self) -> usize {
        self.binds.len()
    }

    /// What stands after WHERE.
    pub fn conditions(&self) -> String {
        if self.sql.is_empty() { "TRUE".into() } else { self.sql.join(" AND ") }
    }

    /// The values.
    pub fn into_binds(self) -> Vec<Bind> {
        self.binds
    }
}

/// What a text may mean: columns of customers, and how they begin; each has an index.
pub fn meant(text: &str) -> Vec<(&'static str, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mut columns: Vec<(&'static str, String)> = Vec::new();
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
    columns
}

/// From so many customers on a text is common.
const MANY: i64 = 5_000;

/// Whether a text may mean so many customers that a list is to look at each whether it is meant.
pub fn is_common(db: &mut Db, text: &str) -> QueryResult<bool> {
    let mut conditions = Conditions::default();
    let mut bounded = Vec::new();
    for (column, begin) in meant(text) {
        let end = conditions.parameter(format!("{begin}\u{10ffff}"));
        let begin = conditions.parameter(begin);
        let filled = if column == "company" { "company <> '' AND " } else { "" };
        let found = format!("SELECT 1 AS one FROM customers WHERE {filled}{column} >= {begin} AND {column} < {end}");
        bounded.push(format!("SELECT one FROM ({found} LIMIT {}) each", MANY + 1));
    }
    sql::<(BigInt,)>(format!("SELECT count(*) FROM ({}) found", bounded.join(" UNION ALL ")))
        .binds(conditions.into_binds())
        .get_result::<(i64,)>(db)
        .map(|row| row.0 > MANY)
}
