//! What is thrown away: keys, failures and empty counters that nobody needs any more; and what closes by itself.

mod store;

use chrono::TimeDelta;

use crate::{
    assignment,
    db::{At, Db},
    error::Result,
    idempotency, notices, visitors,
};

/// For how long a repeated request is recognised.
const IDEMPOTENCY: TimeDelta = TimeDelta::hours(48);
/// For how long failures to sign in are remembered; longer than any lock.
const FAILURES: TimeDelta = TimeDelta::days(1);
/// For how long it is remembered how often the public did something; longer than any window.
const USES: TimeDelta = TimeDelta::hours(2);
/// For how long a browser is remembered that never sent anything.
const NOBODIES: TimeDelta = TimeDelta::days(1);
/// How many of those are forgotten at once.
const MOST_NOBODIES: i64 = 10_000;
/// For how long notices are kept.
const NOTICES: TimeDelta = TimeDelta::days(90);
/// How many notices are thrown away at once.
const MOST_NOTICES: i64 = 50_000;

/// How many inquiries are closed at once.
const MOST_CLOSED: i64 = 50_000;

/// Throws away what is too old, and closes what was resolved long ago. Several processes may do it at once.
///
/// # Errors
/// When the database fails.
pub fn tidy_up(db: &mut Db) -> Result<()> {
    let now = At::now();
    idempotency::forget_before(db, now.plus(-IDEMPOTENCY))?;
    store::forget_failures(db, now.plus(-FAILURES))?;
    store::drop_empty_loads(db)?;
    assignment::close_resolved(db, now, MOST_CLOSED)?;
    notices::forget_before(db, now.plus(-NOTICES), MOST_NOTICES)?;
    visitors::forget_sessions(db, now)?;
    visitors::forget_nobodies(db, now.plus(-NOBODIES), MOST_NOBODIES)?;
    visitors::forget_uses(db, now.plus(-USES))?;
    store::tell_planner(db)?;
    Ok(())
}
