//! What is thrown away: keys, failures and empty counters that nobody needs any more.

mod store;

use chrono::TimeDelta;

use crate::{
    db::{At, Db},
    error::Result,
    idempotency,
};

/// For how long a repeated request is recognised.
const IDEMPOTENCY: TimeDelta = TimeDelta::hours(48);
/// For how long failures to sign in are remembered; longer than any lock.
const FAILURES: TimeDelta = TimeDelta::days(1);

/// Throws away what is too old. Several processes may do it at once.
///
/// # Errors
/// When the database fails.
pub fn tidy_up(db: &mut Db) -> Result<()> {
    let now = At::now();
    idempotency::forget_before(db, now.plus(-IDEMPOTENCY))?;
    store::forget_failures(db, now.plus(-FAILURES))?;
    store::drop_empty_loads(db)?;
    Ok(())
}
