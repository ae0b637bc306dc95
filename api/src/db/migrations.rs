//! Brings a database to the schema of this binary.

use diesel::migration::Result;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Db;

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Applies what is missing and tells how many migrations that were.
///
/// # Errors
/// When a migration fails; each is a transaction of its own, so the ones before it stay.
pub fn migrate(db: &mut Db) -> Result<usize> {
    match db {
        Db::Sqlite(inner) => Ok(inner.run_pending_migrations(SQLITE)?.len()),
        Db::Postgres(inner) => {
            // Several processes may start at once; the others wait here and then find nothing to do.
            use diesel::{RunQueryDsl, sql_query};
            const LOCK: i64 = 0x67_7569_6b65;
            sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(inner)?;
            let applied = inner.run_pending_migrations(POSTGRES).map(|m| m.len());
            sql_query(format!("SELECT pg_advisory_unlock({LOCK})")).execute(inner)?;
            applied
        }
    }
}
