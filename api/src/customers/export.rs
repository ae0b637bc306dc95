//! Customers for a file, page by page.

use std::collections::HashMap;

use shared::{
    customers::{Customer, CustomerQuery, CustomerSort, CustomerStatus},
    ids::{CustomerId, EmployeeId},
};

use super::{
    list::{self, ListSpec},
    shape::customer,
    store::{self, Filter, RowOf},
};
use crate::{
    db::Db,
    error::Result,
    permissions::{CustomerExport, Directory, Scoped},
};

/// A customer with everything that a file says of them.
pub struct FiledCustomer {
    /// The customer.
    pub customer: Customer,
    /// The address they sent.
    pub address: String,
}

fn spec(directory: &Directory, query: &CustomerQuery) -> (Option<i64>, Filter) {
    let spec = ListSpec::of(directory, query);
    // By due day the list shows only who can be due.
    let owned = (query.sort == Some(CustomerSort::Due) && query.status.is_none()).then_some(CustomerStatus::Owned);
    let filter = Filter { status: query.status.or(owned), is_walked: true, ..spec.filter };
    (spec.owner.map(EmployeeId::raw), filter)
}

/// So many customers that a query asks for, newest registration first, of those who came before `before`.
///
/// # Errors
/// When the database fails.
pub fn page_for_file(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerExport>,
    query: &CustomerQuery,
    before: Option<CustomerId>,
    limit: i64,
) -> Result<Vec<FiledCustomer>> {
    let (owner, filter) = spec(directory, query);
    let rows = store::list_for_file(db, scope, owner, &filter, before.map(CustomerId::raw), limit)?;
    filed(db, directory, rows)
}

/// Those of these customers whom the asker may take along, the newest registration first.
///
/// # Errors
/// When the database fails.
pub fn these_for_file(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerExport>,
    ids: &[i64],
) -> Result<Vec<FiledCustomer>> {
    let rows = store::rows_for_file(db, scope, ids)?;
    filed(db, directory, rows)
}

fn filed(db: &mut Db, directory: &Directory, rows: Vec<RowOf>) -> Result<Vec<FiledCustomer>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut addresses: HashMap<i64, String> =
        store::attributes_of(db, &ids)?.into_iter().map(|(id, address, _)| (id, address)).collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let address = addresses.remove(&row.id).unwrap_or_default();
            FiledCustomer { customer: customer(directory, row), address }
        })
        .collect())
}

/// How many customers a query asks for, counted up to `bound`.
///
/// # Errors
/// When the database fails.
pub fn count_for_file(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerExport>,
    query: &CustomerQuery,
    bound: i64,
) -> Result<i64> {
    let (owner, filter) = spec(directory, query);
    // Asked once, so the few that a text finds are looked up and not walked to.
    let filter = list::commonly(db, &Filter { is_walked: false, ..filter })?;
    Ok(store::count_for_file(db, scope, owner, &filter, bound)?)
}
