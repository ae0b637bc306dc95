//! The calendar of days that are not what their weekday says.

use chrono::NaiveDate;
use shared::{
    Id,
    ids::EmployeeId,
    workforce::{CalendarDay, CalendarDays},
};

use super::store;
use crate::{
    assignment,
    audit::{self, Change},
    db::Db,
    error::{Result, not_found},
    permissions::{Actor, Directory, Granted, GroupManage, GroupRead},
};

/// The days of a year.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<GroupRead>, year: i32) -> Result<Vec<CalendarDay>> {
    Ok(store::days(db, Some(year))?)
}

/// Sets days, and tells how they are.
///
/// # Errors
/// When the database fails.
pub fn set(
    db: &mut Db,
    actor: &Actor,
    _: Granted<GroupManage>,
    directory: &Directory,
    days: &CalendarDays,
) -> Result<Vec<CalendarDay>> {
    store::change_stamp(db)?;
    let these: Vec<NaiveDate> = days.days.iter().map(|day| day.day).collect();
    let of_these = |db: &mut Db| -> Result<Vec<CalendarDay>> {
        Ok(store::days(db, None)?.into_iter().filter(|day| these.contains(&day.day)).collect())
    };
    let before = of_these(db)?;
    store::remove_days(db, &these)?;
    store::insert_days(db, &days.days)?;
    let after = of_these(db)?;
    let change = Change::new("calendar.set", None::<String>, label(&after));
    audit::record(db, actor, change.before(&before)?.after(&after)?)?;
    everybody_is_concerned(db, directory)?;
    Ok(after)
}

/// Forgets a day: it is what its weekday says again.
///
/// # Errors
/// When nothing was said of it.
pub fn remove(
    db: &mut Db,
    actor: &Actor,
    _: Granted<GroupManage>,
    directory: &Directory,
    day: NaiveDate,
) -> Result<()> {
    store::change_stamp(db)?;
    let before = store::days(db, None)?.into_iter().find(|known| known.day == day).ok_or_else(not_found)?;
    store::remove_days(db, &[day])?;
    let change = Change::new("calendar.remove", Some(day), &before.name).before(&before)?;
    audit::record(db, actor, change)?;
    everybody_is_concerned(db, directory)
}

/// Today may be a workday now.
fn everybody_is_concerned(db: &mut Db, directory: &Directory) -> Result<()> {
    let agents: Vec<EmployeeId> = directory.agents().into_iter().map(Id::from_raw).collect();
    assignment::roster_changed(db, directory, &agents)
}

/// What people call the days: the first name, and how many days there are.
fn label(days: &[CalendarDay]) -> String {
    match days {
        [] => String::new(),
        [day] => day.name.clone(),
        [first, ..] => format!("{} ×{}", first.name, days.len()),
    }
}
