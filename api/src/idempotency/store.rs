//! Queries about idempotency keys.

use diesel::prelude::*;

use crate::db::{At, Db, Portable, schema::idempotency_keys as keys};

/// Takes the key for this transaction; false when it was used before.
pub fn claim(db: &mut Db, caller: &str, key: &str, fingerprint: &str, now: At) -> QueryResult<bool> {
    Portable(
        diesel::insert_into(keys::table)
            .values((
                keys::caller.eq(caller),
                keys::key.eq(key),
                keys::fingerprint.eq(fingerprint),
                keys::answer.eq(""),
                keys::created_at.eq(now),
            ))
            .on_conflict_do_nothing(),
    )
    .execute(db)
    .map(|n| n == 1)
}

pub fn keep_answer(db: &mut Db, caller: &str, key: &str, answer: &str) -> QueryResult<()> {
    diesel::update(keys::table.find((caller, key))).set(keys::answer.eq(answer)).execute(db).map(drop)
}

pub fn find(db: &mut Db, caller: &str, key: &str) -> QueryResult<(String, String)> {
    keys::table.find((caller, key)).select((keys::fingerprint, keys::answer)).first(db)
}

/// Forgets keys of before `before`.
pub fn forget(db: &mut Db, before: At) -> QueryResult<usize> {
    diesel::delete(keys::table.filter(keys::created_at.lt(before))).execute(db)
}
