//! Queries about people, roles and data roles.

use std::collections::HashMap;

use diesel::{prelude::*, sql_types::BigInt};
use shared::{
    codes::TextCode,
    permissions::{Grant, Permission, ScopeLevel},
    settings::FollowUpThresholds,
};

use super::{
    cache::AsOf,
    directory::{DataRoleSnapshot, Person, RoleSnapshot},
};
use crate::db::{
    At, Code, Db, each,
    schema::{
        access_version, data_role_people, data_role_units, data_roles, employee_data_roles, employee_roles, employees,
        org_units, role_grants, roles, settings,
    },
    sql,
};

/// What the database knows, before it becomes a snapshot.
pub struct RawDirectory {
    pub version: i64,
    pub people: HashMap<i64, Person>,
    pub units: HashMap<i64, (String, Option<i64>)>,
    pub roles: HashMap<i64, RoleSnapshot>,
    pub data_roles: HashMap<i64, DataRoleSnapshot>,
    pub thresholds: FollowUpThresholds,
    pub time_zone: chrono_tz::Tz,
}

/// What the directory must be as of.
pub fn as_of(db: &mut Db) -> QueryResult<AsOf> {
    let (access, districts): (i64, i64) =
        sql::<(BigInt, BigInt)>("SELECT v.version, d.stamp FROM access_version v, district_stamp d").get_result(db)?;
    Ok(AsOf { access, districts })
}

/// The version of everything that decides permissions.
pub fn access_version(db: &mut Db) -> QueryResult<i64> {
    access_version::table.find(1).select(access_version::version).first(db)
}

/// Tells every process that permissions, people or units changed. On PostgreSQL the row also makes such changes wait for
/// each other, so that two of them cannot together do what neither may alone.
pub fn bump_access_version(db: &mut Db) -> QueryResult<()> {
    diesel::update(access_version::table.find(1))
        .set(access_version::version.eq(access_version::version + 1))
        .execute(db)
        .map(drop)
}

pub fn load_directory(db: &mut Db) -> QueryResult<RawDirectory> {
    type PersonRow = (i64, String, String, String, i64, bool, String, Option<At>, Option<At>);
    let version = access_version(db)?;
    let rows: Vec<PersonRow> = employees::table
        .select((
            employees::id,
            employees::name,
            employees::number,
            employees::search,
            employees::unit_id,
            employees::is_agent,
            employees::status,
            employees::starts_at,
            employees::ends_at,
        ))
        .load(db)?;
    let mut people: HashMap<i64, Person> = rows
        .into_iter()
        .map(|(id, name, number, search, unit, is_agent, status, starts_at, ends_at)| {
            let active = status == shared::organisation::EmployeeStatus::Active.as_str();
            let (starts_at, ends_at) = (starts_at.map(At::utc), ends_at.map(At::utc));
            let (roles, data_roles) = (vec![], vec![]);
            (id, Person { name, number, search, unit, is_agent, active, starts_at, ends_at, roles, data_roles })
        })
        .collect();
    for (employee, role) in employee_roles::table.load::<(i64, i64)>(db)? {
        people.entry(employee).and_modify(|p| p.roles.push(role));
    }
    for (employee, role) in employee_data_roles::table.load::<(i64, i64)>(db)? {
        people.entry(employee).and_modify(|p| p.data_roles.push(role));
    }
    let units =
        org_units::table
            .select((org_units::id, org_units::name, org_units::parent_id))
            .load::<(i64, String, Option<i64>)>(db)?;
    let (thresholds, zone) = load_calendar(db)?;
    Ok(RawDirectory {
        version,
        people,
        units: units.into_iter().map(|(id, name, parent)| (id, (name, parent))).collect(),
        roles: load_roles(db)?,
        data_roles: load_data_roles(db)?,
        thresholds,
        time_zone: zone.parse().unwrap_or(chrono_tz::Asia::Shanghai),
    })
}

fn load_calendar(db: &mut Db) -> QueryResult<(FollowUpThresholds, String)> {
    let (a, b, c, d, zone): (i32, i32, i32, i32, String) = settings::table
        .find(1)
        .select((settings::days_a, settings::days_b, settings::days_c, settings::days_d, settings::time_zone))
        .first(db)?;
    let days = |n: i32| u32::try_from(n).unwrap_or(1);
    Ok((FollowUpThresholds { a: days(a), b: days(b), c: days(c), d: days(d) }, zone))
}

fn load_roles(db: &mut Db) -> QueryResult<HashMap<i64, RoleSnapshot>> {
    let named: Vec<(i64, String)> = roles::table.select((roles::id, roles::name)).load(db)?;
    let mut found: HashMap<i64, RoleSnapshot> =
        named.into_iter().map(|(id, name)| (id, RoleSnapshot { name, grants: vec![] })).collect();
    for (role, grant) in all_grants(db)? {
        found.entry(role).and_modify(|r| r.grants.push(grant));
    }
    Ok(found)
}

/// Every grant of every role. A permission that a newer version wrote and this one does not know grants nothing.
pub fn all_grants(db: &mut Db) -> QueryResult<Vec<(i64, Grant)>> {
    let rows: Vec<(i64, String, Code<ScopeLevel>)> = role_grants::table.load(db)?;
    Ok(rows
        .into_iter()
        .filter_map(|(role, permission, scope)| {
            Some((role, Grant { permission: Permission::parse(&permission)?, scope: scope.0 }))
        })
        .collect())
}

fn load_data_roles(db: &mut Db) -> QueryResult<HashMap<i64, DataRoleSnapshot>> {
    let named: Vec<(i64, String)> = data_roles::table.select((data_roles::id, data_roles::name)).load(db)?;
    let mut found: HashMap<i64, DataRoleSnapshot> =
        named.into_iter().map(|(id, name)| (id, DataRoleSnapshot { name, units: vec![], people: vec![] })).collect();
    for (role, unit, below) in data_role_units::table.load::<(i64, i64, bool)>(db)? {
        found.entry(role).and_modify(|r| r.units.push((unit, below)));
    }
    for (role, person) in data_role_people::table.load::<(i64, i64)>(db)? {
        found.entry(role).and_modify(|r| r.people.push(person));
    }
    Ok(found)
}

/// A role as its table has it.
#[derive(Queryable)]
pub struct RoleRow {
    pub id: i64,
    pub code: Option<String>,
    pub name: String,
    pub description: String,
    pub version: i64,
}

pub fn role_rows(db: &mut Db) -> QueryResult<Vec<RoleRow>> {
    roles::table.order(roles::id).load(db)
}

pub fn role_row(db: &mut Db, id: i64) -> QueryResult<RoleRow> {
    roles::table.find(id).first(db)
}

pub fn role_by_code(db: &mut Db, code: &str) -> QueryResult<Option<i64>> {
    roles::table.filter(roles::code.eq(code)).select(roles::id).first(db).optional()
}

/// How many employees have each role.
pub fn role_holders(db: &mut Db) -> QueryResult<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = employee_roles::table
        .group_by(employee_roles::role_id)
        .select((employee_roles::role_id, diesel::dsl::count_star()))
        .load(db)?;
    Ok(rows.into_iter().collect())
}

pub fn insert_role(db: &mut Db, row: &RoleRow) -> QueryResult<()> {
    diesel::insert_into(roles::table)
        .values((
            roles::id.eq(row.id),
            roles::code.eq(&row.code),
            roles::name.eq(&row.name),
            roles::description.eq(&row.description),
            roles::version.eq(row.version),
        ))
        .execute(db)
        .map(drop)
}

pub fn update_role(db: &mut Db, id: i64, version: i64, name: &str, description: &str) -> QueryResult<usize> {
    diesel::update(roles::table.filter(roles::id.eq(id)).filter(roles::version.eq(version)))
        .set((roles::name.eq(name), roles::description.eq(description), roles::version.eq(version.saturating_add(1))))
        .execute(db)
}

pub fn delete_role(db: &mut Db, id: i64, version: i64) -> QueryResult<usize> {
    diesel::delete(roles::table.filter(roles::id.eq(id)).filter(roles::version.eq(version))).execute(db)
}

pub fn replace_grants(db: &mut Db, role: i64, grants: &[Grant]) -> QueryResult<()> {
    diesel::delete(role_grants::table.filter(role_grants::role_id.eq(role))).execute(db)?;
    let mut unique = grants.to_vec();
    unique.sort_unstable();
    unique.dedup();
    let rows: Vec<_> = unique
        .iter()
        .map(|g| {
            (
                role_grants::role_id.eq(role),
                role_grants::permission.eq(g.permission.as_str()),
                role_grants::scope.eq(g.scope.as_str()),
            )
        })
        .collect();
    each!(db, |db| diesel::insert_into(role_grants::table).values(&rows).execute(db)).map(drop)
}

pub fn replace_roles_of(db: &mut Db, employee: i64, role_ids: &[i64]) -> QueryResult<()> {
    diesel::delete(employee_roles::table.filter(employee_roles::employee_id.eq(employee))).execute(db)?;
    for role in role_ids {
        diesel::insert_into(employee_roles::table)
            .values((employee_roles::employee_id.eq(employee), employee_roles::role_id.eq(role)))
            .execute(db)?;
    }
    Ok(())
}

pub fn replace_data_roles_of(db: &mut Db, employee: i64, role_ids: &[i64]) -> QueryResult<()> {
    diesel::delete(employee_data_roles::table.filter(employee_data_roles::employee_id.eq(employee))).execute(db)?;
    for role in role_ids {
        diesel::insert_into(employee_data_roles::table)
            .values((employee_data_roles::employee_id.eq(employee), employee_data_roles::data_role_id.eq(role)))
            .execute(db)?;
    }
    Ok(())
}

/// A data role as its table has it.
#[derive(Queryable)]
pub struct DataRoleRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub version: i64,
}

pub fn data_role_rows(db: &mut Db) -> QueryResult<Vec<DataRoleRow>> {
    data_roles::table.order(data_roles::id).load(db)
}

pub fn data_role_row(db: &mut Db, id: i64) -> QueryResult<DataRoleRow> {
    data_roles::table.find(id).first(db)
}

/// How many employees have each data role.
pub fn data_role_holders(db: &mut Db) -> QueryResult<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = employee_data_roles::table
        .group_by(employee_data_roles::data_role_id)
        .select((employee_data_roles::data_role_id, diesel::dsl::count_star()))
        .load(db)?;
    Ok(rows.into_iter().collect())
}

pub fn data_role_cover(db: &mut Db, id: i64) -> QueryResult<(Vec<(i64, bool)>, Vec<i64>)> {
    let units = data_role_units::table
        .filter(data_role_units::data_role_id.eq(id))
        .select((data_role_units::unit_id, data_role_units::include_below))
        .order(data_role_units::unit_id)
        .load(db)?;
    let people = data_role_people::table
        .filter(data_role_people::data_role_id.eq(id))
        .select(data_role_people::employee_id)
        .order(data_role_people::employee_id)
        .load(db)?;
    Ok((units, people))
}

pub fn insert_data_role(db: &mut Db, row: &DataRoleRow) -> QueryResult<()> {
    diesel::insert_into(data_roles::table)
        .values((
            data_roles::id.eq(row.id),
            data_roles::name.eq(&row.name),
            data_roles::description.eq(&row.description),
            data_roles::version.eq(row.version),
        ))
        .execute(db)
        .map(drop)
}

pub fn update_data_role(db: &mut Db, id: i64, version: i64, name: &str, description: &str) -> QueryResult<usize> {
    diesel::update(data_roles::table.filter(data_roles::id.eq(id)).filter(data_roles::version.eq(version)))
        .set((
            data_roles::name.eq(name),
            data_roles::description.eq(description),
            data_roles::version.eq(version.saturating_add(1)),
        ))
        .execute(db)
}

pub fn delete_data_role(db: &mut Db, id: i64, version: i64) -> QueryResult<usize> {
    diesel::delete(data_roles::table.filter(data_roles::id.eq(id)).filter(data_roles::version.eq(version))).execute(db)
}

pub fn replace_cover(db: &mut Db, id: i64, units: &[(i64, bool)], people: &[i64]) -> QueryResult<()> {
    diesel::delete(data_role_units::table.filter(data_role_units::data_role_id.eq(id))).execute(db)?;
    diesel::delete(data_role_people::table.filter(data_role_people::data_role_id.eq(id))).execute(db)?;
    for (unit, below) in units {
        diesel::insert_into(data_role_units::table)
            .values((
                data_role_units::data_role_id.eq(id),
                data_role_units::unit_id.eq(unit),
                data_role_units::include_below.eq(below),
            ))
            .execute(db)?;
    }
    for person in people {
        diesel::insert_into(data_role_people::table)
            .values((data_role_people::data_role_id.eq(id), data_role_people::employee_id.eq(person)))
            .execute(db)?;
    }
    Ok(())
}

/// How many active employees can sign in and have a role that may manage roles, without an end date.
pub fn administrators(db: &mut Db) -> QueryResult<i64> {
    use crate::db::sql;
    let count: (i64,) = sql::<(BigInt,)>(
        "SELECT count(DISTINCT e.id) FROM employees e \
         JOIN credentials c ON c.employee_id = e.id \
         JOIN employee_roles er ON er.employee_id = e.id \
         JOIN role_grants g ON g.role_id = er.role_id AND g.permission = 'role.manage' \
         WHERE e.status = 'active' AND e.ends_at IS NULL",
    )
    .get_result(db)?;
    Ok(count.0)
}
