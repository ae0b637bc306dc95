//! The merges into a customer.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Id,
    customers::AlsoKnown,
    ids::{CaseId, CustomerId, CustomerMergeId},
    merges::{Merge, MergeUndone},
    permissions::Permission,
};

use super::store::{self, MergeRow};
use crate::{
    customers,
    db::{At, Db},
    error::{Result, not_found},
    permissions::{Access, CustomerRead, Scoped},
    settings,
};

/// How many merges a customer's page shows.
const SHOWN: i64 = 100;

/// The merges into a customer, the latest first.
///
/// # Errors
/// When the customer is out of scope.
pub fn list(db: &mut Db, who: &Access, scope: &Scoped<CustomerRead>, customer: CustomerId) -> Result<Vec<Merge>> {
    let kept = customers::must_be(db, customer)?;
    store::side(db, scope, kept.raw())?.ok_or_else(not_found)?;
    let until = Until::now(db)?;
    let rows = store::of_kept(db, kept.raw(), SHOWN)?;
    // Only the last that stands can be undone.
    let mut is_last = true;
    Ok(rows
        .into_iter()
        .map(|row| {
            let can_undo = row.undone_at.is_none() && std::mem::take(&mut is_last) && until.is_open(&row);
            shape(who, until, row, can_undo)
        })
        .collect())
}

/// Whose an order or inquiry, which is this customer's now, was at an instant: a merge since has carried it over.
///
/// # Errors
/// When the database fails.
pub fn customer_then(db: &mut Db, case: CaseId, customer: CustomerId, at: At) -> Result<CustomerId> {
    Ok(store::gone_then(db, case.raw(), at)?.map_or(customer, Id::from_raw))
}

/// One that the caller has just done or undone.
pub(super) fn one(db: &mut Db, who: &Access, id: CustomerMergeId) -> Result<Merge> {
    let row = store::merge(db, id.raw())?.ok_or_else(not_found)?;
    let until = Until::now(db)?;
    let can_undo = row.undone_at.is_none() && until.is_open(&row);
    Ok(shape(who, until, row, can_undo))
}

/// For how long merges can be undone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Until(TimeDelta);

impl Until {
    /// By the settings of now.
    pub fn now(db: &mut Db) -> Result<Self> {
        Ok(Self(TimeDelta::days(settings::merge_undo_days(db)?.into())))
    }

    /// Until when this one can.
    pub fn of(self, row: &MergeRow) -> DateTime<Utc> {
        row.at.plus(self.0).utc()
    }

    /// Whether it still can.
    pub fn is_open(self, row: &MergeRow) -> bool {
        Utc::now() < self.of(row)
    }
}

fn shape(who: &Access, until: Until, row: MergeRow, can_undo: bool) -> Merge {
    let directory = who.directory();
    let undoable_until = until.of(&row);
    let (gone, name, phone, company) = row.gone;
    let by = row.undone_by;
    Merge {
        id: Id::from_raw(row.id),
        kept_id: Id::from_raw(row.kept_id),
        gone: AlsoKnown { id: Id::from_raw(gone), name, phone, company },
        at: row.at.utc(),
        by: directory.opt_person(row.by_id),
        reason: row.reason,
        status_before: row.status_before.0,
        owner_before: directory.opt_person(row.owner_before),
        carried: row.memo.0.carried,
        undoable_until,
        can_undo: can_undo && directory.holds(who.employee().raw(), Permission::CustomerMerge),
        undone: row.undone_at.zip(row.undo_reason).map(|(at, reason)| MergeUndone {
            at: at.utc(),
            by: directory.opt_person(by),
            reason,
        }),
    }
}
