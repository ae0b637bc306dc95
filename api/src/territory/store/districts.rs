//! Queries about districts and holdings.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::territory::{DistrictQuery, DistrictStatus};

use crate::db::{
    At, Bind, Code, Conditions, Db, Instant, id_list, next_id,
    schema::{cities, district_holdings, district_stamp, districts},
    sql,
};

/// A district with the names above it and its agent.
#[derive(Queryable)]
pub struct DistrictRow {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub county: String,
    pub city_id: i64,
    pub city: String,
    pub province: String,
    pub status: Code<DistrictStatus>,
    pub version: i64,
    pub agent_id: Option<i64>,
    pub held_since: Option<At>,
}

type DistrictTypes = (BigInt, Text, Text, Text, BigInt, Text, Text, Text, BigInt, Nullable<BigInt>, Nullable<Instant>);

fn select_districts(db: &mut Db, join: &str, tail: &str, binds: Vec<Bind>) -> QueryResult<Vec<DistrictRow>> {
    sql::<DistrictTypes>(format!(
        "SELECT d.id, d.code, d.name, d.county, d.city_id, c.name, p.name, d.status, d.version, h.agent_id, h.from_at \
         FROM districts d JOIN cities c ON c.id = d.city_id JOIN provinces p ON p.id = c.province_id \
         {join} JOIN district_holdings h ON h.district_id = d.id AND h.to_at IS NULL {tail}"
    ))
    .binds(binds)
    .load(db)
}

/// Districts by code, after the code `after`.
pub fn districts(
    db: &mut Db,
    query: &DistrictQuery,
    after: Option<String>,
    limit: i64,
) -> QueryResult<Vec<DistrictRow>> {
    let mut conditions = Conditions::default()
        .and("d.search LIKE ? ESCAPE '\\'", query.q.as_deref().map(crate::names::like_pattern))
        .and("c.province_id = ?", query.province)
        .and("d.city_id = ?", query.city)
        .and("h.agent_id = ?", query.agent)
        .and("d.status = ?", query.status.map(|status| status.to_string()))
        .and("d.code > ?", after);
    conditions = match query.held {
        // Not by the join, lest the database begin with all holdings and sort them for every page.
        Some(true) => conditions
            .and_also("EXISTS (SELECT 1 FROM district_holdings o WHERE o.district_id = d.id AND o.to_at IS NULL)"),
        Some(false) => conditions.and_also("h.id IS NULL"),
        None => conditions,
    };
    // An inner join for an agent, so that the database may begin with their few.
    let join = if query.agent.is_some() { "" } else { "LEFT" };
    let limit = conditions.parameter(limit);
    let tail = format!("WHERE {} ORDER BY d.code LIMIT {limit}", conditions.sql());
    select_districts(db, join, &tail, conditions.into_binds())
}

pub fn district(db: &mut Db, id: i64) -> QueryResult<DistrictRow> {
    select_districts(db, "LEFT", "WHERE d.id = $1", vec![id.into()])?.pop().ok_or(diesel::result::Error::NotFound)
}

/// These districts.
pub fn districts_with_ids(db: &mut Db, ids: &[i64]) -> QueryResult<Vec<DistrictRow>> {
    let tail = format!("WHERE {}", db.dialect().one_of("d.id", "$1"));
    select_districts(db, "LEFT", &tail, vec![id_list(ids.iter().copied()).into()])
}

/// Whether a district takes customers, and its name.
pub fn status(db: &mut Db, id: i64) -> QueryResult<Option<(DistrictStatus, String)>> {
    let found: Option<(Code<DistrictStatus>, String)> =
        districts::table.find(id).select((districts::status, districts::name)).first(db).optional()?;
    Ok(found.map(|(status, name)| (status.0, name)))
}

/// The province and the city of a district.
pub fn place_of(db: &mut Db, id: i64) -> QueryResult<Option<(i64, i64)>> {
    districts::table
        .inner_join(cities::table.on(cities::id.eq(districts::city_id)))
        .filter(districts::id.eq(id))
        .select((cities::province_id, cities::id))
        .first(db)
        .optional()
}

/// Who has this code.
pub fn by_code(db: &mut Db, code: &str) -> QueryResult<Option<i64>> {
    districts::table.filter(districts::code.eq(code)).select(districts::id).first(db).optional()
}

/// What is said about a district, in the form in which it is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facts {
    pub code: String,
    pub name: String,
    pub county: String,
    pub city_id: i64,
    pub search: String,
}

pub fn insert_district(db: &mut Db, id: i64, facts: &Facts, now: At) -> QueryResult<()> {
    diesel::insert_into(districts::table)
        .values((
            districts::id.eq(id),
            districts::code.eq(&facts.code),
            districts::name.eq(&facts.name),
            districts::county.eq(&facts.county),
            districts::city_id.eq(facts.city_id),
            districts::status.eq(Code(DistrictStatus::Open)),
            districts::search.eq(&facts.search),
            districts::version.eq(1_i64),
            districts::created_at.eq(now),
        ))
        .execute(db)
        .map(drop)
}

pub fn update_district(
    db: &mut Db,
    id: i64,
    version: i64,
    facts: &Facts,
    status: DistrictStatus,
) -> QueryResult<usize> {
    diesel::update(districts::table.filter(districts::id.eq(id)).filter(districts::version.eq(version)))
        .set((
            districts::code.eq(&facts.code),
            districts::name.eq(&facts.name),
            districts::county.eq(&facts.county),
            districts::city_id.eq(facts.city_id),
            districts::status.eq(Code(status)),
            districts::search.eq(&facts.search),
            districts::version.eq(version.saturating_add(1)),
        ))
        .execute(db)
}

/// A holding as its table has it.
#[derive(Queryable)]
pub struct HoldingRow {
    pub id: i64,
    pub agent_id: i64,
    pub from_at: At,
    pub to_at: Option<At>,
    pub by_id: Option<i64>,
    pub reason: String,
}

/// Who held a district, the last one first.
pub fn holdings(db: &mut Db, district: i64) -> QueryResult<Vec<HoldingRow>> {
    district_holdings::table
        .filter(district_holdings::district_id.eq(district))
        .order((district_holdings::from_at.desc(), district_holdings::id.desc()))
        .select((
            district_holdings::id,
            district_holdings::agent_id,
            district_holdings::from_at,
            district_holdings::to_at,
            district_holdings::by_id,
            district_holdings::reason,
        ))
        .load(db)
}

/// The number that changes with the districts.
pub fn stamp(db: &mut Db) -> QueryResult<i64> {
    district_stamp::table.find(1).select(district_stamp::stamp).first(db)
}

/// Tells every process that districts change. On PostgreSQL the row also makes such changes wait for each other.
pub fn change_stamp(db: &mut Db) -> QueryResult<()> {
    let stamp = next_id::<shared::ids::kinds::District>().raw();
    diesel::update(district_stamp::table.find(1)).set(district_stamp::stamp.eq(stamp)).execute(db).map(drop)
}

/// A district with the names by which addresses call it.
#[derive(Queryable)]
pub struct NamedRow {
    pub id: i64,
    pub name: String,
    pub province: String,
    pub city: String,
    pub county: String,
}

/// Every open district, by code.
pub fn named_districts(db: &mut Db, open_only: bool) -> QueryResult<Vec<NamedRow>> {
    let which = if open_only { "d.status = 'open'" } else { "TRUE" };
    sql::<(BigInt, Text, Text, Text, Text)>(format!(
        "SELECT d.id, d.name, p.name, c.name, d.county FROM districts d JOIN cities c ON c.id = d.city_id \
         JOIN provinces p ON p.id = c.province_id WHERE {which} ORDER BY d.code"
    ))
    .load(db)
}
