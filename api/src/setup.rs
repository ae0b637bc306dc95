//! Opens the database of a process.

use crate::{config::Config, db::Database, permissions};

/// Opens the database, brings its schema up to date and makes what the product comes with.
///
/// # Errors
/// When it cannot be opened or a migration fails.
pub fn open(config: &Config) -> anyhow::Result<Database> {
    let database = Database::open(&config.database_url(), config.reader_count())?;
    database.write(permissions::seed_built_in_roles)?;
    Ok(database)
}
