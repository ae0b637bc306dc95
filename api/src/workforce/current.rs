//! What of the workforce changes seldom, in memory.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use arc_swap::ArcSwapOption;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use shared::{
    ids::{EmployeeId, ScheduleId},
    workforce::{Calendar, Hours, ScheduleRef},
};

use super::store;
use crate::{
    db::{At, Db},
    error::Result,
};

/// The latest of this process. Stamps are ids, so that of another database is never taken for this one's; a database
/// nobody changed yet has nothing to mix up.
static LATEST: ArcSwapOption<Workforce> = ArcSwapOption::const_empty();

/// Schedules, calendar, leaves and skills, as of one stamp.
#[derive(Debug, Default)]
pub struct Workforce {
    stamp: i64,
    schedules: HashMap<i64, (String, Hours)>,
    calendar: Calendar,
    /// Of each person those that had not ended, the first to begin first.
    leaves: HashMap<i64, Vec<(DateTime<Utc>, DateTime<Utc>)>>,
    skills: HashMap<i64, Vec<String>>,
}

/// The workforce as it is now, read anew when it changed. In a transaction that changes it, only after
/// [`super::changed`]: what is not committed would otherwise pass for what everybody sees.
///
/// # Errors
/// When the database fails.
pub fn current(db: &mut Db) -> Result<Arc<Workforce>> {
    let stamp = store::stamp(db)?;
    if let Some(known) = LATEST.load_full().filter(|known| known.stamp == stamp) {
        return Ok(known);
    }
    let read = Arc::new(Workforce::read(db, stamp)?);
    LATEST.store(Some(read.clone()));
    Ok(read)
}

impl Workforce {
    /// Another number after every change of it.
    pub const fn stamp(&self) -> i64 {
        self.stamp
    }

    fn read(db: &mut Db, stamp: i64) -> Result<Self> {
        let mut spans = store::spans(db)?;
        let schedules = store::schedule_names(db)?
            .into_iter()
            .map(|(id, name)| (id, (name, Hours::new(spans.remove(&id).unwrap_or_default()))))
            .collect();
        let calendar = store::days(db, None)?.into_iter().map(|day| (day.day, day.special())).collect();
        let mut leaves: HashMap<i64, Vec<_>> = HashMap::new();
        for (employee, from, to) in store::standing_leaves(db, At::now())? {
            leaves.entry(employee).or_default().push((from.utc(), to.utc()));
        }
        Ok(Self { stamp, schedules, calendar, leaves, skills: store::skills(db)? })
    }

    /// Whether an instant lies within these working hours by the tenant's clock; without any, always.
    pub fn in_hours(&self, schedule: Option<ScheduleId>, at: DateTime<Utc>, zone: Tz) -> bool {
        self.hours(schedule).is_none_or(|hours| hours.covers(at.with_timezone(&zone).naive_local(), &self.calendar))
    }

    /// The hours of a schedule.
    pub fn hours(&self, schedule: Option<ScheduleId>) -> Option<&Hours> {
        self.schedules.get(&schedule?.raw()).map(|(_, hours)| hours)
    }

    /// A schedule, as others name it.
    pub fn schedule_ref(&self, schedule: Option<ScheduleId>) -> Option<ScheduleRef> {
        let id = schedule?;
        self.schedules.get(&id.raw()).map(|(name, _)| ScheduleRef { id, name: name.clone() })
    }

    /// Whether somebody is on leave at an instant from now on.
    pub fn on_leave(&self, employee: EmployeeId, at: DateTime<Utc>) -> bool {
        self.on_leave_until(employee, at).is_some()
    }

    /// Until when somebody who is on leave at an instant from now on is so. Leaves that touch are one.
    pub fn on_leave_until(&self, employee: EmployeeId, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let leaves = self.leaves.get(&employee.raw())?;
        let mut until = None;
        for (from, to) in leaves {
            if *from <= until.unwrap_or(at) && at < *to {
                until = Some(*to);
            }
        }
        until
    }

    /// Whether people work on a day of the tenant in general.
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        self.calendar.is_workday(day)
    }

    /// The days that are not what their weekday says.
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Somebody's skills, sorted.
    pub fn skills(&self, employee: EmployeeId) -> &[String] {
        self.skills.get(&employee.raw()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Which skills people have, and how many have each.
    pub fn known_skills(&self) -> BTreeMap<&str, i64> {
        let mut known = BTreeMap::new();
        for skill in self.skills.values().flatten() {
            *known.entry(skill.as_str()).or_default() += 1;
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use shared::Id;

    use super::*;

    #[test]
    fn leaves_that_touch_are_one() {
        let at = |hour: i64| DateTime::from_timestamp(hour * 3600, 0).expect("a time");
        let leaves = HashMap::from([(7, vec![(at(1), at(2)), (at(2), at(5)), (at(6), at(7))])]);
        let workforce = Workforce { leaves, ..Workforce::default() };
        let until = |hour| workforce.on_leave_until(Id::from_raw(7), at(hour));
        assert_eq!([0, 1, 2, 5, 6, 7].map(until), [None, Some(at(5)), Some(at(5)), None, Some(at(7)), None]);
        assert!(!workforce.on_leave(Id::from_raw(8), at(1)));
    }
}
