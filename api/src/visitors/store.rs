//! Queries about visitors' sessions, and how often the public did something.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::visitors::IdentityProof;

use crate::db::{At, Code, Db, Dialect, id_list, sql};

pub fn insert_session(
    db: &mut Db,
    (id, token_hash): (i64, &str),
    (identity, widget): (i64, Option<i64>),
    created_at: At,
    expires_at: At,
) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO visitor_sessions (id, token_hash, identity_id, widget_id, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(token_hash)
    .bind(identity)
    .bind(widget)
    .bind(created_at)
    .bind(expires_at)
    .run(db)
}

/// Who somebody is: the identity, the customer and how that is known, the widget and its entrance while that is open.
#[derive(Queryable)]
pub struct VisitorRow {
    pub identity_id: i64,
    pub customer_id: Option<i64>,
    pub proof: Option<Code<IdentityProof>>,
    pub widget_id: Option<i64>,
    pub entrance: Option<String>,
}

pub fn visitor(db: &mut Db, token_hash: &str, now: At) -> QueryResult<Option<VisitorRow>> {
    sql::<(BigInt, Nullable<BigInt>, Nullable<Text>, Nullable<BigInt>, Nullable<Text>)>(
        "SELECT i.id, i.customer_id, i.proof, s.widget_id, w.entrance FROM visitor_sessions s \
         JOIN channel_identities i ON i.id = s.identity_id \
         LEFT JOIN widgets w ON w.id = s.widget_id AND w.status = 'open' \
         WHERE s.token_hash = $1 AND s.expires_at > $2",
    )
    .bind(token_hash)
    .bind(now)
    .get_result(db)
    .optional()
}

pub fn end_session(db: &mut Db, token_hash: &str) -> QueryResult<usize> {
    sql::<()>("DELETE FROM visitor_sessions WHERE token_hash = $1").bind(token_hash).run(db)
}

/// Throws sessions away that ended before.
///
/// # Errors
/// When the database fails.
pub fn forget_sessions(db: &mut Db, before: At) -> QueryResult<usize> {
    sql::<()>("DELETE FROM visitor_sessions WHERE expires_at < $1").bind(before).run(db)
}

/// Throws away browsers that came before and never sent anything, so many at once.
///
/// # Errors
/// When the database fails.
pub fn forget_nobodies(db: &mut Db, before: At, most: i64) -> QueryResult<usize> {
    let dialect = db.dialect();
    // Whoever is just sending something is somebody.
    let skip = if dialect == Dialect::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let nobodies: Vec<(i64,)> = sql::<(BigInt,)>(format!(
        "SELECT id FROM channel_identities WHERE channel = 'web' AND customer_id IS NULL AND created_at < $1 \
         ORDER BY created_at LIMIT $2 {skip}"
    ))
    .bind(before)
    .bind(most)
    .load(db)?;
    let ids = id_list(nobodies.into_iter().map(|row| row.0));
    let sessions = format!("DELETE FROM visitor_sessions WHERE {}", dialect.one_of("identity_id", "$1"));
    sql::<()>(sessions).bind(ids.as_str()).run(db)?;
    sql::<()>(format!("DELETE FROM channel_identities WHERE {}", dialect.one_of("id", "$1"))).bind(ids).run(db)
}

/// Counts a use and tells how many there are in the window now.
pub fn count_use(db: &mut Db, subject: &str, window: At) -> QueryResult<i32> {
    let found: (i32,) = sql::<(Integer,)>(
        "INSERT INTO public_uses (subject, window_at, uses) VALUES ($1, $2, 1) \
         ON CONFLICT (subject, window_at) DO UPDATE SET uses = public_uses.uses + 1 RETURNING uses",
    )
    .bind(subject)
    .bind(window)
    .get_result(db)?;
    Ok(found.0)
}

/// Throws counts away whose window began before.
///
/// # Errors
/// When the database fails.
pub fn forget_uses(db: &mut Db, before: At) -> QueryResult<usize> {
    sql::<()>("DELETE FROM public_uses WHERE window_at < $1").bind(before).run(db)
}
