//! The steps of which every change of an owner is made.

use std::collections::HashMap;

use chrono::NaiveDate;
use shared::{
    Id,
    ids::{CustomerId, DistrictId, EmployeeId},
    timeline::{OwnershipReason, TimelineKind},
};

use super::store::{self, Lock, Which};
use crate::{
    db::{At, Db, id_list, reserve_ids},
    error::Result,
    permissions::Directory,
    timeline,
};

/// A calendar day as the database counts it: days since 1970-01-01.
pub fn day_number(day: NaiveDate) -> i32 {
    i32::try_from((day - NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

/// What became of newly approved customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstOwner {
    /// This agent owns them.
    Owned(EmployeeId),
    /// They wait, because nobody holds the district.
    Queued,
}

/// Gives customers who were just approved into a district to whoever holds it. The caller has locked their rows and set
/// their district; their status is `queued`.
///
/// # Errors
/// When the database fails.
pub fn give_first_owner(
    db: &mut Db,
    directory: &Directory,
    district: DistrictId,
    customers: &[CustomerId],
    by: Option<EmployeeId>,
) -> Result<FirstOwner> {
    store::lock_districts(db, &id_list([district.raw()]), Lock::Shared)?;
    let Some(holder) = holder_of(db, district)? else { return Ok(FirstOwner::Queued) };
    let these = Which::these(db.dialect(), &id_list(customers.iter().map(|c| c.raw())));
    let at = store::clock(db)?;
    begin(db, directory, &these, holder.raw(), at, OwnershipReason::Approval, by.map(EmployeeId::raw))?;
    Ok(FirstOwner::Owned(holder))
}

/// Who holds a district now.
///
/// # Errors
/// When the database fails.
pub fn holder_of(db: &mut Db, district: DistrictId) -> Result<Option<EmployeeId>> {
    Ok(holders_of(db, &[district])?.get(&district.raw()).copied())
}

/// Who holds these districts now.
///
/// # Errors
/// When the database fails.
pub fn holders_of(db: &mut Db, districts: &[DistrictId]) -> Result<HashMap<i64, EmployeeId>> {
    let rows = store::holders(db, &id_list(districts.iter().map(|d| d.raw())))?;
    Ok(rows.into_iter().map(|(district, agent)| (district, Id::from_raw(agent))).collect())
}

/// Gives customers without an owner one, and tells how many they were.
pub(super) fn begin(
    db: &mut Db,
    directory: &Directory,
    which: &Which,
    owner: i64,
    at: At,
    reason: OwnershipReason,
    by: Option<i64>,
) -> Result<i64> {
    let count = store::count(db, which)?;
    if count > 0 {
        let block = reserve_ids(count);
        store::open_periods(db, which, block, owner, at, reason, by)?;
        timeline::record_periods(db, block, count)?;
        let today = day_number(directory.day_of(at.utc()));
        store::set_first_owner(db, which, owner, at, today, directory.thresholds)?;
    }
    Ok(count)
}

/// Gives customers of one owner to another, and tells how many they were.
pub(super) fn transfer(
    db: &mut Db,
    which: &Which,
    owner: i64,
    at: At,
    reason: OwnershipReason,
    by: Option<i64>,
) -> Result<i64> {
    let count = store::count(db, which)?;
    if count > 0 {
        let block = reserve_ids(count);
        store::close_periods(db, which, at)?;
        store::open_periods(db, which, block, owner, at, reason, by)?;
        timeline::record_periods(db, block, count)?;
        store::set_owner(db, which, owner, at)?;
    }
    Ok(count)
}

/// Takes customers from their owner and lets them wait, and tells how many they were.
pub(super) fn release(db: &mut Db, which: &Which, at: At, by: Option<i64>) -> Result<i64> {
    let ids = store::ids(db, which)?;
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    if count > 0 {
        store::close_periods(db, which, at)?;
        timeline::record_block(db, reserve_ids(count), &id_list(ids), at, TimelineKind::Ownership, by)?;
        store::unset_owner(db, which)?;
    }
    Ok(count)
}
