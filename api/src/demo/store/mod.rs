//! Writes demo data in bulk.

mod desks;

use diesel::prelude::*;

pub use desks::*;

use crate::db::{
    At, Db, each,
    schema::{
        credentials, customers, data_role_units, data_roles, district_holdings, districts, employee_data_roles,
        employee_roles, employees, follow_ups, org_units, ownership_periods, ownerships, roles, timeline,
    },
    sql,
};

/// PostgreSQL takes 65,535 parameters in a statement, SQLite 32,766.
const PARAMETERS: usize = 32_000;

pub fn employees(db: &mut Db) -> QueryResult<i64> {
    employees::table.count().get_result(db)
}

/// Every district, by code.
pub fn districts(db: &mut Db) -> QueryResult<Vec<(i64, String)>> {
    districts::table.order(districts::code).select((districts::id, districts::code)).load(db)
}

/// Tells the planner how the data is spread.
pub fn analyze(db: &mut Db) -> QueryResult<()> {
    sql::<()>("ANALYZE").run(db).map(drop)
}

pub fn insert_units(db: &mut Db, units: &[(i64, Option<i64>, &str)], at: At) -> QueryResult<()> {
    for (id, parent, name) in units {
        diesel::insert_into(org_units::table)
            .values((
                org_units::id.eq(id),
                org_units::parent_id.eq(parent),
                org_units::name.eq(name),
                org_units::version.eq(1),
                org_units::created_at.eq(at),
            ))
            .execute(db)?;
    }
    Ok(())
}

#[derive(Insertable, Clone)]
#[diesel(table_name = employees, treat_none_as_default_value = false)]
pub struct NewEmployee {
    pub id: i64,
    pub number: String,
    pub name: String,
    pub phone: Option<String>,
    pub username: Option<String>,
    pub unit_id: i64,
    pub is_agent: bool,
    pub status: String,
    pub search: String,
    pub version: i64,
    pub created_at: At,
}

#[derive(Insertable, Clone)]
#[diesel(table_name = customers, treat_none_as_default_value = false)]
pub struct CustomerRow {
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
    pub level: &'static str,
    pub status: &'static str,
    pub district_id: Option<i64>,
    pub registered_at: At,
    pub reviewed_at: Option<At>,
    pub reviewed_by: Option<i64>,
    pub reject_reason: Option<String>,
    pub last_follow_up_at: Option<At>,
    pub version: i64,
}

#[derive(Insertable, Clone)]
#[diesel(table_name = ownership_periods, treat_none_as_default_value = false)]
pub struct PeriodRow {
    pub id: i64,
    pub customer_id: i64,
    pub owner_id: i64,
    pub from_at: At,
    pub to_at: At,
    pub reason: &'static str,
    pub by_id: Option<i64>,
}

#[derive(Insertable, Clone)]
#[diesel(table_name = ownerships, treat_none_as_default_value = false)]
pub struct OwnershipRow {
    pub customer_id: i64,
    pub owner_id: i64,
    pub change_id: i64,
    pub since: At,
    pub reason: &'static str,
    pub by_id: Option<i64>,
    pub idle_since: i32,
    pub due_on: i32,
}

#[derive(Insertable, Clone)]
#[diesel(table_name = follow_ups, treat_none_as_default_value = false)]
pub struct FollowUpRow {
    pub id: i64,
    pub customer_id: i64,
    pub author_id: i64,
    pub owner_id: Option<i64>,
    pub at: At,
    pub way: &'static str,
    pub content: &'static str,
}

#[derive(Insertable, Clone)]
#[diesel(table_name = timeline, treat_none_as_default_value = false)]
pub struct TimelineRow {
    pub id: i64,
    pub customer_id: i64,
    pub at: At,
    pub kind: &'static str,
    pub by_id: Option<i64>,
}

/// A function that writes rows of one kind, as many at once as a statement takes.
macro_rules! bulk {
    ($name:ident, $row:ty, $table:ident, $columns:literal) => {
        pub fn $name(db: &mut Db, rows: &[$row]) -> QueryResult<()> {
            for part in rows.chunks(PARAMETERS / $columns) {
                each!(db, |inner| diesel::insert_into($table::table).values(part).execute(inner))?;
            }
            Ok(())
        }
    };
}

bulk!(insert_employees, NewEmployee, employees, 11);
bulk!(insert_customers, CustomerRow, customers, 19);
bulk!(insert_periods, PeriodRow, ownership_periods, 7);
bulk!(insert_ownerships, OwnershipRow, ownerships, 8);
bulk!(insert_follow_ups, FollowUpRow, follow_ups, 7);
bulk!(insert_timeline, TimelineRow, timeline, 5);

pub fn insert_credentials(db: &mut Db, employee: i64, hash: &str, at: At) -> QueryResult<()> {
    diesel::insert_into(credentials::table)
        .values((
            credentials::employee_id.eq(employee),
            credentials::password_hash.eq(hash),
            credentials::must_change.eq(false),
            credentials::changed_at.eq(at),
        ))
        .execute(db)
        .map(drop)
}

pub fn insert_roles(db: &mut Db, given: &[(i64, &str)]) -> QueryResult<()> {
    let known: Vec<(i64, Option<String>)> = roles::table.select((roles::id, roles::code)).load(db)?;
    for (employee, code) in given {
        let role = known.iter().find(|(_, c)| c.as_deref() == Some(code)).map(|(id, _)| *id);
        let role = role.ok_or(diesel::result::Error::NotFound)?;
        diesel::insert_into(employee_roles::table)
            .values((employee_roles::employee_id.eq(employee), employee_roles::role_id.eq(role)))
            .execute(db)?;
    }
    Ok(())
}

pub fn insert_data_role(db: &mut Db, id: i64, name: &str, units: &[i64], holder: i64) -> QueryResult<()> {
    diesel::insert_into(data_roles::table)
        .values((
            data_roles::id.eq(id),
            data_roles::name.eq(name),
            data_roles::description.eq(""),
            data_roles::version.eq(1),
        ))
        .execute(db)?;
    for unit in units {
        diesel::insert_into(data_role_units::table)
            .values((
                data_role_units::data_role_id.eq(id),
                data_role_units::unit_id.eq(unit),
                data_role_units::include_below.eq(true),
            ))
            .execute(db)?;
    }
    diesel::insert_into(employee_data_roles::table)
        .values((employee_data_roles::employee_id.eq(holder), employee_data_roles::data_role_id.eq(id)))
        .execute(db)
        .map(drop)
}

/// Id, district, agent.
pub fn insert_holdings(db: &mut Db, holdings: &[(i64, i64, i64)], at: At) -> QueryResult<()> {
    for part in holdings.chunks(PARAMETERS / 5) {
        let rows: Vec<_> = part
            .iter()
            .map(|(id, district, agent)| {
                (
                    district_holdings::id.eq(id),
                    district_holdings::district_id.eq(district),
                    district_holdings::agent_id.eq(agent),
                    district_holdings::from_at.eq(at),
                    district_holdings::reason.eq("demo"),
                )
            })
            .collect();
        each!(db, |inner| diesel::insert_into(district_holdings::table).values(&rows).execute(inner))?;
    }
    Ok(())
}
