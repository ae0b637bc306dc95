//! Queries about working hours.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use shared::{
    assignment::times::{TimeOfDay, Weekday},
    workforce::Span,
};

use crate::db::{
    Db, each,
    schema::{schedule_spans, schedules},
    sql,
};

const MIDNIGHT: i32 = 24 * 60;

/// A schedule with how many active agents have it.
#[derive(Queryable)]
pub struct ScheduleRow {
    pub id: i64,
    pub name: String,
    pub version: i64,
    pub agents: i64,
}

/// Schedules by name, all of them or one.
pub fn schedules(db: &mut Db, only: Option<i64>) -> QueryResult<Vec<ScheduleRow>> {
    sql::<(BigInt, Text, BigInt, BigInt)>(
        "SELECT s.id, s.name, s.version, (SELECT count(*) FROM agent_states a JOIN employees e ON e.id = a.employee_id \
         WHERE a.schedule_id = s.id AND e.is_agent AND e.status = 'active') \
         FROM schedules s WHERE CAST($1 AS BIGINT) IS NULL OR s.id = $1 ORDER BY s.name",
    )
    .bind(only)
    .load(db)
}

pub fn schedule_names(db: &mut Db) -> QueryResult<Vec<(i64, String)>> {
    schedules::table.select((schedules::id, schedules::name)).load(db)
}

/// The spans of every schedule.
pub fn spans(db: &mut Db) -> QueryResult<HashMap<i64, Vec<Span>>> {
    let rows: Vec<(i64, i32, i32, i32)> = schedule_spans::table.load(db)?;
    let mut spans: HashMap<i64, Vec<Span>> = HashMap::new();
    for (schedule, weekday, from, to) in rows {
        let time = |minute: i32| u16::try_from(minute % MIDNIGHT).ok().and_then(TimeOfDay::from_minute);
        if let (Some(weekday), Some(from), Some(to)) = (Weekday::numbered(weekday), time(from), time(to)) {
            spans.entry(schedule).or_default().push(Span { weekday, from, to });
        }
    }
    Ok(spans)
}

pub fn insert_schedule(db: &mut Db, id: i64, name: &str) -> QueryResult<()> {
    diesel::insert_into(schedules::table)
        .values((schedules::id.eq(id), schedules::name.eq(name), schedules::version.eq(1_i64)))
        .execute(db)
        .map(drop)
}

pub fn update_schedule(db: &mut Db, id: i64, version: i64, name: &str) -> QueryResult<usize> {
    diesel::update(schedules::table.filter(schedules::id.eq(id)).filter(schedules::version.eq(version)))
        .set((schedules::name.eq(name), schedules::version.eq(version.saturating_add(1))))
        .execute(db)
}

/// The spans go with it.
pub fn delete_schedule(db: &mut Db, id: i64, version: i64) -> QueryResult<usize> {
    diesel::delete(schedules::table.filter(schedules::id.eq(id)).filter(schedules::version.eq(version))).execute(db)
}

pub fn replace_spans(db: &mut Db, schedule: i64, spans: &[Span]) -> QueryResult<()> {
    diesel::delete(schedule_spans::table.filter(schedule_spans::schedule_id.eq(schedule))).execute(db)?;
    let rows: Vec<_> = spans
        .iter()
        .map(|span| {
            // Midnight at the end of a day has its own number, so that a whole day is not empty.
            let to = if span.to.minute() == 0 { MIDNIGHT } else { span.to.minute().into() };
            (
                schedule_spans::schedule_id.eq(schedule),
                schedule_spans::weekday.eq(i32::from(span.weekday.number())),
                schedule_spans::from_minute.eq(i32::from(span.from.minute())),
                schedule_spans::to_minute.eq(to),
            )
        })
        .collect();
    each!(db, |db| diesel::insert_into(schedule_spans::table).values(&rows).execute(db)).map(drop)
}
