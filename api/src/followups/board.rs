//! The board of who is due: for an agent their own, for a lead the team's.

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
    let rows = store::due_by_owner(db, scope, day_number(today))?;
    Ok(DueCounts {
        today,
        overdue: rows.iter().map(|row| row.1).sum(),
        due_today: rows.iter().map(|row| row.2).sum(),
        by_owner: rows
            .into_iter()
            .take(NAMED)
            .map(|(owner, overdue, due_today, customers)| OwnerDue {
                owner: directory.person(owner),
                overdue,
                due_today,
                customers,
            })
            .collect(),
    })
}
