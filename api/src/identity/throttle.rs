//! Slows guessing down. Attempts are counted before the password is looked at, so guesses sent all at once count too.

use chrono::TimeDelta;

use super::store;
use crate::{
    db::{At, Db},
    error::{Result, too_many_attempts},
};

/// How many failures of one account go unpunished.
const FREE_FOR_ACCOUNT: i32 = 5;
/// How many of one address: a whole office may sit behind it.
const FREE_FOR_ADDRESS: i32 = 60;
/// After so long without a failure the count begins anew.
const MEMORY: TimeDelta = TimeDelta::minutes(30);
const FIRST_LOCK_SECONDS: i64 = 15;
const LONGEST_LOCK_SECONDS: i64 = 900;

/// Counts an attempt on an account from an address.
///
/// # Errors
/// While either is locked.
pub fn count_attempt(db: &mut Db, login: &str, ip: Option<&str>) -> Result<()> {
    count(db, &account(login), FREE_FOR_ACCOUNT)?;
    match ip {
        Some(ip) => count(db, &format!("ip:{ip}"), FREE_FOR_ADDRESS),
        None => Ok(()),
    }
}

/// Forgets the failures of an account that signed in.
///
/// # Errors
/// When the database fails.
pub fn forgive(db: &mut Db, login: &str, ip: Option<&str>) -> Result<()> {
    store::forget_failures(db, &account(login))?;
    if let Some(ip) = ip {
        store::uncount_failure(db, &format!("ip:{ip}"))?;
    }
    Ok(())
}

fn account(login: &str) -> String {
    format!("login:{}", login.to_lowercase())
}

fn count(db: &mut Db, subject: &str, free: i32) -> Result<()> {
    let now = At::now();
    let known = store::lock_failures(db, subject, now)?;
    if let Some(until) = known.locked_until.filter(|until| *until > now) {
        let left = (until.utc() - now.utc()).num_seconds() + 1;
        return Err(too_many_attempts(u32::try_from(left).unwrap_or(u32::MAX)));
    }
    let before = if known.last_at.plus(MEMORY) > now { known.failures } else { 0 };
    let failures = before.saturating_add(1);
    let locked_until = (failures >= free).then(|| {
        let doubled = FIRST_LOCK_SECONDS << (failures - free).clamp(0, 10);
        now.plus(TimeDelta::seconds(doubled.min(LONGEST_LOCK_SECONDS)))
    });
    store::put_failures(db, subject, failures, now, locked_until)?;
    Ok(())
}
