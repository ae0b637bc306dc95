//! The steps of which every change of an owner is made.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use shared::{
    Id,
    ids::{CustomerId, DistrictId, EmployeeId, kinds},
    timeline::{OwnershipReason, TimelineKind},
};

use super::{
    store::{self, ChangeOfMany, Given, OwnerChange, Which},
    timers,
};
use crate::{
    db::{At, Db, id_list, next_id, reserve_ids},
    error::Result,
    permissions::Directory,
    timeline,
};

/// A calendar day as the database counts it: days since 1970-01-01.
pub fn day_number(day: NaiveDate) -> i32 {
    i32::try_from((day - NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

/// The calendar day that the database counts so.
pub fn day_of_number(number: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(TimeDelta::days(number.into()))
}

/// Who owned a customer at an instant; when nobody did, whoever was the first to own them after it.
///
/// # Errors
/// When the database fails.
pub fn owner_at(db: &mut Db, customer: CustomerId, at: At) -> Result<Option<EmployeeId>> {
    Ok(store::owner_at(db, customer.raw(), at)?.map(Id::from_raw))
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

/// A change of owners at this instant, which was read after the locks were taken.
pub(super) fn change(owner: i64, at: At, reason: OwnershipReason, by: Option<i64>) -> OwnerChange {
    OwnerChange { id: next_id::<kinds::OwnershipPeriod>().raw(), owner, at, reason, by }
}

/// Gives customers without an owner one, and tells how many they were.
pub(super) fn begin(db: &mut Db, directory: &Directory, which: &Which, to: OwnerChange) -> Result<i64> {
    let today = day_number(directory.day_of(to.at.utc()));
    Ok(counted(store::first_owner(db, which, to, today, directory.thresholds)?))
}

/// Gives these customers of others to one owner, and tells how many they were.
pub(super) fn transfer(db: &mut Db, customers: &[i64], to: OwnerChange) -> Result<i64> {
    timers::look_again_at(db, customers)?;
    Ok(counted(store::change_owner(db, &id_list(customers.iter().copied()), to)?))
}

/// Gives whom the holders of these districts own there to one owner, and tells how many each holder lost.
pub(super) fn transfer_held(db: &mut Db, districts: &str, to: OwnerChange) -> Result<HashMap<i64, i64>> {
    let moved = store::move_held(db, districts, to)?;
    timers::look_again_at(db, &moved.iter().map(|(customer, _)| *customer).collect::<Vec<_>>())?;
    Ok(lost(&moved))
}

/// How many customers each holder loses, when these, each with the holder, go.
pub(super) fn lost(held: &[(i64, i64)]) -> HashMap<i64, i64> {
    let mut lost = HashMap::new();
    for (_, holder) in held {
        *lost.entry(*holder).or_default() += 1;
    }
    lost
}

/// Gives these customers of others to one owner each.
pub(super) fn transfer_to_many(db: &mut Db, given: &[Given], change: ChangeOfMany) -> Result<()> {
    timers::look_again_at(db, &given.iter().map(|given| given.customer).collect::<Vec<_>>())?;
    store::change_owners(db, given, change)?;
    Ok(())
}

/// Takes these customers, whose rows are locked, from their owner and lets them wait, and tells how many they were.
pub(super) fn release(db: &mut Db, customers: &[i64], at: At, by: Option<i64>) -> Result<i64> {
    let count = counted(customers.len());
    if count > 0 {
        let list = id_list(customers.iter().copied());
        store::no_owner(db, &list)?;
        timeline::record_block(db, reserve_ids(count), &list, at, TimelineKind::Ownership, by)?;
    }
    Ok(count)
}

/// How many they are.
pub(super) fn counted(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
