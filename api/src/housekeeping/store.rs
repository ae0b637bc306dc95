//! Statements that throw away.

use diesel::prelude::*;

use crate::db::{
    At, Db,
    schema::{owner_load, sign_in_failures},
};

pub fn forget_failures(db: &mut Db, before: At) -> QueryResult<usize> {
    diesel::delete(sign_in_failures::table.filter(sign_in_failures::last_at.lt(before))).execute(db)
}

/// Days on which an owner has nobody due any more.
pub fn drop_empty_loads(db: &mut Db) -> QueryResult<usize> {
    diesel::delete(owner_load::table.filter(owner_load::customers.eq(0))).execute(db)
}
