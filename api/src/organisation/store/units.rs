//! Queries about the org tree.

use std::collections::HashMap;

use diesel::{
    dsl::exists,
    prelude::*,
    select,
    sql_types::{BigInt, Nullable, Text},
};

use crate::db::{
    At, Db,
    schema::{data_role_units, data_roles, employees, org_units},
    sql,
};

/// A unit with the number of active employees who sit directly in it.
#[derive(Queryable, Clone)]
pub struct UnitRow {
    pub id: i64,
    pub parent_id: Option<i64>,
    pub name: String,
    pub version: i64,
    pub employees: i64,
}

pub fn units(db: &mut Db) -> QueryResult<Vec<UnitRow>> {
    sql::<(BigInt, Nullable<BigInt>, Text, BigInt, BigInt)>(
        "SELECT u.id, u.parent_id, u.name, u.version, count(e.id) FROM org_units u \
         LEFT JOIN employees e ON e.unit_id = u.id AND e.status = 'active' \
         GROUP BY u.id, u.parent_id, u.name, u.version",
    )
    .load(db)
}

pub fn insert_unit(db: &mut Db, id: i64, parent: Option<i64>, name: &str, now: At) -> QueryResult<()> {
    diesel::insert_into(org_units::table)
        .values((
            org_units::id.eq(id),
            org_units::parent_id.eq(parent),
            org_units::name.eq(name),
            org_units::version.eq(1_i64),
            org_units::created_at.eq(now),
        ))
        .execute(db)
        .map(drop)
}

pub fn rename_unit(db: &mut Db, id: i64, version: i64, name: &str) -> QueryResult<usize> {
    diesel::update(org_units::table.filter(org_units::id.eq(id)).filter(org_units::version.eq(version)))
        .set((org_units::name.eq(name), org_units::version.eq(version.saturating_add(1))))
        .execute(db)
}

pub fn move_unit(db: &mut Db, id: i64, version: i64, parent: Option<i64>) -> QueryResult<usize> {
    diesel::update(org_units::table.filter(org_units::id.eq(id)).filter(org_units::version.eq(version)))
        .set((org_units::parent_id.eq(parent), org_units::version.eq(version.saturating_add(1))))
        .execute(db)
}

pub fn move_children(db: &mut Db, from: i64, into: i64) -> QueryResult<usize> {
    diesel::update(org_units::table.filter(org_units::parent_id.eq(from)))
        .set((org_units::parent_id.eq(into), org_units::version.eq(org_units::version + 1)))
        .execute(db)
}

pub fn move_employees(db: &mut Db, from: i64, into: i64) -> QueryResult<usize> {
    diesel::update(employees::table.filter(employees::unit_id.eq(from)))
        .set((employees::unit_id.eq(into), employees::version.eq(employees::version + 1)))
        .execute(db)
}

/// Every data role that covers `from` covers `into` instead; where it covers both, the wider cover stands.
pub fn move_data_roles(db: &mut Db, from: i64, into: i64) -> QueryResult<usize> {
    let cover = |db: &mut Db, unit: i64| {
        data_role_units::table
            .filter(data_role_units::unit_id.eq(unit))
            .select((data_role_units::data_role_id, data_role_units::include_below))
            .load::<(i64, bool)>(db)
    };
    let moving = cover(db, from)?;
    let there: HashMap<i64, bool> = cover(db, into)?.into_iter().collect();
    diesel::delete(data_role_units::table.filter(data_role_units::unit_id.eq(from))).execute(db)?;
    for (role, below) in &moving {
        match there.get(role) {
            Some(known) => {
                diesel::update(data_role_units::table.find((role, into)))
                    .set(data_role_units::include_below.eq(*known || *below))
                    .execute(db)?;
            }
            None => {
                diesel::insert_into(data_role_units::table)
                    .values((
                        data_role_units::data_role_id.eq(role),
                        data_role_units::unit_id.eq(into),
                        data_role_units::include_below.eq(below),
                    ))
                    .execute(db)?;
            }
        }
        diesel::update(data_roles::table.find(role))
            .set(data_roles::version.eq(data_roles::version + 1))
            .execute(db)?;
    }
    Ok(moving.len())
}

/// Whether an employee, active or not, sits in the unit, or a data role covers it.
pub fn unit_is_used(db: &mut Db, id: i64) -> QueryResult<bool> {
    let people: bool = select(exists(employees::table.filter(employees::unit_id.eq(id)))).get_result(db)?;
    let roles: bool = select(exists(data_role_units::table.filter(data_role_units::unit_id.eq(id)))).get_result(db)?;
    Ok(people || roles)
}

pub fn delete_unit(db: &mut Db, id: i64) -> QueryResult<()> {
    diesel::delete(org_units::table.find(id)).execute(db).map(drop)
}
