//! Reads what customers did.

use chrono::{DateTime, Utc};
use shared::{
    Id, Page,
    behaviour::{BehaviourDay, BehaviourEvent, BehaviourQuery, BehaviourTally},
    ids::CustomerId,
    problem::FieldCode,
};

use super::store::{self, DayRow};
use crate::{
    assignment::{day_number, day_of_number},
    cursor, customers,
    db::{At, Db},
    error::{Result, invalid},
    permissions::{CustomerRead, Directory, Scoped},
};

/// By how many days a calendar day of one time zone may differ from that of another, at the same instant.
const ZONES_APART: i32 = 2;

/// The latest days on which a customer did something: all from one instant on, or so many as lie before another, whichever are
/// fewer. There may be some that lie after that, or before the first: what was told when the tenant had another time zone may be
/// counted to a day that has another name now. Whoever calls this has found that the caller may see the customer.
///
/// # Errors
/// When the database fails.
pub fn days(
    db: &mut Db,
    directory: &Directory,
    customer: CustomerId,
    (from, to): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    limit: i64,
) -> Result<Vec<BehaviourDay>> {
    let number = |at: DateTime<Utc>| day_number(directory.day_of(at));
    let bounds =
        (from.map_or(i32::MIN, |at| number(at) - ZONES_APART), to.map_or(i32::MAX, |at| number(at) + ZONES_APART));
    // So many, that of the instant itself among them, may turn out to lie after it.
    let limit = limit + i64::from(2 * ZONES_APART + 1);
    let mut days: Vec<(i32, BehaviourDay)> = Vec::new();
    for row in store::days(db, customer, bounds, limit)? {
        match days.last_mut() {
            Some((number, day)) if *number == row.day => add(day, row),
            _ => {
                let Some(day) = day_of_number(row.day) else { continue };
                let (first_at, last_at) = (row.first_at.utc(), row.last_at.utc());
                let mut day = BehaviourDay { day, times: 0, first_at, last_at, kinds: Vec::new() };
                let number = row.day;
                add(&mut day, row);
                days.push((number, day));
            }
        }
    }
    Ok(days
        .into_iter()
        .map(|(_, mut day)| {
            // What was done as often stays in the order in which it came: the latest first.
            day.kinds.sort_by_key(|tally| std::cmp::Reverse(tally.times));
            day
        })
        .collect())
}

/// Counts one kind in. One that is there already was told of somebody who is part of the customer now; the rows come latest first.
fn add(day: &mut BehaviourDay, row: DayRow) {
    let (first_at, last_at) = (row.first_at.utc(), row.last_at.utc());
    day.times += row.times;
    day.first_at = day.first_at.min(first_at);
    day.last_at = day.last_at.max(last_at);
    match day.kinds.iter_mut().find(|tally| tally.kind == row.kind) {
        Some(tally) => {
            tally.times += row.times;
            tally.first_at = tally.first_at.min(first_at);
        }
        None => day.kinds.push(BehaviourTally {
            kind: row.kind,
            times: row.times,
            first_at,
            last_at,
            last_subject: row.last_subject,
        }),
    }
}

/// When a customer did something last.
///
/// # Errors
/// When the database fails.
pub fn last_active(db: &mut Db, customer: CustomerId) -> Result<Option<At>> {
    Ok(store::last_active(db, customer)?)
}

/// A page of what a customer did, the latest first.
///
/// # Errors
/// When the customer is out of scope, or the limit or the cursor is wrong.
pub(super) fn events(
    db: &mut Db,
    scope: &Scoped<CustomerRead>,
    customer: CustomerId,
    query: &BehaviourQuery,
) -> Result<Page<BehaviourEvent>> {
    let customer = customers::current_in_scope(db, scope, customer)?;
    let limit = cursor::limit(query.limit)?;
    // Of somebody who did a hundred thousand other things it would be looked for in all of them.
    if query.kind.is_some() && query.day.is_none() {
        return Err(invalid("/day", FieldCode::Required));
    }
    let after = match cursor::after_numbers::<3>(query.cursor.as_deref())? {
        None => None,
        Some([day, micros, id]) => {
            let day = i32::try_from(day).map_err(|_| cursor::malformed())?;
            let at = DateTime::from_timestamp_micros(micros).ok_or_else(cursor::malformed)?;
            Some((day, At::from(at), id))
        }
    };
    let which = (query.day.map(day_number), query.kind.as_deref());
    let rows = store::events(db, scope, customer, which, after, limit + 1)?;
    let cursor_of =
        |row: &store::EventRow| cursor::numbers_cursor(&[row.day.into(), row.at.utc().timestamp_micros(), row.id]);
    Ok(cursor::page(rows, limit, cursor_of).map(|row| BehaviourEvent {
        id: Id::from_raw(row.id),
        source: row.source,
        external_id: row.external_id,
        kind: row.kind,
        at: row.at.utc(),
        subject: row.subject,
        url: row.url,
    }))
}
