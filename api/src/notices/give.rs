//! Gives notices.

use shared::{
    assignment::policy::TimerWatch,
    ids::{CaseId, CustomerId, EmployeeId, kinds},
    notices::NoticeKind,
};

use super::store;
use crate::{
    db::{At, Db, next_id},
    error::Result,
    permissions::Directory,
};

/// A notice to be given.
#[derive(Debug, Clone, Copy)]
pub struct NewNotice<'a> {
    /// To whom.
    pub to: EmployeeId,
    /// When.
    pub at: At,
    /// What it is about.
    pub kind: NoticeKind,
    /// What was waited for.
    pub watch: TimerWatch,
    /// The key of the timer.
    pub key: &'a str,
    /// What people call the timer.
    pub name: &'a str,
    /// The customer.
    pub customer: CustomerId,
    /// The inquiry or order.
    pub case: Option<CaseId>,
    /// Whom else it is about.
    pub person: Option<EmployeeId>,
    /// Since when was waited.
    pub since: At,
}

/// Gives a notice. Of customers who were not followed up there may be thousands on one morning, so whoever is told the same of
/// several on one day has one notice of them, which counts, and is new again when it grows.
///
/// # Errors
/// When the database fails.
pub fn give(db: &mut Db, directory: &Directory, notice: &NewNotice<'_>) -> Result<()> {
    let sum_key = (notice.watch == TimerWatch::NotFollowedUp).then(|| {
        let person = notice.person.map(|id| id.to_string()).unwrap_or_default();
        let day = directory.day_of(notice.at.utc());
        format!("{} {} {} {person} {day}", notice.to, notice.kind, notice.key)
    });
    store::put(db, next_id::<kinds::Notice>().raw(), notice, sum_key)?;
    Ok(())
}

/// Forgets notices from before an instant, so many at most.
///
/// # Errors
/// When the database fails.
pub fn forget_before(db: &mut Db, at: At, most: i64) -> Result<()> {
    store::forget_before(db, at, most)?;
    Ok(())
}
