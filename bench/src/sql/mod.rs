//! The same rows as a person would fetch them: one prepared statement, typed columns, no HTTP, no JSON, no permissions.

pub mod assign;
mod rows;
mod text;

use crate::load::{self, Measured, Plan};
use crate::people::Person;
use anyhow::{Result, ensure};
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Untyped};
use diesel::{Connection, PgConnection, QueryResult, RunQueryDsl, SqliteConnection};
use rows::{Number, OwnerDue, PostgresCustomer, SqliteCustomer};
use std::time::Instant;

/// What to fetch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The newest customers.
    List,
    /// Those who wait for a follow-up, longest first.
    Due,
    /// How many wait, by owner.
    Counts,
    /// Nothing that one statement would fetch.
    Other,
}

/// A statement, and what it fetches.
#[derive(Clone)]
pub struct ByHand {
    kind: Kind,
    text: String,
}

/// The statement for this person, with the reach already worked out; `None` if there is no single one.
pub fn by_hand(url: &str, person: &Person, kind: Kind) -> Result<Option<ByHand>> {
    if kind == Kind::Other {
        return Ok(None);
    }
    let mut connection = Database::open(url)?;
    let owners = match text::reach(person) {
        Some(reach) => Some(connection.numbers(&reach)?),
        None => None,
    };
    let text = text::statement(kind, owners.as_deref());
    Ok(Some(ByHand { kind, text }))
}

/// Districts that together have about so many customers of their holders, the fullest first.
pub fn crowded_districts(url: &str, customers: i64) -> Result<Vec<i64>> {
    Database::open(url)?.numbers(&text::crowded_districts(customers))
}

/// How many rows the larger tables have.
pub fn contents(url: &str) -> Result<Vec<(String, i64)>> {
    let mut connection = Database::open(url)?;
    let tables = ["customers", "employees", "districts", "ownerships", "ownership_periods", "follow_ups", "timeline"];
    let count = |table: &str| {
        let numbers = connection.numbers(&format!("SELECT count(*) AS number FROM {table}"))?;
        Ok((table.to_owned(), numbers.first().copied().unwrap_or_default()))
    };
    tables.into_iter().map(count).collect()
}

impl ByHand {
    /// Runs the statement over and over, on as many connections as the plan says.
    pub fn run(&self, url: &str, plan: Plan) -> Result<Measured> {
        let begin = Instant::now() + plan.warm_up;
        let end = begin + plan.time;
        let threads: Vec<_> = (0..plan.connections)
            .map(|_| {
                let (this, url) = (self.clone(), url.to_owned());
                std::thread::spawn(move || this.repeat(&url, begin, end))
            })
            .collect();
        let mut times = Vec::new();
        for thread in threads {
            times.extend(thread.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??);
        }
        Ok(load::summary(plan.connections, times, plan.time))
    }

    fn repeat(&self, url: &str, begin: Instant, end: Instant) -> Result<Vec<u64>> {
        let mut connection = Database::open(url)?;
        let mut times = Vec::new();
        loop {
            let sent = Instant::now();
            if sent >= end {
                return Ok(times);
            }
            ensure!(connection.rows(self)? > 0, "no rows: {}", self.text);
            if sent >= begin {
                times.push(u64::try_from(sent.elapsed().as_micros())?);
            }
        }
    }
}

enum Database {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Database {
    fn open(url: &str) -> Result<Self> {
        if url.starts_with("postgres") {
            return Ok(Self::Postgres(PgConnection::establish(url)?));
        }
        let mut connection = SqliteConnection::establish(url.trim_start_matches("sqlite://"))?;
        diesel::sql_query("PRAGMA busy_timeout = 10000").execute(&mut connection)?;
        // As the product does, which is no less durable for the process, and does not wait for the disk.
        for pragma in ["synchronous = NORMAL", "foreign_keys = ON", "cache_size = -65536", "mmap_size = 1073741824"] {
            diesel::sql_query(format!("PRAGMA {pragma}")).execute(&mut connection)?;
        }
        Ok(Self::Sqlite(connection))
    }

    fn numbers(&mut self, text: &str) -> Result<Vec<i64>> {
        self.numbers_of(text, &[])
    }

    /// The numbers that a query gives, each `?` of which is one of these values.
    fn numbers_of(&mut self, text: &str, values: &[i64]) -> Result<Vec<i64>> {
        let query = Cached(text, values);
        let rows: Vec<Number> = match self {
            Self::Sqlite(connection) => query.load(connection)?,
            Self::Postgres(connection) => query.load(connection)?,
        };
        Ok(rows.into_iter().map(|row| row.number).collect())
    }

    /// Runs a statement, each `?` of which is one of these values.
    fn run(&mut self, text: &str, values: &[i64]) -> Result<()> {
        let query = Cached(text, values);
        match self {
            Self::Sqlite(connection) => query.execute(connection)?,
            Self::Postgres(connection) => query.execute(connection)?,
        };
        Ok(())
    }

    /// Fetches everything and tells how many rows there were.
    fn rows(&mut self, by_hand: &ByHand) -> Result<usize> {
        let query = Cached(&by_hand.text, &[]);
        Ok(match (self, by_hand.kind) {
            (Self::Sqlite(connection), Kind::Counts) => query.load::<OwnerDue>(connection)?.len(),
            (Self::Postgres(connection), Kind::Counts) => query.load::<OwnerDue>(connection)?.len(),
            (Self::Sqlite(connection), _) => query.load::<SqliteCustomer>(connection)?.len(),
            (Self::Postgres(connection), _) => query.load::<PostgresCustomer>(connection)?.len(),
        })
    }
}

/// A text that is prepared once for each connection, and the values of its `?`; `diesel::sql_query` would prepare it every
/// time.
struct Cached<'a>(&'a str, &'a [i64]);

impl<DB: Backend> QueryFragment<DB> for Cached<'_>
where
    i64: ToSql<BigInt, DB>,
    DB: HasSqlType<BigInt>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut values = self.1.iter();
        for (index, part) in self.0.split('?').enumerate() {
            if index > 0
                && let Some(value) = values.next()
            {
                out.push_bind_param::<BigInt, _>(value)?;
            }
            out.push_sql(part);
        }
        Ok(())
    }
}

impl QueryId for Cached<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Cached<'_> {
    type SqlType = Untyped;
}

impl<C> RunQueryDsl<C> for Cached<'_> {}
