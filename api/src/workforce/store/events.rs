//! The stamp, and what is written down of every change.

use diesel::prelude::*;

use crate::db::{
    At, Db, each, next_id,
    schema::{roster_events, roster_stamp},
};

/// How many rows go to the database at once.
const BATCH: usize = 2000;

/// The number that changes with hours, calendar, leaves, skills and groups.
pub fn stamp(db: &mut Db) -> QueryResult<i64> {
    roster_stamp::table.find(1).select(roster_stamp::stamp).first(db)
}

/// Tells every process that hours, calendar, leaves, skills or groups change. On PostgreSQL the row also makes such changes
/// wait for each other, so it comes before any other lock of the transaction but that of `permissions::changed`.
pub fn change_stamp(db: &mut Db) -> QueryResult<()> {
    let stamp = next_id::<shared::ids::kinds::RosterEvent>().raw();
    diesel::update(roster_stamp::table.find(1)).set(roster_stamp::stamp.eq(stamp)).execute(db).map(drop)
}

/// A change to be written down.
#[derive(Insertable)]
#[diesel(table_name = roster_events, treat_none_as_default_value = false)]
pub struct NewEvent {
    pub id: i64,
    pub at: At,
    pub employee_id: i64,
    pub group_id: Option<i64>,
    pub kind: &'static str,
    pub value: Option<String>,
    pub by_id: Option<i64>,
}

pub fn insert_events(db: &mut Db, rows: &[NewEvent]) -> QueryResult<()> {
    for rows in rows.chunks(BATCH) {
        each!(db, |db| diesel::insert_into(roster_events::table).values(rows).execute(db))?;
    }
    Ok(())
}
