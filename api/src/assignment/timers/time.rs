//! The working time of owners.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use shared::{Id, ids::ScheduleId, workforce::WorkingTime};

use crate::{
    assignment::{engine::Engine, store},
    db::{At, Db, id_list},
    error::Result,
    workforce,
};

/// When some owners work.
pub(super) struct Owners {
    schedules: HashMap<i64, Option<ScheduleId>>,
    away: HashMap<i64, Vec<(NaiveDateTime, NaiveDateTime)>>,
}

impl Owners {
    /// Reads what the working time of these people from an instant on depends on.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn read(db: &mut Db, engine: &Engine<'_>, people: &[i64], from: At) -> Result<Self> {
        let schedules = store::schedules_of(db, &id_list(people.iter().copied()))?;
        let away = workforce::away(db, people.iter().copied(), from)?;
        Ok(Self {
            schedules: schedules.into_iter().map(|(id, schedule)| (id, schedule.map(Id::from_raw))).collect(),
            away: away
                .into_iter()
                .map(|(id, times)| {
                    let times = times.into_iter().map(|(from, to)| (local(engine, from), local(engine, to)));
                    (id, times.collect())
                })
                .collect(),
        })
    }

    /// When somebody works.
    pub(super) fn time<'a>(&'a self, engine: &'a Engine<'_>, owner: i64) -> WorkingTime<'a> {
        let schedule = self.schedules.get(&owner).copied().flatten();
        let away = self.away.get(&owner).map(Vec::as_slice).unwrap_or_default();
        WorkingTime::new(engine.workforce.hours(schedule), engine.workforce.calendar(), away)
    }
}

/// How many minutes somebody worked between two instants, by their hours and leave of now.
///
/// # Errors
/// When the database fails.
pub(in crate::assignment) fn worked(db: &mut Db, engine: &Engine<'_>, owner: i64, from: At, to: At) -> Result<i32> {
    let owners = Owners::read(db, engine, &[owner], from)?;
    let minutes = owners.time(engine, owner).minutes(local(engine, from), local(engine, to));
    Ok(i32::try_from(minutes).unwrap_or(i32::MAX))
}

/// What the tenant's clock shows.
pub(super) fn local(engine: &Engine<'_>, at: At) -> NaiveDateTime {
    at.utc().with_timezone(&engine.directory.time_zone).naive_local()
}

/// When it shows that.
pub(super) fn instant(engine: &Engine<'_>, local: NaiveDateTime) -> At {
    At::from(workforce::instant_of(local, engine.directory.time_zone))
}

/// When a day of the tenant begins, counted from 1970-01-01.
pub(super) fn begin_of(engine: &Engine<'_>, day: i32) -> At {
    let first = DateTime::<Utc>::default().date_naive();
    let day = first.checked_add_signed(chrono::TimeDelta::days(day.into())).unwrap_or(first);
    At::from(workforce::begin_of(day, engine.directory.time_zone))
}
