//! Queries about credentials, sessions and failures.

use diesel::prelude::*;

use crate::db::{
    At, Db, Instant, Portable,
    schema::{credentials, employees, refresh_tokens, sessions, settings, sign_in_failures},
    sql,
};
use crate::permissions::AsOf;

/// The secret that signs tokens; `fresh` is kept when there is none yet.
pub fn token_secret(db: &mut Db, fresh: &str) -> QueryResult<String> {
    diesel::update(settings::table.filter(settings::id.eq(1)).filter(settings::token_secret.is_null()))
        .set(settings::token_secret.eq(fresh))
        .execute(db)?;
    settings::table.find(1).select(settings::token_secret.assume_not_null()).first(db)
}

/// An account that someone tries to sign in to.
pub struct Account {
    pub employee_id: i64,
    pub password_hash: String,
    pub must_change: bool,
    pub active: bool,
    pub starts_at: Option<At>,
    pub ends_at: Option<At>,
}

/// The account with this user name or telephone number.
pub fn account(db: &mut Db, username: &str, phone: Option<&str>) -> QueryResult<Option<Account>> {
    type Row = (i64, String, bool, String, Option<At>, Option<At>);
    let found: Option<Row> = employees::table
        .inner_join(credentials::table.on(credentials::employee_id.eq(employees::id)))
        .filter(employees::username.eq(username).or(employees::phone.eq(phone.unwrap_or_default())))
        .select((
            employees::id,
            credentials::password_hash,
            credentials::must_change,
            employees::status,
            employees::starts_at,
            employees::ends_at,
        ))
        .first(db)
        .optional()?;
    Ok(found.map(|(employee_id, password_hash, must_change, status, starts_at, ends_at)| Account {
        employee_id,
        password_hash,
        must_change,
        active: status == "active",
        starts_at,
        ends_at,
    }))
}

pub fn credentials_of(db: &mut Db, employee: i64) -> QueryResult<(String, bool)> {
    credentials::table.find(employee).select((credentials::password_hash, credentials::must_change)).first(db)
}

pub fn employee_number(db: &mut Db, employee: i64) -> QueryResult<String> {
    employees::table.find(employee).select(employees::number).first(db)
}

pub fn put_credentials(db: &mut Db, employee: i64, hash: &str, must_change: bool, now: At) -> QueryResult<()> {
    Portable(
        diesel::insert_into(credentials::table)
            .values((
                credentials::employee_id.eq(employee),
                credentials::password_hash.eq(hash),
                credentials::must_change.eq(must_change),
                credentials::changed_at.eq(now),
            ))
            .on_conflict(credentials::employee_id)
            .do_update()
            .set((
                credentials::password_hash.eq(hash),
                credentials::must_change.eq(must_change),
                credentials::changed_at.eq(now),
            )),
    )
    .execute(db)
    .map(drop)
}

/// What is remembered of a subject's failures.
#[derive(Queryable)]
pub struct Failures {
    pub failures: i32,
    pub last_at: At,
    pub locked_until: Option<At>,
}

/// What is remembered of a subject, its row locked, so that of many attempts at once each counts.
pub fn lock_failures(db: &mut Db, subject: &str, now: At) -> QueryResult<Failures> {
    use diesel::sql_types::{Integer, Nullable};
    Portable(
        diesel::insert_into(sign_in_failures::table)
            .values((
                sign_in_failures::subject.eq(subject),
                sign_in_failures::failures.eq(0),
                sign_in_failures::last_at.eq(now),
            ))
            .on_conflict_do_nothing(),
    )
    .execute(db)?;
    let suffix = db.dialect().for_update();
    sql::<(Integer, Instant, Nullable<Instant>)>(format!(
        "SELECT failures, last_at, locked_until FROM sign_in_failures WHERE subject = $1{suffix}"
    ))
    .bind(subject)
    .get_result(db)
}

pub fn put_failures(db: &mut Db, subject: &str, failures: i32, now: At, until: Option<At>) -> QueryResult<()> {
    diesel::update(sign_in_failures::table.find(subject))
        .set((
            sign_in_failures::failures.eq(failures),
            sign_in_failures::last_at.eq(now),
            sign_in_failures::locked_until.eq(until),
        ))
        .execute(db)
        .map(drop)
}

pub fn forget_failures(db: &mut Db, subject: &str) -> QueryResult<()> {
    diesel::delete(sign_in_failures::table.find(subject)).execute(db).map(drop)
}

/// Takes back the count of an attempt that turned out to be no failure.
pub fn uncount_failure(db: &mut Db, subject: &str) -> QueryResult<()> {
    diesel::update(sign_in_failures::table.find(subject))
        .filter(sign_in_failures::failures.gt(0))
        .set(sign_in_failures::failures.eq(sign_in_failures::failures - 1))
        .execute(db)
        .map(drop)
}

/// A session as its table has it.
#[derive(Queryable, Insertable, Clone)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct SessionRow {
    pub id: i64,
    pub employee_id: i64,
    pub created_at: At,
    pub last_seen_at: At,
    pub expires_at: At,
    pub revoked_at: Option<At>,
    pub user_agent: String,
    pub ip: String,
}

pub fn insert_session(db: &mut Db, row: &SessionRow) -> QueryResult<()> {
    diesel::insert_into(sessions::table).values(row).execute(db).map(drop)
}

pub fn session(db: &mut Db, id: i64) -> QueryResult<SessionRow> {
    sessions::table.find(id).first(db)
}

/// What the directory must be as of, and until when the session stands; one round trip, as every request asks it.
pub fn standing(db: &mut Db, session: i64, employee: i64) -> QueryResult<Option<(AsOf, At, Option<At>)>> {
    use diesel::sql_types::{BigInt, Nullable};
    type Row = (i64, i64, At, Option<At>);
    sql::<(BigInt, BigInt, Instant, Nullable<Instant>)>(
        "SELECT v.version, d.stamp, s.expires_at, s.revoked_at FROM sessions s, access_version v, district_stamp d \
         WHERE s.id = $1 AND s.employee_id = $2",
    )
    .bind(session)
    .bind(employee)
    .get_result::<Row>(db)
    .optional()
    .map(|row| row.map(|(access, districts, until, revoked)| (AsOf { access, districts }, until, revoked)))
}

pub fn live_sessions(db: &mut Db, employee: i64, now: At) -> QueryResult<Vec<SessionRow>> {
    sessions::table
        .filter(sessions::employee_id.eq(employee))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .order(sessions::id.desc())
        .limit(200)
        .load(db)
}

pub fn touch_session(db: &mut Db, id: i64, now: At, expires_at: At) -> QueryResult<()> {
    diesel::update(sessions::table.find(id))
        .set((sessions::last_seen_at.eq(now), sessions::expires_at.eq(expires_at)))
        .execute(db)
        .map(drop)
}

/// Ends one session of an employee.
pub fn revoke_session(db: &mut Db, id: i64, employee: i64, now: At) -> QueryResult<usize> {
    diesel::update(sessions::table.filter(sessions::id.eq(id)).filter(sessions::employee_id.eq(employee)))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(now))
        .execute(db)
}

/// Ends every session of an employee.
pub fn revoke_sessions(db: &mut Db, employee: i64, now: At) -> QueryResult<usize> {
    diesel::update(sessions::table.filter(sessions::employee_id.eq(employee)))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(now))
        .execute(db)
}

pub fn insert_refresh_token(db: &mut Db, hash: &str, session: i64, now: At) -> QueryResult<()> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::hash.eq(hash),
            refresh_tokens::session_id.eq(session),
            refresh_tokens::created_at.eq(now),
        ))
        .execute(db)
        .map(drop)
}

/// The session of a refresh token, and when it was used.
pub fn refresh_token(db: &mut Db, hash: &str) -> QueryResult<Option<(i64, Option<At>)>> {
    let lock = db.dialect().for_update();
    use diesel::sql_types::{BigInt, Nullable};
    sql::<(BigInt, Nullable<Instant>)>(format!("SELECT session_id, used_at FROM refresh_tokens WHERE hash = $1{lock}"))
        .bind(hash)
        .get_result(db)
        .optional()
}

pub fn use_refresh_token(db: &mut Db, hash: &str, now: At) -> QueryResult<()> {
    diesel::update(refresh_tokens::table.find(hash)).set(refresh_tokens::used_at.eq(now)).execute(db).map(drop)
}
