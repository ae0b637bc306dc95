//! Statements that throw away.

use diesel::prelude::*;

use crate::db::{
    At, Db, Dialect,
    schema::{owner_load, sign_in_failures},
    sql,
};

pub fn forget_failures(db: &mut Db, before: At) -> QueryResult<usize> {
    diesel::delete(sign_in_failures::table.filter(sign_in_failures::last_at.lt(before))).execute(db)
}

/// Days on which an owner has nobody due any more.
pub fn drop_empty_loads(db: &mut Db) -> QueryResult<usize> {
    diesel::delete(owner_load::table.filter(owner_load::customers.eq(0))).execute(db)
}

/// Tells the planner how the data is spread, where a table has grown much since it was told; PostgreSQL does that by itself.
pub fn tell_planner(db: &mut Db) -> QueryResult<()> {
    // All tables, each looked at in a few places only.
    const ALL: &str = "PRAGMA optimize = 0x10002";
    match db.dialect() {
        Dialect::Sqlite => sql::<()>(ALL).run(db).map(drop),
        Dialect::Postgres => Ok(()),
    }
}
