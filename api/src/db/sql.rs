//! Statements written in SQL: for sets of rows and hot queries, where the text itself is the thing to read.
//!
//! Parameters are `$1`, `$2`, ... on both databases, and each may appear several times. Unlike `diesel::sql_query`, the
//! prepared statement is kept.

use std::{borrow::Cow, marker::PhantomData};

use diesel::{
    backend::Backend,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{BigInt, HasSqlType, Integer, Nullable, Text, Untyped},
};

use super::{At, Db, Instant};

/// A value for a parameter.
#[derive(Debug, Clone)]
pub enum Bind {
    /// A 64-bit number or an id.
    Big(i64),
    /// A 64-bit number, an id, or nothing.
    OptBig(Option<i64>),
    /// A 32-bit number.
    Int(i32),
    /// A text.
    Text(String),
    /// A text or nothing.
    OptText(Option<String>),
    /// A point in time.
    At(At),
}

impl From<i64> for Bind {
    fn from(value: i64) -> Self {
        Self::Big(value)
    }
}
impl From<Option<i64>> for Bind {
    fn from(value: Option<i64>) -> Self {
        Self::OptBig(value)
    }
}
impl From<i32> for Bind {
    fn from(value: i32) -> Self {
        Self::Int(value)
    }
}
impl From<String> for Bind {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<&str> for Bind {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<Option<String>> for Bind {
    fn from(value: Option<String>) -> Self {
        Self::OptText(value)
    }
}
impl From<At> for Bind {
    fn from(value: At) -> Self {
        Self::At(value)
    }
}
impl<T> From<shared::Id<T>> for Bind {
    fn from(value: shared::Id<T>) -> Self {
        Self::Big(value.raw())
    }
}

/// A statement whose rows have the SQL types `T`.
pub struct Sql<T = Untyped> {
    text: Cow<'static, str>,
    binds: Vec<Bind>,
    of: PhantomData<T>,
}

/// A statement in SQL.
pub fn sql<T>(text: impl Into<Cow<'static, str>>) -> Sql<T> {
    Sql { text: text.into(), binds: Vec::new(), of: PhantomData }
}

impl<T: 'static> Sql<T> {
    /// Gives the next parameter its value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Bind>) -> Self {
        self.binds.push(value.into());
        self
    }

    /// Gives the next parameters their values.
    #[must_use]
    pub fn binds(mut self, values: impl IntoIterator<Item = Bind>) -> Self {
        self.binds.extend(values);
        self
    }

    /// Runs a statement that gives no rows, and tells how many it touched.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub fn run(self, db: &mut Db) -> QueryResult<usize> {
        self.execute(db)
    }
}

impl<T: 'static> QueryId for Sql<T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T> Query for Sql<T> {
    type SqlType = T;
}

impl<T> RunQueryDsl<Db> for Sql<T> {}
impl<T> RunQueryDsl<SqliteConnection> for Sql<T> {}
impl<T> RunQueryDsl<PgConnection> for Sql<T> {}

impl<T, B> QueryFragment<B> for Sql<T>
where
    B: Backend + HasSqlType<Instant> + HasSqlType<BigInt> + HasSqlType<Integer> + HasSqlType<Text>,
    i64: ToSql<BigInt, B>,
    i32: ToSql<Integer, B>,
    String: ToSql<Text, B>,
    At: ToSql<Instant, B>,
    Option<i64>: ToSql<Nullable<BigInt>, B>,
    Option<String>: ToSql<Nullable<Text>, B>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, B>) -> QueryResult<()> {
        let mut rest: &str = &self.text;
        // A `$` without a number belongs to a path into JSON.
        while let Some(dollar) = rest.match_indices('$').map(|(at, _)| at).find(|at| is_digit(rest, at + 1)) {
            let (before, from) = rest.split_at(dollar);
            let digits = from[1..].bytes().take_while(u8::is_ascii_digit).count();
            let number: usize = from[1..=digits].parse().map_err(|_| unbound(&self.text))?;
            pass.push_sql(before);
            match self.binds.get(number.wrapping_sub(1)).ok_or_else(|| unbound(&self.text))? {
                Bind::Big(v) => pass.push_bind_param::<BigInt, _>(v)?,
                Bind::OptBig(v) => pass.push_bind_param::<Nullable<BigInt>, _>(v)?,
                Bind::Int(v) => pass.push_bind_param::<Integer, _>(v)?,
                Bind::Text(v) => pass.push_bind_param::<Text, _>(v)?,
                Bind::OptText(v) => pass.push_bind_param::<Nullable<Text>, _>(v)?,
                Bind::At(v) => pass.push_bind_param::<Instant, _>(v)?,
            }
            rest = &from[1 + digits..];
        }
        pass.push_sql(rest);
        Ok(())
    }
}

fn is_digit(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

fn unbound(text: &str) -> diesel::result::Error {
    diesel::result::Error::QueryBuilderError(format!("a parameter has no value: {text}").into())
}

/// Ids as the text that [`super::Dialect::one_of`] and [`super::Dialect::id_table`] take.
pub fn id_list(ids: impl IntoIterator<Item = i64>) -> String {
    let mut text = String::new();
    for id in ids {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&id.to_string());
    }
    text
}
