//! Orders for a file, page by page.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    customers::{CustomerStatus, DistrictRef},
    ids::OrderId,
    orders::{Order, OrderQuery},
    timeline::PersonRef,
};

use super::{
    read, shape,
    store::{self, After, OrderRow, Search},
};
use crate::{
    assignment,
    db::{At, Db},
    error::Result,
    permissions::{Directory, OrderExport, Scoped},
};

/// An order with everything that a file says of it.
pub struct FiledOrder {
    /// The order.
    pub order: Order,
    /// What else the customer said.
    pub note: String,
    /// The customer's phone.
    pub phone: String,
    /// The customer's company.
    pub company: String,
    /// Where the customer stands.
    pub customer_status: CustomerStatus,
    /// The customer's district.
    pub district: Option<DistrictRef>,
    /// Who owns the customer.
    pub customer_owner: Option<PersonRef>,
    /// When the customer was last followed up.
    pub followed_up_at: Option<DateTime<Utc>>,
    /// The day on which it became a deal, by the tenant's calendar.
    pub deal_on: Option<NaiveDate>,
    /// Whose deal it is.
    pub deal_owner: Option<PersonRef>,
}

/// A line of an order.
pub struct FiledItem {
    /// The name of its product line.
    pub product_line: Option<String>,
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// What one costs, in minor units.
    pub unit_amount: i64,
}

/// So many orders that a query asks for, newest first, of those that came before `before`.
///
/// # Errors
/// When the database fails.
pub fn page_for_file(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<OrderExport>,
    query: &OrderQuery,
    before: Option<OrderId>,
    limit: i64,
) -> Result<Vec<FiledOrder>> {
    let after = before.map_or(After::Nothing, |id| After::Id(id.raw()));
    let search = Search { after, is_walked: true, ..read::search(directory, query) };
    let rows = store::page_for_file(db, scope, search, limit)?;
    filed(db, directory, scope, rows)
}

/// Those of these orders that the asker may take along, newest first.
///
/// # Errors
/// When the database fails.
pub fn these_for_file(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<OrderExport>,
    ids: &[i64],
) -> Result<Vec<FiledOrder>> {
    let mut rows = store::rows_for_file(db, scope, ids)?;
    rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
    filed(db, directory, scope, rows)
}

fn filed(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<OrderExport>,
    rows: Vec<OrderRow>,
) -> Result<Vec<FiledOrder>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut beside = store::beside(db, scope, &ids)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let beside = beside.remove(&row.id)?;
            Some(FiledOrder {
                order: shape::order(directory, row),
                note: beside.note,
                phone: beside.phone,
                company: beside.company,
                customer_status: beside.customer_status.0,
                district: directory.opt_district(beside.district),
                customer_owner: directory.opt_person(beside.customer_owner),
                followed_up_at: beside.followed_up_at.map(At::utc),
                deal_on: beside.deal_on.and_then(assignment::day_of_number),
                deal_owner: directory.opt_person(beside.deal_owner),
            })
        })
        .collect())
}

/// The lines of orders that [`page_for_file`] gave, by order.
///
/// # Errors
/// When the database fails.
pub fn items_for_file(
    db: &mut Db,
    scope: &Scoped<OrderExport>,
    orders: &[OrderId],
) -> Result<HashMap<OrderId, Vec<FiledItem>>> {
    let ids: Vec<i64> = orders.iter().map(|id| id.raw()).collect();
    let mut items: HashMap<OrderId, Vec<FiledItem>> = HashMap::with_capacity(ids.len());
    for (order, product_line, name, quantity, unit_amount) in store::items_of(db, scope, &ids)? {
        let item = FiledItem { product_line, name, quantity, unit_amount };
        items.entry(OrderId::from_raw(order)).or_default().push(item);
    }
    Ok(items)
}

/// How many orders a query asks for, counted up to `bound`.
///
/// # Errors
/// When the database fails.
pub fn count_for_file(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<OrderExport>,
    query: &OrderQuery,
    bound: i64,
) -> Result<i64> {
    // Asked once, so the few that a text finds are looked up and not walked to.
    let search = read::commonly(db, read::search(directory, query))?;
    Ok(store::count_for_file(db, scope, search, bound)?)
}
