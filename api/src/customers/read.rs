//! The customer's page, and what other rooms need of a single customer.

use chrono::Days;
use shared::{
    Id,
    customers::{AlsoKnown, CustomerDetail, CustomerStatus, Level, OwnershipPeriod},
    ids::CustomerId,
    page::PageQuery,
    permissions::{Permission, Viewer},
    settings::FollowUpThresholds,
    timeline::{TimelineEntry, TimelineQuery},
    work::DecisionMade,
};

use super::{
    identities,
    review::parse_attributes,
    shape::customer,
    store::{self, RowOf},
};
use crate::{
    assignment::{self, day_number},
    behaviour,
    db::{At, Db},
    error::{Result, not_found},
    permissions::{
        Access, CustomerRead, CustomerReassign, Directory, FollowUpCreate, Granted, OrderWork, Reach, RoleRead, Scoped,
        viewers,
    },
    timeline,
};

fn find(db: &mut Db, scope: &Scoped<CustomerRead>, id: CustomerId) -> Result<RowOf> {
    store::row(db, scope, id.raw())?.ok_or_else(not_found)
}

/// The customer with this id whom the caller may see, or the one whom they are part of now.
///
/// # Errors
/// When the customer is out of scope.
pub fn current_in_scope(db: &mut Db, scope: &Scoped<CustomerRead>, id: CustomerId) -> Result<CustomerId> {
    Ok(Id::from_raw(find(db, scope, id)?.id))
}

/// Who is part of a customer, as they were registered, the latest first.
///
/// # Errors
/// When the database fails.
pub(super) fn also_known(db: &mut Db, customer: i64) -> Result<Vec<AlsoKnown>> {
    let rows = store::also_known(db, customer)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, phone, company)| AlsoKnown { id: Id::from_raw(id), name, phone, company })
        .collect())
}

/// Everything on the customer's page but the timeline.
///
/// # Errors
/// When the customer is out of scope.
pub fn detail(db: &mut Db, access: &Access, id: CustomerId) -> Result<CustomerDetail> {
    let row = find(db, &access.scope()?, id)?;
    complete(db, access, row)
}

fn complete(db: &mut Db, access: &Access, row: RowOf) -> Result<CustomerDetail> {
    let extra = store::extra(db, row.id)?;
    let identities = identities::of_customer(db, row.id)?;
    let also_known = also_known(db, row.id)?;
    let last_active = behaviour::last_active(db, Id::from_raw(row.id))?;
    let directory = access.directory();
    let owner = row.owner_id;
    let may = |permission: Permission| {
        directory.reach(access.employee().raw(), permission).is_some_and(|reach| reach.covers(owner))
    };
    Ok(CustomerDetail {
        address: extra.address,
        attributes: parse_attributes(&extra.attributes),
        reviewed_by: directory.opt_person(extra.reviewed_by),
        reviewed_at: extra.reviewed_at.map(At::utc),
        reject_reason: extra.reject_reason,
        last_active_at: last_active.map(At::utc),
        identities,
        also_known,
        can_edit: may(Permission::CustomerEdit),
        can_follow_up: may(Permission::FollowUpCreate),
        can_reassign: owner.is_some() && may(Permission::CustomerReassign),
        can_merge: directory.holds(access.employee().raw(), Permission::CustomerMerge),
        customer: customer(directory, row),
    })
}

/// The same right after the caller handed the customer over, even to someone whose customers they do not see: the last
/// look at what they did.
///
/// # Errors
/// When there is no such customer.
pub fn detail_after_hand_over(
    db: &mut Db,
    access: &Access,
    proof: &Scoped<CustomerReassign>,
    id: CustomerId,
) -> Result<CustomerDetail> {
    let row = store::row_handed_over(db, proof, id.raw())?.ok_or_else(not_found)?;
    complete(db, access, row)
}

/// Who owned the customer from when to when, newest first.
///
/// # Errors
/// When the customer is out of scope.
pub fn ownership(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerRead>,
    id: CustomerId,
) -> Result<Vec<OwnershipPeriod>> {
    let id = find(db, scope, id)?.id;
    let rows = store::periods(db, id)?;
    Ok(rows
        .into_iter()
        .map(|(id, owner, from, to, reason, by)| OwnershipPeriod {
            id: Id::from_raw(id),
            owner: directory.person(owner),
            from: from.utc(),
            to: to.map(At::utc),
            reason: reason.0,
            by: directory.opt_person(by),
        })
        .collect())
}

/// A page of the customer's timeline.
///
/// # Errors
/// When the customer is out of scope, or the limit or the cursor is wrong.
pub fn timeline_page(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerRead>,
    id: CustomerId,
    query: &TimelineQuery,
) -> Result<shared::Page<TimelineEntry>> {
    let id = find(db, scope, id)?.id;
    timeline::page(db, directory, Id::from_raw(id), query)
}

/// A page of the engine's decisions about the customer, newest first.
///
/// # Errors
/// When the customer is out of scope, or the limit or the cursor is wrong.
pub fn decisions(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerRead>,
    id: CustomerId,
    query: &PageQuery,
) -> Result<shared::Page<DecisionMade>> {
    let id = find(db, scope, id)?.id;
    assignment::decisions(db, directory, Id::from_raw(id), query.limit, query.cursor.as_deref())
}

/// Who can see the customer, and why.
///
/// # Errors
/// When the customer is out of scope.
pub fn who_sees(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerRead>,
    _: Granted<RoleRead>,
    id: CustomerId,
) -> Result<Vec<Viewer>> {
    let row = find(db, scope, id)?;
    let under_review = row.status.0 == CustomerStatus::Pending;
    Ok(viewers(directory, row.owner_id, under_review))
}

/// A customer whose row is locked for a follow-up.
pub struct LockedCustomer {
    /// Who it is: of somebody who is part of another customer, that one.
    pub id: CustomerId,
    /// Whose customer.
    pub owner: Option<i64>,
    /// How much they matter.
    pub level: Level,
    /// Their name.
    pub name: String,
}

impl From<(store::Locked, Option<i64>)> for LockedCustomer {
    fn from((row, owner): (store::Locked, Option<i64>)) -> Self {
        Self { id: Id::from_raw(row.id), owner, level: row.level.0, name: row.name }
    }
}

/// Locks a customer whom the caller may follow up, and gives the owner.
///
/// # Errors
/// When the customer is out of scope.
pub fn lock_for_follow_up(db: &mut Db, scope: &Scoped<FollowUpCreate>, id: CustomerId) -> Result<LockedCustomer> {
    Ok(store::lock(db, scope.reach(), id.raw())?.ok_or_else(not_found)?.into())
}

/// Locks a customer whose order the caller may work on, whoever owns them, and gives the owner.
///
/// # Errors
/// When there is no such customer.
pub fn lock_for_order(db: &mut Db, _: &Scoped<OrderWork>, id: CustomerId) -> Result<LockedCustomer> {
    Ok(store::lock(db, &Reach::Everyone, id.raw())?.ok_or_else(not_found)?.into())
}

/// Notes on a locked customer that they were followed up, and works out when they are due again.
///
/// # Errors
/// When the database fails.
pub fn note_follow_up(db: &mut Db, directory: &Directory, id: CustomerId, level: Level, at: At) -> Result<()> {
    let today = directory.day_of(at.utc());
    let due = today.checked_add_days(Days::new(directory.thresholds.days(level).into())).unwrap_or(today);
    store::set_follow_up(db, id.raw(), at, day_number(today), day_number(due))?;
    Ok(())
}

/// Works the due days out anew for the levels whose thresholds changed.
///
/// # Errors
/// When the database fails.
pub fn reschedule(db: &mut Db, levels: &[Level], days: FollowUpThresholds) -> Result<usize> {
    Ok(store::reschedule(db, levels, days)?)
}
