//! Orders of which something is missing.

use shared::{Page, orders::IncompleteOrder};

use super::store;
use crate::{
    cursor,
    db::Db,
    error::Result,
    permissions::{Granted, OrderPush},
};

/// A page of them, the newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    proof: Granted<OrderPush>,
    limit: Option<u32>,
    before: Option<&str>,
) -> Result<Page<IncompleteOrder>> {
    let limit = cursor::limit(limit)?;
    let before = cursor::after_id(before)?;
    let rows = store::incomplete(db, proof, before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.id)).map(|row| {
        let parts = row.parts.0;
        IncompleteOrder {
            external_id: row.external_id,
            missing: parts.missing(),
            customer: parts.customer.map(|told| told.value),
            contents: parts.contents.map(|told| told.value),
            state: parts.state.map(|told| told.value),
            placed_at: parts.placed_at.map(|told| told.value),
            first_at: row.first_at.utc(),
            last_at: row.last_at.utc(),
        }
    }))
}
