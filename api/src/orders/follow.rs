//! Follow-ups of an order, which are the customer's too.

use shared::{
    Id, Page,
    followups::{FollowUp, FollowUpDraft},
    ids::OrderId,
    orders::{OrderFollowUp, OrderFollowUpQuery, OrderRef},
    work::WorkStatus,
};

use super::{read, store};
use crate::{
    assignment::{self, Engine},
    cursor,
    db::Db,
    error::Result,
    followups,
    permissions::{Access, OrderRead, OrderWork, Scoped},
};

/// Writes a follow-up of an order. It is the customer's as well, and the first one is the order's first answer.
///
/// # Errors
/// When the order is out of scope.
pub fn write(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<OrderWork>,
    id: OrderId,
    draft: &FollowUpDraft,
) -> Result<FollowUp> {
    let customer = read::must_reach(db, scope.reach(), id)?;
    let written = followups::write_about_order(db, access, scope, customer, id, draft)?;
    let item = assignment::work_item(db, Id::from_raw(id.raw()))?;
    if item.status == WorkStatus::Open && item.answered_at.is_none() {
        let engine = Engine::now(db, access.directory())?;
        assignment::answer(db, &engine, item.id, Some(item.version))?;
    }
    Ok(written)
}

/// A page of the follow-ups of the customer whose order it is, newest first.
///
/// # Errors
/// When the order is out of scope, or the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<OrderRead>,
    id: OrderId,
    query: &OrderFollowUpQuery,
) -> Result<Page<OrderFollowUp>> {
    let customer = read::must_reach(db, scope.reach(), id)?;
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let only = query.of_this_order.unwrap_or(false).then(|| id.raw());
    let rows = store::follow_ups(db, customer.raw(), only, before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.id)).map(|row| {
        let (order, external_id, title) = row.order;
        OrderFollowUp {
            follow_up: FollowUp {
                id: Id::from_raw(row.id),
                customer_id: Id::from_raw(row.customer),
                at: row.at.utc(),
                way: row.way.0,
                content: row.content,
                author: access.directory().person(row.author),
            },
            order: order.zip(external_id).zip(title).map(|((id, external_id), title)| OrderRef {
                id: Id::from_raw(id),
                external_id,
                title,
            }),
        }
    }))
}
