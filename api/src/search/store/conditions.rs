//! The conditions of a search, in SQL.
//!
//! They are only ever asked of rows whose ids are given, so that no plan can turn a question into a walk through a table.

use std::collections::BTreeSet;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{
    codes::TextCode,
    customers::Level,
    search::{SearchKind, SearchQuery},
};

use super::index;
use crate::{
    customers::meant,
    db::{At, Bind, Code, Db, Dialect, id_list, sql},
    permissions::{CustomerRead, InquiryRead, OrderRead, Reach, Scoped},
};

/// What the caller may see of each kind.
pub struct Scopes {
    pub customers: Option<Scoped<CustomerRead>>,
    pub inquiries: Option<Scoped<InquiryRead>>,
    pub orders: Option<Scoped<OrderRead>>,
}

impl Scopes {
    /// Whose things of this kind the caller may see; none when they may see nothing of it.
    pub fn reach(&self, kind: SearchKind) -> Option<&Reach> {
        match kind {
            SearchKind::Customers | SearchKind::FollowUps => self.customers.as_ref().map(Scoped::reach),
            SearchKind::Inquiries => self.inquiries.as_ref().map(Scoped::reach),
            SearchKind::Orders => self.orders.as_ref().map(Scoped::reach),
        }
    }
}

/// What is asked for, as the database knows it.
pub struct Asked<'a> {
    pub query: &'a SearchQuery,
    pub scopes: Scopes,
    /// The words that are looked for in each kind.
    pub words: Vec<(SearchKind, BTreeSet<String>)>,
    /// From when on and before when, in the order of [`SearchKind`].
    pub times: [(Option<At>, Option<At>); 4],
    /// Followed up last on this day or before.
    pub idle_through: Option<i32>,
}

impl Asked<'_> {
    /// The words that are looked for in things of this kind.
    pub fn words(&self, kind: SearchKind) -> Option<&BTreeSet<String>> {
        self.words.iter().find(|(of, _)| *of == kind).map(|(_, words)| words)
    }

    /// From when on and before when things of this kind are looked for.
    pub const fn times(&self, kind: SearchKind) -> (Option<At>, Option<At>) {
        self.times[kind as usize]
    }
}

/// The greatest character sorts after everything that begins so.
pub(super) fn end_of(begin: &str) -> String {
    format!("{begin}\u{10ffff}")
}

/// Conditions and the values of their parameters.
struct Builder<'a> {
    dialect: Dialect,
    asked: &'a Asked<'a>,
    binds: Vec<Bind>,
}

impl<'a> Builder<'a> {
    const fn new(dialect: Dialect, asked: &'a Asked<'a>) -> Self {
        Self { dialect, asked, binds: Vec::new() }
    }

    fn parameter(&mut self, value: impl Into<Bind>) -> String {
        self.binds.push(value.into());
        format!("${}", self.binds.len())
    }

    /// Adds a condition in which `?` stands for the value, if there is a value.
    fn with(&mut self, all: &mut Vec<String>, condition: &str, value: Option<impl Into<Bind>>) {
        if let Some(value) = value {
            let parameter = self.parameter(value);
            all.push(condition.replace('?', &parameter));
        }
    }

    fn in_reach(&mut self, all: &mut Vec<String>, kind: SearchKind, column: &str) {
        // Who may see nothing of a kind never asks for it; should it happen, nothing is found.
        let Some(reach) = self.asked.scopes.reach(kind) else {
            all.push("FALSE".to_owned());
            return;
        };
        let filter = reach.filter(self.dialect, column, self.binds.len() + 1);
        self.binds.extend(filter.bind);
        all.push(filter.sql);
    }

    fn has_words(&mut self, all: &mut Vec<String>, kind: SearchKind, id: &str) {
        let asked = self.asked;
        if let Some(words) = asked.words(kind) {
            let question = self.parameter(index::question(self.dialect, words));
            all.push(index::has_words(self.dialect, kind, id, &question));
        }
    }

    fn within(&mut self, all: &mut Vec<String>, kind: SearchKind, column: &str) {
        let (from, before) = self.asked.times(kind);
        self.with(all, &format!("{column} >= ?"), from);
        self.with(all, &format!("{column} < ?"), before);
    }

    /// Of customers `c` with ownerships `o`.
    fn of_customers(&mut self) -> Vec<String> {
        let (query, mut all) = (self.asked.query, Vec::new());
        self.in_reach(&mut all, SearchKind::Customers, "o.owner_id");
        // They are found as whom they are part of.
        all.push("c.status <> 'merged'".to_owned());
        if let Some(text) = query.customer.as_deref().map(str::trim) {
            let any: Vec<String> = meant(text)
                .into_iter()
                .map(|(column, begin)| {
                    let (end, begin) = (self.parameter(end_of(&begin)), self.parameter(begin));
                    let of = |table: &str| format!("{table}.{column} >= {begin} AND {table}.{column} < {end}");
                    // Who is part of another customer is found as that one.
                    let gone = format!("SELECT 1 FROM customers g WHERE g.merged_into = c.id AND {}", of("g"));
                    format!("({} OR EXISTS ({gone}))", of("c"))
                })
                .collect();
            all.push(format!("({})", any.join(" OR ")));
        }
        self.with(&mut all, "c.status = ?", query.customer_status.map(TextCode::as_str));
        self.with(&mut all, "c.level = ?", query.customer_level.map(TextCode::as_str));
        self.with(&mut all, "c.district_id = ?", query.customer_district);
        let city = "c.district_id IN (SELECT id FROM districts WHERE city_id = ?)";
        self.with(&mut all, city, query.customer_city);
        self.with(&mut all, "o.owner_id = ?", query.customer_owner);
        self.with(&mut all, "c.source = ?", query.customer_source.as_deref().map(str::trim));
        self.within(&mut all, SearchKind::Customers, "c.registered_at");
        self.with(&mut all, "o.idle_since <= ?", self.asked.idle_through);
        self.has_words(&mut all, SearchKind::Customers, "c.id");
        all
    }

    /// Of work items `iw` with inquiries `i`.
    fn of_inquiries(&mut self) -> Vec<String> {
        let (query, mut all) = (self.asked.query, vec!["iw.kind = 'inquiry'".to_owned()]);
        self.in_reach(&mut all, SearchKind::Inquiries, "iw.owner_id");
        self.with(&mut all, "iw.status = ?", query.inquiry_status.map(TextCode::as_str));
        self.with(&mut all, "iw.stage = ?", query.inquiry_stage.map(TextCode::as_str));
        self.with(&mut all, "i.entrance = ?", query.inquiry_entrance.as_deref().map(str::trim));
        let filed = "EXISTS (SELECT 1 FROM inquiry_filings f WHERE f.inquiry_id = iw.id AND f.category_id = ?)";
        self.with(&mut all, filed, query.inquiry_category);
        self.with(&mut all, "i.product_line_id = ?", query.inquiry_product_line);
        self.with(&mut all, "iw.owner_id = ?", query.inquiry_owner);
        self.within(&mut all, SearchKind::Inquiries, "iw.arrived_at");
        self.has_words(&mut all, SearchKind::Inquiries, "iw.id");
        all
    }

    /// Of work items `ow` with orders `d`.
    fn of_orders(&mut self) -> Vec<String> {
        let (query, mut all) = (self.asked.query, vec!["ow.kind = 'order'".to_owned()]);
        self.in_reach(&mut all, SearchKind::Orders, "ow.owner_id");
        if let Some(begin) = query.order_number.as_deref().map(str::trim) {
            let (end, begin) = (self.parameter(end_of(begin)), self.parameter(begin));
            all.push(format!("(d.external_id >= {begin} AND d.external_id < {end})"));
        }
        self.with(&mut all, "d.state = ?", query.order_state.map(TextCode::as_str));
        self.with(&mut all, "d.product_line_id = ?", query.order_product_line);
        self.with(&mut all, "ow.owner_id = ?", query.order_owner);
        self.with(&mut all, "d.currency = ?", query.order_currency.as_deref().map(str::trim));
        self.with(&mut all, "d.amount >= ?", query.order_amount_from);
        self.with(&mut all, "d.amount <= ?", query.order_amount_to);
        self.within(&mut all, SearchKind::Orders, "d.placed_at");
        self.has_words(&mut all, SearchKind::Orders, "ow.id");
        all
    }

    /// Of follow-ups `fu`; whoever sees the customer sees them.
    fn of_follow_ups(&mut self) -> Vec<String> {
        let (query, mut all) = (self.asked.query, Vec::new());
        self.with(&mut all, "fu.way = ?", query.follow_up_way.map(TextCode::as_str));
        self.with(&mut all, "fu.author_id = ?", query.follow_up_author);
        self.within(&mut all, SearchKind::FollowUps, "fu.at");
        self.has_words(&mut all, SearchKind::FollowUps, "fu.id");
        all
    }

    fn of(&mut self, kind: SearchKind) -> Vec<String> {
        match kind {
            SearchKind::Customers => self.of_customers(),
            SearchKind::Inquiries => self.of_inquiries(),
            SearchKind::Orders => self.of_orders(),
            SearchKind::FollowUps => self.of_follow_ups(),
        }
    }

    /// That the customer has something of another kind for which all conditions about that kind hold.
    fn some_of(&mut self, kind: SearchKind, customer: &str) -> String {
        let place = place(self.dialect, kind);
        let conditions = self.of(kind);
        let all = std::iter::once(format!("{} = {customer}", place.customer)).chain(conditions);
        format!("EXISTS (SELECT 1 FROM {} WHERE {})", place.from, all.collect::<Vec<_>>().join(" AND "))
    }

    /// All conditions of a search for this kind.
    fn all(&mut self, kind: SearchKind) -> Vec<String> {
        let customer = place(self.dialect, kind).customer;
        let mut all = self.of(kind);
        for other in SearchKind::ALL.iter().copied().filter(|other| *other != kind) {
            if self.is_asked(other, kind) {
                all.push(self.some_of(other, customer));
            }
        }
        all
    }

    /// Whether something of another kind must be looked at. Follow-ups are seen by who sees the customer.
    fn is_asked(&self, other: SearchKind, kind: SearchKind) -> bool {
        let query = self.asked.query;
        let of_customer = other == SearchKind::Customers
            && (kind == SearchKind::FollowUps || !query.conditions(SearchKind::FollowUps).is_empty());
        of_customer || !query.conditions(other).is_empty()
    }
}

/// Where things of a kind are.
struct Place {
    from: &'static str,
    id: &'static str,
    customer: &'static str,
}

const fn place(dialect: Dialect, kind: SearchKind) -> Place {
    // CROSS tells SQLite which to read first; PostgreSQL finds it out.
    match (kind, dialect) {
        (SearchKind::Customers, _) => {
            Place { from: "customers c LEFT JOIN ownerships o ON o.customer_id = c.id", id: "c.id", customer: "c.id" }
        }
        (SearchKind::Inquiries, Dialect::Sqlite) => Place {
            from: "work_items iw CROSS JOIN inquiries i ON i.id = iw.id",
            id: "iw.id",
            customer: "iw.customer_id",
        },
        (SearchKind::Inquiries, Dialect::Postgres) => {
            Place { from: "work_items iw JOIN inquiries i ON i.id = iw.id", id: "iw.id", customer: "iw.customer_id" }
        }
        (SearchKind::Orders, Dialect::Sqlite) => {
            Place { from: "work_items ow CROSS JOIN orders d ON d.id = ow.id", id: "ow.id", customer: "ow.customer_id" }
        }
        (SearchKind::Orders, Dialect::Postgres) => {
            Place { from: "work_items ow JOIN orders d ON d.id = ow.id", id: "ow.id", customer: "ow.customer_id" }
        }
        (SearchKind::FollowUps, _) => Place { from: "follow_ups fu", id: "fu.id", customer: "fu.customer_id" },
    }
}

/// Those of these things for which every condition holds, with the customers whose they are, the newest first.
pub fn matching(db: &mut Db, asked: &Asked<'_>, kind: SearchKind, ids: &[i64]) -> QueryResult<Vec<(i64, i64)>> {
    let place = place(db.dialect(), kind);
    let mut builder = Builder::new(db.dialect(), asked);
    let ids = builder.parameter(id_list(ids.iter().copied()));
    let among = db.dialect().one_of(place.id, &ids);
    let conditions = builder.all(kind);
    let all: Vec<String> = std::iter::once(among).chain(conditions).collect();
    sql::<(BigInt, BigInt)>(format!(
        "SELECT {}, {} FROM {} WHERE {} ORDER BY 1 DESC",
        place.id,
        place.customer,
        place.from,
        all.join(" AND ")
    ))
    .binds(builder.binds)
    .load(db)
}

/// How many things of one customer are looked at for words that only their texts can tell.
const OF_ONE_CUSTOMER: i64 = 50;

/// What these customers have of a kind for which all conditions about that kind hold: customer and id, the newest of each first.
pub fn of_customers(
    db: &mut Db,
    asked: &Asked<'_>,
    kind: SearchKind,
    customers: &[i64],
) -> QueryResult<Vec<(i64, i64)>> {
    let place = place(db.dialect(), kind);
    let mut builder = Builder::new(db.dialect(), asked);
    let ids = builder.parameter(id_list(customers.iter().copied()));
    let among = db.dialect().one_of(place.customer, &ids);
    let conditions = builder.of(kind);
    let all: Vec<String> = std::iter::once(among).chain(conditions).collect();
    let most = builder.parameter(OF_ONE_CUSTOMER);
    sql::<(BigInt, BigInt)>(format!(
        "SELECT customer, id FROM (SELECT {customer} AS customer, {id} AS id, \
         row_number() OVER (PARTITION BY {customer} ORDER BY {id} DESC) AS n FROM {from} WHERE {all}) ranked \
         WHERE n <= {most} ORDER BY customer, id DESC",
        customer = place.customer,
        id = place.id,
        from = place.from,
        all = all.join(" AND ")
    ))
    .binds(builder.binds)
    .load(db)
}

/// A customer as the search names them.
#[derive(Queryable)]
pub struct CustomerRow {
    pub id: i64,
    pub name: String,
    pub level: Code<Level>,
    pub phone: String,
    pub owner_id: Option<i64>,
}

/// These customers, of whom something was found in scope.
pub fn named(db: &mut Db, ids: &[i64]) -> QueryResult<Vec<CustomerRow>> {
    let among = db.dialect().one_of("c.id", "$1");
    sql::<(BigInt, Text, Text, Text, Nullable<BigInt>)>(format!(
        "SELECT c.id, c.name, c.level, c.phone, o.owner_id FROM customers c \
         LEFT JOIN ownerships o ON o.customer_id = c.id WHERE {among}"
    ))
    .bind(id_list(ids.iter().copied()))
    .load(db)
}
