//! Orders on the customers' own side.

use shared::{Id, Page, page::PageQuery, visitors::OwnOrder};

use super::store;
use crate::{
    avatars, cursor,
    db::{At, Db},
    error::{Result, not_found},
    visitors::Visitor,
};

/// A page of the orders of whoever is proven to be a customer, newest first; others have none.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, visitor: &Visitor, query: &PageQuery) -> Result<Page<OwnOrder>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let Some(customer) = visitor.proven() else { return Ok(Page { items: Vec::new(), next_cursor: None }) };
    let rows = store::own_page(db, customer, before, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    let mut seen = avatars::seen_in_each(db, page.items.iter().map(|row| row.id))?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let avatar = seen.remove(&row.id).ok_or_else(not_found)?;
        items.push(OwnOrder {
            id: Id::from_raw(row.id),
            external_id: row.external_id,
            title: row.title,
            state: row.state.0,
            currency: row.currency,
            amount: row.amount,
            placed_at: row.placed_at.utc(),
            paid_at: row.paid_at.map(At::utc),
            avatar,
        });
    }
    Ok(Page { items, next_cursor: page.next_cursor })
}
