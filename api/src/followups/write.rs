//! Writes follow-ups.

use shared::{
    followups::{FollowUp, FollowUpDraft},
    ids::{CustomerId, FollowUpId, OrderId},
    search::SearchKind,
    timeline::TimelineKind,
};

use super::store::{self, NewFollowUp};
use crate::{
    assignment,
    audit::{self, Change},
    customers::{self, LockedCustomer},
    db::{At, Code, Db, next_id},
    error::Result,
    permissions::{Access, FollowUpCreate, OrderWork, Scoped},
    search,
    timeline::{self, Entry},
};

/// Writes a follow-up, by the server's clock. It counts for whoever owns the customer now.
///
/// # Errors
/// When the customer is out of scope.
pub fn write(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<FollowUpCreate>,
    customer: CustomerId,
    draft: &FollowUpDraft,
) -> Result<FollowUp> {
    let locked = customers::lock_for_follow_up(db, scope, customer)?;
    keep(db, access, locked, None, draft)
}

/// Writes a follow-up about an order of the customer's. Whoever calls this has found that the caller may work on the order: they
/// may also follow up the customer about it, whoever owns them.
///
/// # Errors
/// When there is no such customer.
pub fn write_about_order(
    db: &mut Db,
    access: &Access,
    proof: &Scoped<OrderWork>,
    customer: CustomerId,
    order: OrderId,
    draft: &FollowUpDraft,
) -> Result<FollowUp> {
    let locked = customers::lock_for_order(db, proof, customer)?;
    keep(db, access, locked, Some(order), draft)
}

fn keep(
    db: &mut Db,
    access: &Access,
    LockedCustomer { id: customer, owner, level, name }: LockedCustomer,
    order: Option<OrderId>,
    draft: &FollowUpDraft,
) -> Result<FollowUp> {
    let id: FollowUpId = next_id();
    let at = At::now();
    let content = draft.content.trim();
    store::insert(
        db,
        &NewFollowUp {
            id: id.raw(),
            customer_id: customer.raw(),
            author_id: access.employee().raw(),
            owner_id: owner,
            at,
            way: Code(draft.way),
            content,
            order_id: order.map(OrderId::raw),
        },
    )?;
    search::keep(db, SearchKind::FollowUps, id)?;
    customers::note_follow_up(db, access.directory(), customer, level, at)?;
    assignment::followed_up(db, customer)?;
    timeline::record(
        db,
        Entry {
            customer,
            at,
            kind: TimelineKind::FollowUp,
            by: Some(access.employee()),
            detail: None,
            id: Some(id.raw()),
        },
    )?;
    audit::record(db, access.actor(), Change::new("customer.follow_up", Some(customer), name).after(draft)?)?;
    Ok(FollowUp {
        id,
        customer_id: customer,
        at: at.utc(),
        way: draft.way,
        content: content.to_owned(),
        author: access.person(),
    })
}
