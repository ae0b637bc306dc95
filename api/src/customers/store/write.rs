//! Statements that change customers, and reads of what their page shows beyond the row.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::{
    codes::TextCode,
    customers::{CustomerStatus, Level},
    settings::FollowUpThresholds,
    timeline::OwnershipReason,
};

use crate::{
    db::{
        At, Code, Db, Portable, id_list,
        schema::{customers, ownership_periods},
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

pub fn by_phone(db: &mut Db, phone: &str) -> QueryResult<(i64, Code<CustomerStatus>)> {
    customers::table.filter(customers::phone.eq(phone)).select((customers::id, customers::status)).first(db)
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
    pub owner_id: Option<i64>,
    pub level: Code<Level>,
    pub idle_since: Option<i32>,
    pub name: String,
    pub company: String,
    pub address: String,
}

/// Locks a customer if they are in reach.
pub fn lock(db: &mut Db, reach: &Reach, id: i64) -> QueryResult<Option<Locked>> {
    let suffix = db.dialect().for_update();
    let found: Option<Locked> = sql::<(Nullable<BigInt>, Text, Nullable<Integer>, Text, Text, Text)>(format!(
        "SELECT owner_id, level, idle_since, name, company, address FROM customers WHERE id = $1{suffix}"
    ))
    .bind(id)
    .get_result(db)
    .optional()?;
    Ok(found.filter(|row| reach.covers(row.owner_id)))
}

/// The facts that may be edited.
pub struct Facts<'a> {
    pub name: &'a str,
    pub pinyin: &'a str,
    pub initials: &'a str,
    pub company: &'a str,
    pub address: &'a str,
    pub level: Level,
    pub due_on: Option<i32>,
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
            customers::due_on.eq(facts.due_on),
            customers::version.eq(version + 1),
        ))
        .execute(db)
}

/// Notes a follow-up. Who has no owner has no due day either.
pub fn set_follow_up(db: &mut Db, id: i64, at: At, days: Option<(i32, i32)>) -> QueryResult<usize> {
    let target = diesel::update(customers::table.find(id));
    match days {
        Some((today, due)) => target
            .set((customers::last_follow_up_at.eq(at), customers::idle_since.eq(today), customers::due_on.eq(due)))
            .execute(db),
        None => target.set(customers::last_follow_up_at.eq(at)).execute(db),
    }
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

/// An ownership period as its table has it.
pub type Period = (i64, i64, At, Option<At>, Code<OwnershipReason>, Option<i64>);

/// The ownership periods of a customer, newest first.
pub fn periods(db: &mut Db, customer: i64) -> QueryResult<Vec<Period>> {
    ownership_periods::table
        .filter(ownership_periods::customer_id.eq(customer))
        .order((ownership_periods::from_at.desc(), ownership_periods::id.desc()))
        .select((
            ownership_periods::id,
            ownership_periods::owner_id,
            ownership_periods::from_at,
            ownership_periods::to_at,
            ownership_periods::reason,
            ownership_periods::by_id,
        ))
        .load(db)
}

/// How many customers have no owner.
pub fn unowned(db: &mut Db) -> QueryResult<i64> {
    sql::<(BigInt,)>("SELECT count(*) FROM customers WHERE status <> 'owned'").get_result::<(i64,)>(db).map(|row| row.0)
}

/// Works the due days of these levels out anew.
pub fn reschedule(db: &mut Db, levels: &[Level], days: FollowUpThresholds) -> QueryResult<usize> {
    let mut touched = 0;
    for level in levels {
        touched +=
            sql::<()>("UPDATE customers SET due_on = idle_since + $1 WHERE level = $2 AND idle_since IS NOT NULL")
                .bind(i32::try_from(days.days(*level)).unwrap_or(i32::MAX))
                .bind(level.as_str())
                .run(db)?;
    }
    Ok(touched)
}
