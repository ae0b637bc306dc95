//! Queries about employees.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text},
};
use shared::organisation::{EmployeeQuery, EmployeeStatus};

use crate::db::{
    At, Bind, Code, Conditions, Db, Instant, id_list,
    schema::{employees, org_units},
    sql,
};

/// An employee as lists show them, without what other tables count.
#[derive(Queryable)]
pub struct EmployeeRow {
    pub id: i64,
    pub number: String,
    pub name: String,
    pub phone: Option<String>,
    pub username: Option<String>,
    pub unit_id: i64,
    pub unit: String,
    pub is_agent: bool,
    pub status: Code<EmployeeStatus>,
    pub starts_at: Option<At>,
    pub ends_at: Option<At>,
    pub version: i64,
    pub can_sign_in: bool,
}

type EmployeeTypes = (
    BigInt,
    Text,
    Text,
    Nullable<Text>,
    Nullable<Text>,
    BigInt,
    Text,
    Bool,
    Text,
    Nullable<Instant>,
    Nullable<Instant>,
    BigInt,
    Bool,
);

fn select_employees(db: &mut Db, tail: &str, binds: Vec<Bind>) -> QueryResult<Vec<EmployeeRow>> {
    sql::<EmployeeTypes>(format!(
        "SELECT e.id, e.number, e.name, e.phone, e.username, e.unit_id, u.name, e.is_agent, e.status, e.starts_at, \
         e.ends_at, e.version, c.employee_id IS NOT NULL FROM employees e JOIN org_units u ON u.id = e.unit_id \
         LEFT JOIN credentials c ON c.employee_id = e.id {tail}"
    ))
    .binds(binds)
    .load(db)
}

/// Employees, the last made first, before the one with the id `before`; `units` are the ids of a subtree.
pub fn employees(
    db: &mut Db,
    query: &EmployeeQuery,
    units: Option<&[i64]>,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<EmployeeRow>> {
    let in_units = db.dialect().one_of("e.unit_id", "?");
    let mut conditions = Conditions::default()
        .and("e.search LIKE ? ESCAPE '\\'", query.q.as_deref().map(crate::names::like_pattern))
        .and(&in_units, units.map(|ids| id_list(ids.iter().copied())))
        .and("e.status = ?", query.status.map(|status| status.to_string()))
        .and("e.id < ?", before);
    if let Some(agent) = query.agent {
        conditions = conditions.and_also(if agent { "e.is_agent" } else { "NOT e.is_agent" });
    }
    let limit = conditions.parameter(limit);
    let tail = format!("WHERE {} ORDER BY e.id DESC LIMIT {limit}", conditions.sql());
    select_employees(db, &tail, conditions.into_binds())
}

pub fn employee(db: &mut Db, id: i64) -> QueryResult<EmployeeRow> {
    select_employees(db, "WHERE e.id = $1", vec![id.into()])?.pop().ok_or(diesel::result::Error::NotFound)
}

/// What other tables know about an employee.
#[derive(Default, Clone)]
pub struct Ties {
    pub roles: Vec<i64>,
    pub data_roles: Vec<i64>,
    pub districts: i64,
    pub customers: i64,
}

/// What other tables know about these employees.
pub fn ties(db: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, Ties>> {
    let list = id_list(ids.iter().copied());
    let dialect = db.dialect();
    let mut pairs = |columns: &str, owner: &str, rest: &str| {
        let one_of = dialect.one_of(owner, "$1");
        let text = format!("SELECT {columns} WHERE {one_of} {rest}");
        sql::<(BigInt, BigInt)>(text).bind(list.clone()).load::<(i64, i64)>(db)
    };
    let roles = pairs("employee_id, role_id FROM employee_roles", "employee_id", "ORDER BY role_id")?;
    let data_roles =
        pairs("employee_id, data_role_id FROM employee_data_roles", "employee_id", "ORDER BY data_role_id")?;
    let districts =
        pairs("agent_id, count(*) FROM district_holdings", "agent_id", "AND to_at IS NULL GROUP BY agent_id")?;
    let customers = pairs("owner_id, CAST(sum(customers) AS BIGINT) FROM owner_load", "owner_id", "GROUP BY owner_id")?;
    let mut ties: HashMap<i64, Ties> = HashMap::new();
    for (employee, role) in roles {
        ties.entry(employee).or_default().roles.push(role);
    }
    for (employee, role) in data_roles {
        ties.entry(employee).or_default().data_roles.push(role);
    }
    for (employee, count) in districts {
        ties.entry(employee).or_default().districts = count;
    }
    for (employee, count) in customers {
        ties.entry(employee).or_default().customers = count;
    }
    Ok(ties)
}

/// What is said about an employee, in the form in which it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub number: String,
    pub name: String,
    pub phone: Option<String>,
    pub username: Option<String>,
    pub unit_id: i64,
    pub is_agent: bool,
    pub starts_at: Option<At>,
    pub ends_at: Option<At>,
}

pub fn insert_employee(db: &mut Db, id: i64, facts: &Facts, search: &str, now: At) -> QueryResult<()> {
    diesel::insert_into(employees::table)
        .values((
            employees::id.eq(id),
            employees::number.eq(&facts.number),
            employees::name.eq(&facts.name),
            employees::phone.eq(&facts.phone),
            employees::username.eq(&facts.username),
            employees::unit_id.eq(facts.unit_id),
            employees::is_agent.eq(facts.is_agent),
            employees::status.eq(Code(EmployeeStatus::Active)),
            employees::starts_at.eq(facts.starts_at),
            employees::ends_at.eq(facts.ends_at),
            employees::search.eq(search),
            employees::version.eq(1_i64),
            employees::created_at.eq(now),
        ))
        .execute(db)
        .map(drop)
}

pub fn update_employee(db: &mut Db, id: i64, version: i64, facts: &Facts, search: &str) -> QueryResult<usize> {
    diesel::update(employees::table.filter(employees::id.eq(id)).filter(employees::version.eq(version)))
        .set((
            employees::number.eq(&facts.number),
            employees::name.eq(&facts.name),
            employees::phone.eq(&facts.phone),
            employees::username.eq(&facts.username),
            employees::unit_id.eq(facts.unit_id),
            employees::is_agent.eq(facts.is_agent),
            employees::starts_at.eq(facts.starts_at),
            employees::ends_at.eq(facts.ends_at),
            employees::search.eq(search),
            employees::version.eq(version.saturating_add(1)),
        ))
        .execute(db)
}

pub fn set_status(db: &mut Db, id: i64, version: i64, status: EmployeeStatus) -> QueryResult<usize> {
    diesel::update(employees::table.filter(employees::id.eq(id)).filter(employees::version.eq(version)))
        .set((employees::status.eq(Code(status)), employees::version.eq(version.saturating_add(1))))
        .execute(db)
}

/// Who has this number.
pub fn by_number(db: &mut Db, number: &str) -> QueryResult<Option<i64>> {
    employees::table.filter(employees::number.eq(number)).select(employees::id).first(db).optional()
}

/// Who has this telephone number.
pub fn by_phone(db: &mut Db, phone: &str) -> QueryResult<Option<i64>> {
    employees::table.filter(employees::phone.eq(phone)).select(employees::id).first(db).optional()
}

/// Who has this user name.
pub fn by_username(db: &mut Db, username: &str) -> QueryResult<Option<i64>> {
    employees::table.filter(employees::username.eq(username)).select(employees::id).first(db).optional()
}

/// Keeps everybody else from changing an employee, and from giving them anything, until the end of the transaction.
pub fn lock(db: &mut Db, id: i64) -> QueryResult<()> {
    let lock = db.dialect().for_update();
    sql::<(BigInt,)>(format!("SELECT id FROM employees WHERE id = $1{lock}")).bind(id).load::<(i64,)>(db).map(drop)
}

/// Whether this is an active agent, who stays one until the end of the transaction.
pub fn keep_agent(db: &mut Db, id: i64) -> QueryResult<bool> {
    let lock = db.dialect().for_share();
    let found: Option<(bool,)> =
        sql::<(Bool,)>(format!("SELECT is_agent AND status = 'active' FROM employees WHERE id = $1{lock}"))
            .bind(id)
            .get_result(db)
            .optional()?;
    Ok(found.is_some_and(|row| row.0))
}

pub fn unit_exists(db: &mut Db, id: i64) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(org_units::table.find(id))).get_result(db)
}

/// How many customers each owner has.
pub fn load_by_owner(db: &mut Db) -> QueryResult<Vec<(i64, i64)>> {
    sql::<(BigInt, BigInt)>("SELECT owner_id, CAST(sum(customers) AS BIGINT) FROM owner_load GROUP BY owner_id")
        .load(db)
}

/// How many customers have no owner.
pub fn customers_of_nobody(db: &mut Db) -> QueryResult<i64> {
    let count: (i64,) =
        sql::<(BigInt,)>("SELECT count(*) FROM customers WHERE status <> 'owned' AND status <> 'merged'")
            .get_result(db)?;
    Ok(count.0)
}
