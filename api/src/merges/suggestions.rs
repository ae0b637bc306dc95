//! The list of pairs who may be the same person.

use std::collections::HashMap;

use shared::{
    Id, Page,
    customers::Customer,
    merges::{DuplicatePair, DuplicatePairQuery},
};

use super::store;
use crate::{
    cursor, customers,
    db::Db,
    error::Result,
    permissions::{Access, CustomerRead, Scoped},
};

/// A page of the pairs both of whom the caller may see, those found last first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    who: &Access,
    scope: &Scoped<CustomerRead>,
    query: &DuplicatePairQuery,
) -> Result<Page<DuplicatePair>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let totals = who.directory().owner_totals(|| Ok(customers::owner_totals(db)?))?;
    let is_broad = scope.reach().is_broad(&totals);
    let rows = store::suggestions(db, scope, is_broad, query.reason, before, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    let ids: Vec<i64> = page.items.iter().flat_map(|row| [row.one_id, row.other_id]).collect();
    let customers: HashMap<i64, Customer> = customers::these(db, who.directory(), scope, &ids)?
        .into_iter()
        .map(|customer| (customer.id.raw(), customer))
        .collect();
    let pair = |row: &store::FoundRow| {
        Some(DuplicatePair {
            id: Id::from_raw(row.id),
            // Ids are in the order of time.
            one: customers.get(&row.one_id)?.clone(),
            other: customers.get(&row.other_id)?.clone(),
            reasons: row.reasons.all().collect(),
            found_at: row.found_at.utc(),
        })
    };
    Ok(Page { items: page.items.iter().filter_map(pair).collect(), next_cursor: page.next_cursor })
}
