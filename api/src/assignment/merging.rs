//! What becomes of owners and of waiting when two customers become one, and when that is undone.

use shared::{
    Id,
    ids::{CustomerId, DistrictId, EmployeeId},
    timeline::{OwnershipReason, TimelineKind},
};

use super::{
    customers::place_customers,
    drain,
    engine::Engine,
    lines, ownership,
    place::{self, Occasion},
    store::{self, Lock},
};
use crate::{
    db::{Db, id_list},
    error::Result,
    timeline::{self, Entry},
};

/// A merge, or its undoing, of which owners are a part.
#[derive(Debug, Clone, Copy)]
pub struct Merging {
    /// Why somebody owns a customer by it.
    pub reason: OwnershipReason,
    /// Whose doing it is.
    pub by: Option<i64>,
}

/// Keeps these districts with their holders until the end of the transaction.
///
/// # Errors
/// When the database fails.
pub fn lock_districts_of(db: &mut Db, districts: impl IntoIterator<Item = DistrictId>) -> Result<()> {
    store::lock_districts(db, &id_list(districts.into_iter().map(Id::raw)), Lock::Shared)?;
    Ok(())
}

/// Ends that a customer, whose row is locked, is owned, waits, or is waited for. Tells whether they waited.
///
/// # Errors
/// When the database fails.
pub fn end_for_merge(db: &mut Db, customer: CustomerId) -> Result<bool> {
    let list = id_list([customer.raw()]);
    store::no_owner(db, &list)?;
    store::drop_timers(db, &list)?;
    Ok(store::leave(db, customer.raw())?)
}

/// Gives a customer who is `queued`, and whose row is locked, to an agent who stays one. What else of theirs waits may go to
/// that agent now. Tells the id of the change.
///
/// # Errors
/// When the database fails.
pub fn own_after_merge(
    db: &mut Db,
    engine: &Engine<'_>,
    customer: CustomerId,
    owner: EmployeeId,
    merging: Merging,
) -> Result<i64> {
    let at = store::clock(db)?;
    let change = ownership::change(owner.raw(), at, merging.reason, merging.by);
    place::own(db, engine, customer, change)?;
    line_up_after_merge(db, engine, customer, owner)?;
    Ok(change.id)
}

/// Lets what waits of a customer who has got more of it stand where their owner finds it.
///
/// # Errors
/// When the database fails.
pub fn line_up_after_merge(db: &mut Db, engine: &Engine<'_>, customer: CustomerId, owner: EmployeeId) -> Result<()> {
    let news = lines::line_up_again(db, engine, customer, owner)?;
    drain::drain(db, engine, news)
}

/// Whether a customer waits for an owner in the queue.
///
/// # Errors
/// When the database fails.
pub fn waits(db: &mut Db, customer: CustomerId) -> Result<bool> {
    Ok(store::waits(db, customer.raw())?)
}

/// Takes from a customer, whose row is locked, the owner whom a merge gave them.
///
/// # Errors
/// When the database fails.
pub fn release_after_merge(db: &mut Db, engine: &Engine<'_>, customer: CustomerId, by: Option<i64>) -> Result<()> {
    end_for_merge(db, customer)?;
    let (kind, by) = (TimelineKind::Ownership, by.map(Id::from_raw));
    timeline::record(db, Entry { customer, at: engine.at, kind, by, detail: None, id: None })?;
    Ok(())
}

/// Lets the policy say who gets a customer who is `queued` and whose row is locked, or lets them wait.
///
/// # Errors
/// When the database fails.
pub fn let_wait(db: &mut Db, engine: &Engine<'_>, customer: CustomerId, merging: Merging) -> Result<()> {
    store::leave(db, customer.raw())?;
    let occasion = Occasion { customer: merging.reason, by: merging.by, ..Occasion::ARRIVAL };
    place_customers(db, engine, &[customer.raw()], occasion)?;
    Ok(())
}
