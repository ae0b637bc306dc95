//! Queries about exports.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{
    Lang,
    codes::TextCode,
    exports::{ExportFailure, ExportFormat, ExportOf, ExportState},
};

use crate::db::{At, Code, Db, Dialect, Failure, Instant, Json, id_list, sql};

/// An export as its table has it.
#[derive(Queryable)]
pub struct ExportRow {
    pub id: i64,
    pub asker: i64,
    pub what: Json<ExportOf>,
    pub format: Code<ExportFormat>,
    pub lang: String,
    pub state: Code<ExportState>,
    pub written: i64,
    pub expected: Option<i64>,
    pub file_name: String,
    pub size: Option<i64>,
    pub sha256: Option<String>,
    pub reach: Option<String>,
    pub lease: Option<i64>,
    pub attempts: i64,
    pub failure: Option<Code<ExportFailure>>,
    pub created_at: At,
    pub started_at: Option<At>,
    pub finished_at: Option<At>,
    pub expires_at: Option<At>,
}

type Columns = (
    BigInt,
    BigInt,
    Text,
    Text,
    Text,
    Text,
    BigInt,
    Nullable<BigInt>,
    Text,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<Text>,
    Nullable<BigInt>,
    BigInt,
    Nullable<Text>,
    Instant,
    Nullable<Instant>,
    Nullable<Instant>,
    Nullable<Instant>,
);

const COLUMNS: &str = "id, asker_id, what, format, lang, state, written, expected, file_name, size, sha256, reach, lease, \
                       attempts, failure, created_at, started_at, finished_at, expires_at";

/// An export to be written down.
pub struct NewExport {
    pub id: i64,
    pub asker: i64,
    pub slot: i64,
    pub what: ExportOf,
    pub format: ExportFormat,
    pub lang: Lang,
    pub file_name: String,
    pub at: At,
}

const CHINESE: &str = "zh-CN";

/// The language of its word in the table.
pub fn lang_of(word: &str) -> Lang {
    if word == CHINESE { Lang::Zh } else { Lang::En }
}

pub fn insert(db: &mut Db, new: &NewExport) -> QueryResult<usize> {
    let what = Json::text(&new.what).map_err(|e| Failure::SerializationError(e.into()))?;
    sql::<()>(
        "INSERT INTO exports (id, asker_id, slot, what, format, lang, state, file_name, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)",
    )
    .bind(new.id)
    .bind(new.asker)
    .bind(new.slot)
    .bind(what)
    .bind(new.format.as_str())
    .bind(new.lang.pick(CHINESE, "en"))
    .bind(new.file_name.as_str())
    .bind(new.at)
    .run(db)
}

/// Which places of somebody's are taken.
pub fn slots(db: &mut Db, asker: i64) -> QueryResult<Vec<i64>> {
    let rows: Vec<(i64,)> =
        sql::<(BigInt,)>("SELECT slot FROM exports WHERE asker_id = $1 AND state IN ('waiting', 'running')")
            .bind(asker)
            .load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Somebody's with lesser ids, newest first.
pub fn page(db: &mut Db, asker: i64, before: Option<i64>, limit: i64) -> QueryResult<Vec<ExportRow>> {
    sql::<Columns>(format!("SELECT {COLUMNS} FROM exports WHERE asker_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"))
        .bind(asker)
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .load(db)
}

/// One of somebody's.
pub fn own(db: &mut Db, asker: i64, id: i64) -> QueryResult<Option<ExportRow>> {
    sql::<Columns>(format!("SELECT {COLUMNS} FROM exports WHERE id = $1 AND asker_id = $2"))
        .bind(id)
        .bind(asker)
        .get_result(db)
        .optional()
}

pub fn cancel(db: &mut Db, id: i64, at: At) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE exports SET state = 'cancelled', finished_at = $2, lease_until = NULL \
         WHERE id = $1 AND state IN ('waiting', 'running')",
    )
    .bind(id)
    .bind(at)
    .run(db)
}

/// The first that nobody writes at `now`; locked.
pub fn next(db: &mut Db, now: At) -> QueryResult<Option<i64>> {
    let lock = match db.dialect() {
        Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
        Dialect::Sqlite => "",
    };
    let found: Option<(i64,)> = sql::<(BigInt,)>(format!(
        "SELECT id FROM exports WHERE state IN ('waiting', 'running') AND (state = 'waiting' OR lease_until < $1) \
         ORDER BY id LIMIT 1{lock}"
    ))
    .bind(now)
    .get_result(db)
    .optional()?;
    Ok(found.map(|row| row.0))
}

/// Whether there is one that nobody writes at `now`.
pub fn is_any_due(db: &mut Db, now: At) -> QueryResult<bool> {
    let found: Option<(i64,)> = sql::<(BigInt,)>(
        "SELECT id FROM exports WHERE state IN ('waiting', 'running') AND (state = 'waiting' OR lease_until < $1) LIMIT 1",
    )
    .bind(now)
    .get_result(db)
    .optional()?;
    Ok(found.is_some())
}

/// Begins an attempt at a locked one, from its beginning.
pub fn take(db: &mut Db, id: i64, lease: i64, now: At, until: At) -> QueryResult<ExportRow> {
    sql::<()>(
        "UPDATE exports SET state = 'running', lease = $2, started_at = $3, lease_until = $4, attempts = attempts + 1, \
         written = 0, expected = NULL WHERE id = $1",
    )
    .bind(id)
    .bind(lease)
    .bind(now)
    .bind(until)
    .run(db)?;
    sql::<Columns>(format!("SELECT {COLUMNS} FROM exports WHERE id = $1")).bind(id).get_result(db)
}

/// Says how far it came and keeps others from it; touches nothing when the attempt is over.
pub fn beat(db: &mut Db, id: i64, lease: i64, written: i64, expected: Option<i64>, until: At) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE exports SET written = $3, expected = coalesce($4, expected), lease_until = $5 \
         WHERE id = $1 AND lease = $2 AND state = 'running'",
    )
    .bind(id)
    .bind(lease)
    .bind(written)
    .bind(expected)
    .bind(until)
    .run(db)
}

/// What became of an attempt that came to its end.
pub struct Sealed {
    pub written: i64,
    pub size: i64,
    pub sha256: String,
    pub reach: String,
    pub at: At,
    pub expires_at: At,
}

/// Touches nothing when the attempt is over.
pub fn finish(db: &mut Db, id: i64, lease: i64, sealed: &Sealed) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE exports SET state = 'done', written = $3, size = $4, sha256 = $5, reach = $6, finished_at = $7, \
         expires_at = $8, lease_until = NULL WHERE id = $1 AND lease = $2 AND state = 'running'",
    )
    .bind(id)
    .bind(lease)
    .bind(sealed.written)
    .bind(sealed.size)
    .bind(sealed.sha256.as_str())
    .bind(sealed.reach.as_str())
    .bind(sealed.at)
    .bind(sealed.expires_at)
    .run(db)
}

/// Lets the next attempt begin then; touches nothing when this one is over.
pub fn give_back(db: &mut Db, id: i64, lease: i64, then: At) -> QueryResult<usize> {
    sql::<()>("UPDATE exports SET lease_until = $3 WHERE id = $1 AND lease = $2 AND state = 'running'")
        .bind(id)
        .bind(lease)
        .bind(then)
        .run(db)
}

/// Touches nothing when the attempt is over.
pub fn fail(db: &mut Db, id: i64, lease: i64, why: ExportFailure, at: At) -> QueryResult<usize> {
    sql::<()>(
        "UPDATE exports SET state = 'failed', failure = $3, finished_at = $4, lease_until = NULL \
         WHERE id = $1 AND lease = $2 AND state = 'running'",
    )
    .bind(id)
    .bind(lease)
    .bind(why.as_str())
    .bind(at)
    .run(db)
}

/// Notes that the files of before `now` are gone.
pub fn expire(db: &mut Db, now: At) -> QueryResult<usize> {
    sql::<()>("UPDATE exports SET state = 'expired' WHERE state = 'done' AND expires_at < $1").bind(now).run(db)
}

/// Those of these whose files are needed, each with its attempt.
pub fn in_use(db: &mut Db, ids: &[i64]) -> QueryResult<Vec<(i64, i64)>> {
    let among = db.dialect().one_of("id", "$1");
    sql::<(BigInt, BigInt)>(format!("SELECT id, lease FROM exports WHERE {among} AND state IN ('running', 'done')"))
        .bind(id_list(ids.iter().copied()))
        .load(db)
}
