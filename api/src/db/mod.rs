//! The two databases behind one type: connections, dialect, schema, ids, transactions.
//!
//! `diesel` is known here and in the rooms' `store`s only.

mod conditions;
mod connection;
mod dialect;
mod ids;
mod instant;
mod migrations;
mod pool;
#[expect(missing_docs, reason = "tables and columns are documented where they are made, in migrations/")]
pub mod schema;
mod sql;
mod values;
mod writer;

pub use conditions::Conditions;
pub(crate) use connection::each;
pub use connection::{Db, Portable};
pub use dialect::Dialect;
pub use ids::{Block, backdated_id, first_id_at, made_at, next_id, reserve_ids};
pub use instant::{At, Instant};
pub use migrations::migrate;
pub use pool::{AsFailure, Changes, Database, Pooled, shorten_log};
pub use sql::{Bind, Sql, id_list, sql};
pub use values::{Code, Json};
pub use writer::{Share, Writer};

pub use diesel::result::Error as Failure;

/// Whether the failure is a broken unique constraint.
pub fn is_unique_violation(failure: &Failure) -> bool {
    matches!(failure, Failure::DatabaseError(diesel::result::DatabaseErrorKind::UniqueViolation, _))
}
