//! Statements that change customers, and reads of what their page shows beyond the row.

use diesel::{
    prelude::*,
    result::DatabaseErrorKind,
    sql_types::{BigInt, Nullable, Text},
};
use shared::{
    codes::TextCode,
    customers::{CustomerStatus, Level},
    settings::FollowUpThresholds,
    timeline::OwnershipReason,
};

use crate::{
    db::{
        At, Code, Db, Dialect, Failure, Instant, Portable, id_list,
        schema::{customers, ownerships},
        sql,
    },
    permissions::{CustomerReview, Granted, Reach},
};

/// A customer to be.
#[derive(Insertable, Clone)]
#[diesel(table_name = customers, treat_none_as_default_value = false)]
pub struct NewCustomer {
    pub id: i64,
    pub phone: String,
    pub phone_tail: String,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub company: String,
    pub source: String,
    pub address: String,
    pub attributes: String,
    pub level: Code<Level>,
    pub status: Code<CustomerStatus>,
    pub registered_at: At,
    pub version: i64,
}

/// Inserts a customer unless the phone is known; tells whether it did.
pub fn insert_new(db: &mut Db, row: &NewCustomer) -> QueryResult<bool> {
    Portable(diesel::insert_into(customers::table).values(row).on_conflict(customers::phone).do_nothing())
        .execute(db)
        .map(|n| n == 1)
}

/// The customer with this id, or the one whom they are part of.
pub fn current(db: &mut Db, id: i64) -> QueryResult<Option<i64>> {
    sql::<(BigInt,)>("SELECT coalesce(merged_into, id) FROM customers WHERE id = $1")
        .bind(id)
        .get_result::<(i64,)>(db)
        .optional()
        .map(|row| row.map(|row| row.0))
}

/// The customer with this phone, or the one whom they are part of: id, status.
pub fn by_phone(db: &mut Db, phone: &str) -> QueryResult<(i64, Code<CustomerStatus>)> {
    sql::<(BigInt, Text)>(
        "SELECT k.id, k.status FROM customers c JOIN customers k ON k.id = coalesce(c.merged_into, c.id) WHERE c.phone = $1",
    )
    .bind(phone)
    .get_result(db)
}

/// Locks those of these customers who wait for review, in the order of their ids: id, name.
pub fn lock_pending(db: &mut Db, _: Granted<CustomerReview>, ids: &[i64]) -> QueryResult<Vec<(i64, String)>> {
    let dialect = db.dialect();
    let (among, suffix) = (dialect.one_of("id", "$1"), dialect.for_update());
    sql::<(BigInt, Text)>(format!(
        "SELECT id, name FROM customers WHERE {among} AND status = 'pending' ORDER BY id{suffix}"
    ))
    .bind(id_list(ids.iter().copied()))
    .load(db)
}

/// What a review decided beside the district.
pub struct Reviewed {
    pub at: At,
    pub by: Option<i64>,
    pub level: Option<Level>,
}

/// Puts approved customers into a district, where they wait for an owner.
pub fn set_district(db: &mut Db, ids: &[i64], district: i64, reviewed: &Reviewed) -> QueryResult<usize> {
    let among = db.dialect().one_of("id", "$1");
    let level = reviewed.level.map_or(String::new(), |l| format!(", level = '{}'", l.as_str()));
    sql::<()>(format!(
        "UPDATE customers SET status = 'queued', district_id = $2, reviewed_at = $3, reviewed_by = $4, \
         version = version + 1{level} WHERE {among}"
    ))
    .bind(id_list(ids.iter().copied()))
    .bind(district)
    .bind(reviewed.at)
    .bind(reviewed.by)
    .run(db)
}

pub fn reject(db: &mut Db, id: i64, reason: &str, at: At, by: Option<i64>) -> QueryResult<usize> {
    diesel::update(customers::table.find(id))
        .set((
            customers::status.eq(CustomerStatus::Rejected.as_str()),
            customers::reject_reason.eq(reason),
            customers::reviewed_at.eq(at),
            customers::reviewed_by.eq(by),
            customers::version.eq(customers::version + 1),
        ))
        .execute(db)
}

/// A customer whose row is locked for a change.
#[derive(Queryable)]
pub struct Locked {
    /// Who it is: of somebody who is part of another customer, that one.
    pub id: i64,
    pub level: Code<Level>,
    pub name: String,
    pub company: String,
    pub address: String,
}

/// Locks a customer, or the one whom they are part of, if they are in reach, and gives the owner.
pub fn lock(db: &mut Db, reach: &Reach, id: i64) -> QueryResult<Option<(Locked, Option<i64>)>> {
    let suffix = db.dialect().for_update();
    let found: Option<(Locked, Option<i64>)> = sql::<((BigInt, Text, Text, Text, Text), Nullable<BigInt>)>(format!(
        "SELECT c.id, c.level, c.name, c.company, c.address, c.merged_into FROM customers c \
             WHERE c.id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = $1){suffix}"
    ))
    .bind(id)
    .get_result(db)
    .optional()?;
    let Some((found, merged)) = found else { return Ok(None) };
    if merged.is_some() {
        return Err(merged_meanwhile());
    }
    let owner: Option<(i64,)> =
        sql::<(BigInt,)>(format!("SELECT owner_id FROM ownerships WHERE customer_id = $1{suffix}"))
            .bind(found.id)
            .get_result(db)
            .optional()?;
    let owner = owner.map(|row| row.0);
    Ok(reach.covers(owner).then_some((found, owner)))
}

/// The customer became part of another one while this transaction waited for them: it is tried again, and finds that one.
fn merged_meanwhile() -> Failure {
    Failure::DatabaseError(DatabaseErrorKind::SerializationFailure, Box::new("merged meanwhile".to_owned()))
}

/// Those who are part of a customer, the latest registration first: id, name, phone, company.
pub fn also_known(db: &mut Db, id: i64) -> QueryResult<Vec<(i64, String, String, String)>> {
    sql::<(BigInt, Text, Text, Text)>(
        "SELECT id, name, phone, company FROM customers WHERE merged_into = $1 ORDER BY id DESC LIMIT 20",
    )
    .bind(id)
    .load(db)
}

/// The facts that may be edited.
pub struct Facts<'a> {
    pub name: &'a str,
    pub pinyin: &'a str,
    pub initials: &'a str,
    pub company: &'a str,
    pub address: &'a str,
    pub level: Level,
}

pub fn update_facts(db: &mut Db, id: i64, version: i64, facts: &Facts<'_>) -> QueryResult<usize> {
    diesel::update(customers::table.filter(customers::id.eq(id)).filter(customers::version.eq(version)))
        .set((
            customers::name.eq(facts.name),
            customers::pinyin.eq(facts.pinyin),
            customers::initials.eq(facts.initials),
            customers::company.eq(facts.company),
            customers::address.eq(facts.address),
            customers::level.eq(facts.level.as_str()),
            customers::version.eq(version.saturating_add(1)),
        ))
        .execute(db)
}

/// Notes a follow-up: since when nobody follows up, and until when someone must. Who has no owner has no due day.
pub fn set_follow_up(db: &mut Db, id: i64, at: At, idle_since: i32, due_on: i32) -> QueryResult<usize> {
    diesel::update(customers::table.find(id)).set(customers::last_follow_up_at.eq(at)).execute(db)?;
    diesel::update(ownerships::table.find(id))
        .set((ownerships::idle_since.eq(idle_since), ownerships::due_on.eq(due_on)))
        .execute(db)
}

/// Works the due day out anew for a customer whose level changed.
pub fn set_days(db: &mut Db, id: i64, days: i32) -> QueryResult<usize> {
    diesel::update(ownerships::table.find(id)).set(ownerships::due_on.eq(ownerships::idle_since + days)).execute(db)
}

/// What the page shows beyond the row.
#[derive(Queryable)]
pub struct Extra {
    pub address: String,
    pub attributes: String,
    pub reviewed_by: Option<i64>,
    pub reviewed_at: Option<At>,
    pub reject_reason: Option<String>,
}

pub fn extra(db: &mut Db, id: i64) -> QueryResult<Extra> {
    customers::table
        .find(id)
        .select((
            customers::address,
            customers::attributes,
            customers::reviewed_by,
            customers::reviewed_at,
            customers::reject_reason,
        ))
        .first(db)
}

/// The addresses and attributes of these customers: id, address, attributes.
pub fn attributes_of(db: &mut Db, ids: &[i64]) -> QueryResult<Vec<(i64, String, String)>> {
    let among = db.dialect().one_of("id", "$1");
    sql::<(BigInt, Text, Text)>(format!("SELECT id, address, attributes FROM customers WHERE {among}"))
        .bind(id_list(ids.iter().copied()))
        .load(db)
}

/// An ownership, present or past: id, owner, from, to, reason, by whom.
pub type Period = (i64, i64, At, Option<At>, Code<OwnershipReason>, Option<i64>);

/// Who owns a customer and who did, newest first.
pub fn periods(db: &mut Db, customer: i64) -> QueryResult<Vec<Period>> {
    type Row = (BigInt, BigInt, Instant, Nullable<Instant>, Text, Nullable<BigInt>);
    let open = match db.dialect() {
        Dialect::Sqlite => "NULL",
        Dialect::Postgres => "CAST(NULL AS TIMESTAMPTZ)",
    };
    sql::<Row>(format!(
        "SELECT change_id AS id, owner_id, since AS from_at, {open} AS to_at, reason, by_id FROM ownerships \
         WHERE customer_id = $1 UNION ALL SELECT id, owner_id, from_at, to_at, reason, by_id FROM ownership_periods \
         WHERE customer_id = $1 ORDER BY from_at DESC, id DESC"
    ))
    .bind(customer)
    .load(db)
}

/// How many customers have no owner.
pub fn unowned(db: &mut Db) -> QueryResult<i64> {
    sql::<(BigInt,)>("SELECT count(*) FROM customers WHERE status <> 'owned' AND status <> 'merged'")
        .get_result::<(i64,)>(db)
        .map(|row| row.0)
}

/// Works the due days of these levels out anew.
pub fn reschedule(db: &mut Db, levels: &[Level], days: FollowUpThresholds) -> QueryResult<usize> {
    let mut touched = 0;
    for level in levels {
        touched += sql::<()>(
            "UPDATE ownerships SET due_on = idle_since + $1 WHERE customer_id IN (SELECT id FROM customers WHERE level = $2)",
        )
        .bind(i32::try_from(days.days(*level)).unwrap_or(i32::MAX))
        .bind(level.as_str())
        .run(db)?;
    }
    Ok(touched)
}
