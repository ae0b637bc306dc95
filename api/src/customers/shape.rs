//! From rows to what the API gives.

use chrono::{Days, NaiveDate};
use shared::{Id, customers::Customer};

use super::store::RowOf;
use crate::{db::At, permissions::Directory};

/// A calendar day out of the number that the database keeps.
pub fn day(number: i32) -> NaiveDate {
    let epoch = NaiveDate::default();
    match u64::try_from(number) {
        Ok(days) => epoch.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX),
        Err(_) => epoch,
    }
}

/// A customer.
pub fn customer(directory: &Directory, row: RowOf) -> Customer {
    let today = directory.today();
    Customer {
        id: Id::from_raw(row.id),
        name: row.name,
        phone: row.phone,
        company: row.company,
        source: row.source,
        level: row.level.0,
        status: row.status.0,
        district: directory.opt_district(row.district_id),
        owner: directory.opt_person(row.owner_id),
        owned_since: row.owned_since.map(At::utc),
        registered_at: row.registered_at.utc(),
        last_follow_up_at: row.last_follow_up_at.map(At::utc),
        idle_days: row.idle_since.map(|d| (today - day(d)).num_days()),
        due_on: row.due_on.map(day),
        version: row.version,
    }
}
