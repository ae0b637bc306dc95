//! Queries about provinces and cities.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};

use crate::db::{
    Conditions, Db, each,
    schema::{cities, provinces},
    sql,
};

/// A province as its table has it.
#[derive(Queryable, Insertable, Clone)]
#[diesel(table_name = provinces)]
pub struct ProvinceRow {
    pub id: i64,
    pub code: String,
    pub name: String,
}

/// A city as its table has it.
#[derive(Queryable, Insertable, Clone)]
#[diesel(table_name = cities)]
pub struct CityRow {
    pub id: i64,
    pub province_id: i64,
    pub code: String,
    pub name: String,
}

/// A city with how many open districts it has, and how many of them have an agent.
#[derive(Queryable)]
pub struct CityCountRow {
    pub id: i64,
    pub province_id: i64,
    pub code: String,
    pub name: String,
    pub districts: i64,
    pub held: i64,
}

pub fn provinces(db: &mut Db) -> QueryResult<Vec<ProvinceRow>> {
    provinces::table.order(provinces::code).load(db)
}

pub fn province_exists(db: &mut Db, id: i64) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(provinces::table.find(id))).get_result(db)
}

pub fn insert_provinces(db: &mut Db, rows: &[ProvinceRow]) -> QueryResult<()> {
    each!(db, |db| diesel::insert_into(provinces::table).values(rows).execute(db)).map(drop)
}

/// Every city by code, without counts.
pub fn cities(db: &mut Db) -> QueryResult<Vec<CityRow>> {
    cities::table.order(cities::code).load(db)
}

/// Cities by code, all of them, those of one province, or one.
pub fn counted_cities(db: &mut Db, province: Option<i64>, city: Option<i64>) -> QueryResult<Vec<CityCountRow>> {
    let conditions = Conditions::default().and("c.province_id = ?", province).and("c.id = ?", city);
    sql::<(BigInt, BigInt, Text, Text, BigInt, BigInt)>(format!(
        "SELECT c.id, c.province_id, c.code, c.name, count(d.id), count(h.id) FROM cities c \
         LEFT JOIN districts d ON d.city_id = c.id AND d.status = 'open' \
         LEFT JOIN district_holdings h ON h.district_id = d.id AND h.to_at IS NULL \
         WHERE {} GROUP BY c.id, c.province_id, c.code, c.name ORDER BY c.code",
        conditions.sql()
    ))
    .binds(conditions.into_binds())
    .load(db)
}

pub fn city_exists(db: &mut Db, id: i64) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(cities::table.find(id))).get_result(db)
}

/// The province of a city.
pub fn province_of(db: &mut Db, id: i64) -> QueryResult<Option<i64>> {
    cities::table.find(id).select(cities::province_id).first(db).optional()
}

pub fn insert_cities(db: &mut Db, rows: &[CityRow]) -> QueryResult<()> {
    for rows in rows.chunks(500) {
        each!(db, |db| diesel::insert_into(cities::table).values(rows).execute(db))?;
    }
    Ok(())
}

/// Who holds how many open districts of a city, most first.
pub fn shares(db: &mut Db, city: i64) -> QueryResult<Vec<(i64, i64)>> {
    sql::<(BigInt, BigInt)>(
        "SELECT h.agent_id, count(*) FROM districts d \
         JOIN district_holdings h ON h.district_id = d.id AND h.to_at IS NULL \
         WHERE d.city_id = $1 AND d.status = 'open' GROUP BY h.agent_id ORDER BY count(*) DESC, h.agent_id",
    )
    .bind(city)
    .load(db)
}

/// Every city with the name of its province: id, province, city.
pub fn named_cities(db: &mut Db) -> QueryResult<Vec<(i64, String, String)>> {
    cities::table
        .inner_join(provinces::table.on(provinces::id.eq(cities::province_id)))
        .select((cities::id, provinces::name, cities::name))
        .load(db)
}
