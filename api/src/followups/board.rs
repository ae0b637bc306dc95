//! The board of who is due: for an agent their own, for a lead the team's.

use std::collections::HashMap;

use shared::{
    Page,
    followups::{DueCounts, DueCustomer, DueQuery, DueWhen, OwnerDue},
};

use super::store;
use crate::{
    assignment::day_number,
    customers::{self, ListSpec},
    db::Db,
    error::Result,
    permissions::{CustomerRead, Directory, Scoped},
};

/// How many owners the counts name.
const NAMED: usize = 200;

/// A page of those who are due, the longest overdue first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerRead>,
    query: &DueQuery,
) -> Result<Page<DueCustomer>> {
    let today = directory.today();
    let number = day_number(today);
    let mut spec = ListSpec { owner: query.owner, by_due: true, ..ListSpec::default() };
    spec.filter.due_through = Some(if query.when == Some(DueWhen::Overdue) { number - 1 } else { number });
    spec.filter.due_from = (query.when == Some(DueWhen::Today)).then_some(number);
    let page = customers::page(db, directory, scope, &spec, query.limit, query.cursor.as_deref())?;
    Ok(page.map(|customer| DueCustomer {
        days_overdue: customer.due_on.map_or(0, |due| (today - due).num_days()),
        customer,
    }))
}

/// How much is due, in all and by owner.
///
/// # Errors
/// When the database fails.
pub fn counts(db: &mut Db, directory: &Directory, scope: &Scoped<CustomerRead>) -> Result<DueCounts> {
    let today = directory.today();
    let agents = directory.agents();
    let due = store::due_by_owner(db, scope, &agents, day_number(today))?;
    let (overdue, due_today) = due.iter().fold((0, 0), |sum, row| (sum.0 + row.1, sum.1 + row.2));
    let mut named: Vec<(i64, i64, i64)> = due.into_iter().take(NAMED).collect();
    let owners: Vec<i64> = named.iter().map(|row| row.0).collect();
    // Who has nobody due comes last, if there is room.
    let only = (named.len() == NAMED).then_some(owners.as_slice());
    let customers: HashMap<i64, i64> = store::customers_by_owner(db, scope, &agents, only)?.into_iter().collect();
    let mut idle: Vec<i64> = customers.keys().copied().filter(|owner| !owners.contains(owner)).collect();
    idle.sort_unstable();
    named.extend(idle.into_iter().map(|owner| (owner, 0, 0)).take(NAMED - named.len()));
    Ok(DueCounts {
        today,
        overdue,
        due_today,
        by_owner: named
            .into_iter()
            .map(|(owner, overdue, due_today)| OwnerDue {
                owner: directory.person(owner),
                overdue,
                due_today,
                customers: customers.get(&owner).copied().unwrap_or_default(),
            })
            .collect(),
    })
}
