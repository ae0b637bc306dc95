//! Queries about the ledger.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable},
};
use shared::fairness::FairnessSums;

use crate::{
    db::{Conditions, Db, sql},
    permissions::{FairnessRead, Scoped},
};

/// Which part of the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    /// The first day, counted from 1970-01-01.
    pub from: i32,
    /// The last one, included.
    pub to: i32,
    pub group: Option<i64>,
    pub employee: Option<i64>,
}

/// Received, declined, lost, given back.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct Sums(i64, i64, i64, i64);

impl From<Sums> for FairnessSums {
    fn from(Sums(received, declined, lost, given_back): Sums) -> Self {
        Self { received, declined, lost, given_back }
    }
}

const SUMS: &str = "CAST(sum(received) AS BIGINT), CAST(sum(declined) AS BIGINT), CAST(sum(lost) AS BIGINT), \
                    CAST(sum(given_back) AS BIGINT)";

/// The condition that `employee_id` is in reach; its parameter is the first of all.
fn in_reach(db: &Db, scope: &Scoped<FairnessRead>) -> Conditions {
    let reach = scope.reach().filter(db.dialect(), "employee_id", 1);
    let mut conditions = Conditions::default();
    if let Some(bind) = reach.bind {
        conditions.parameter(bind);
    }
    conditions.and_also(&reach.sql)
}

fn within(db: &Db, scope: &Scoped<FairnessRead>, range: &Range) -> Conditions {
    in_reach(db, scope)
        .and("day >= ?", Some(range.from))
        .and("day <= ?", Some(range.to))
        .and("group_id = ?", range.group)
        .and("employee_id = ?", range.employee)
}

/// The sums of each person in reach who has any.
pub fn by_person(db: &mut Db, scope: &Scoped<FairnessRead>, range: &Range) -> QueryResult<Vec<(i64, Sums)>> {
    let conditions = within(db, scope, range);
    let statement =
        format!("SELECT employee_id, {SUMS} FROM fairness_ledger WHERE {} GROUP BY employee_id", conditions.sql());
    let rows: Vec<(i64, i64, i64, i64, i64)> =
        sql::<(BigInt, BigInt, BigInt, BigInt, BigInt)>(statement).binds(conditions.into_binds()).load(db)?;
    Ok(rows.into_iter().map(|(id, a, b, c, d)| (id, Sums(a, b, c, d))).collect())
}

/// The sums of each day on which anything happened to those in reach, in order.
pub fn by_day(db: &mut Db, scope: &Scoped<FairnessRead>, range: &Range) -> QueryResult<Vec<(i32, Sums)>> {
    let conditions = within(db, scope, range);
    let statement =
        format!("SELECT day, {SUMS} FROM fairness_ledger WHERE {} GROUP BY day ORDER BY day", conditions.sql());
    let rows: Vec<(i32, i64, i64, i64, i64)> =
        sql::<(Integer, BigInt, BigInt, BigInt, BigInt)>(statement).binds(conditions.into_binds()).load(db)?;
    Ok(rows.into_iter().map(|(day, a, b, c, d)| (day, Sums(a, b, c, d))).collect())
}

/// What somebody has open now and may have.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct StandingRow {
    pub employee_id: i64,
    pub open: i64,
    pub capacity: Option<i64>,
    /// Of the member of a group.
    pub weight: Option<i64>,
}

/// Where the agents in reach stand now: the members of the group, when one is asked for, otherwise all.
pub fn standings(db: &mut Db, scope: &Scoped<FairnessRead>, range: &Range) -> QueryResult<Vec<StandingRow>> {
    let conditions = in_reach(db, scope).and("employee_id = ?", range.employee);
    let (table, weight, conditions) = match range.group {
        Some(group) => {
            let members = conditions.and("group_id = ?", Some(group)).and_also("left_at IS NULL");
            ("group_members", "CAST(weight AS BIGINT)", members)
        }
        None => ("agent_states", "CAST(NULL AS BIGINT)", conditions),
    };
    let statement = format!(
        "SELECT employee_id, CAST(open_work AS BIGINT), CAST(capacity AS BIGINT), {weight} FROM {table} WHERE {}",
        conditions.sql()
    );
    sql::<(BigInt, BigInt, Nullable<BigInt>, Nullable<BigInt>)>(statement).binds(conditions.into_binds()).load(db)
}
