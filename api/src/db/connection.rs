//! One connection type over both databases, and what makes statements portable between them.

use diesel::{
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
};

use super::Dialect;

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// PostgreSQL 15 or newer.
    Postgres(PgConnection),
    /// A SQLite file.
    Sqlite(SqliteConnection),
}

impl Db {
    /// Which database this is.
    pub const fn dialect(&self) -> Dialect {
        match self {
            Self::Postgres(_) => Dialect::Postgres,
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }
}

/// Lifts a statement that both databases understand, but the common backend does not know, such as ON CONFLICT.
#[derive(QueryId)]
pub struct Portable<Q>(pub Q);

impl<Q> QueryFragment<MultiBackend> for Portable<Q>
where
    Q: QueryFragment<diesel::pg::Pg> + QueryFragment<diesel::sqlite::Sqlite>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(&self.0, pass)
    }
}
impl<Q> RunQueryDsl<Db> for Portable<Q> {}
impl<Q: Query> Query for Portable<Q> {
    type SqlType = Q::SqlType;
}

/// Runs the same expression on the connection inside: for batch inserts, which the common backend does not know.
macro_rules! each {
    ($db:expr, |$inner:ident| $body:expr) => {
        match $db {
            $crate::db::Db::Postgres($inner) => $body,
            $crate::db::Db::Sqlite($inner) => $body,
        }
    };
}
pub(crate) use each;
