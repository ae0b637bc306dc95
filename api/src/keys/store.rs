//! Queries about keys.

use diesel::prelude::*;
use shared::keys::KeyKind;

use crate::db::{At, Code, Db, schema::api_keys};

/// A key as its table has it.
#[derive(Queryable, Insertable, Clone)]
#[diesel(table_name = api_keys, treat_none_as_default_value = false)]
pub struct KeyRow {
    pub id: i64,
    pub name: String,
    pub kind: Code<KeyKind>,
    pub prefix: String,
    pub secret_hash: String,
    pub created_at: At,
    pub last_used_at: Option<At>,
    pub revoked_at: Option<At>,
}

pub fn all(db: &mut Db) -> QueryResult<Vec<KeyRow>> {
    api_keys::table.order(api_keys::id.desc()).load(db)
}

pub fn insert(db: &mut Db, row: &KeyRow) -> QueryResult<()> {
    diesel::insert_into(api_keys::table).values(row).execute(db).map(drop)
}

pub fn by_id(db: &mut Db, id: i64) -> QueryResult<KeyRow> {
    api_keys::table.find(id).first(db)
}

pub fn live_by_hash(db: &mut Db, hash: &str, kind: KeyKind) -> QueryResult<Option<KeyRow>> {
    api_keys::table
        .filter(api_keys::secret_hash.eq(hash))
        .filter(api_keys::kind.eq(Code(kind)))
        .filter(api_keys::revoked_at.is_null())
        .first(db)
        .optional()
}

pub fn revoke(db: &mut Db, id: i64, now: At) -> QueryResult<usize> {
    diesel::update(api_keys::table.find(id))
        .filter(api_keys::revoked_at.is_null())
        .set(api_keys::revoked_at.eq(now))
        .execute(db)
}

/// Remembers the use, unless that was done less than a minute ago: the row must not become a hot spot.
pub fn touch(db: &mut Db, id: i64, now: At) -> QueryResult<()> {
    let long_ago = now.plus(chrono::TimeDelta::minutes(-1));
    diesel::update(api_keys::table.find(id))
        .filter(api_keys::last_used_at.is_null().or(api_keys::last_used_at.lt(long_ago)))
        .set(api_keys::last_used_at.eq(now))
        .execute(db)
        .map(drop)
}
