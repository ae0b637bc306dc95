//! Queries about the calendar.

use chrono::{Datelike, Days, NaiveDate};
use diesel::prelude::*;
use shared::{
    assignment::times::Weekday,
    workforce::{CalendarDay, DayKind},
};

use crate::{
    assignment::day_number,
    db::{Code, Db, each, schema::calendar_days},
};

/// The days of a year, or all of them.
pub fn days(db: &mut Db, year: Option<i32>) -> QueryResult<Vec<CalendarDay>> {
    let rows: Vec<(i32, Code<DayKind>, Option<i32>, String)> =
        calendar_days::table.order(calendar_days::day).load(db)?;
    let days = rows.into_iter().filter_map(|(number, kind, as_weekday, name)| {
        let day = NaiveDate::default().checked_add_days(Days::new(u64::try_from(number).ok()?))?;
        Some(CalendarDay { day, kind: kind.0, as_weekday: as_weekday.and_then(Weekday::numbered), name })
    });
    Ok(days.filter(|day| year.is_none_or(|year| day.day.year() == year)).collect())
}

pub fn remove_days(db: &mut Db, days: &[NaiveDate]) -> QueryResult<usize> {
    let numbers: Vec<i32> = days.iter().copied().map(day_number).collect();
    let mut removed = 0;
    for number in numbers {
        removed += diesel::delete(calendar_days::table.find(number)).execute(db)?;
    }
    Ok(removed)
}

pub fn insert_days(db: &mut Db, days: &[CalendarDay]) -> QueryResult<()> {
    let rows: Vec<_> = days
        .iter()
        .map(|day| {
            (
                calendar_days::day.eq(day_number(day.day)),
                calendar_days::kind.eq(Code(day.kind)),
                calendar_days::as_weekday.eq(day.as_weekday.map(|weekday| i32::from(weekday.number()))),
                calendar_days::name.eq(day.name.trim()),
            )
        })
        .collect();
    each!(db, |db| diesel::insert_into(calendar_days::table).values(&rows).execute(db)).map(drop)
}
