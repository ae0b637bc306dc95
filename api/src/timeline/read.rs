//! Reads timelines.

use std::cmp::Reverse;

use shared::{
    Id, Page,
    behaviour::BehaviourDay,
    ids::CustomerId,
    orders::OrderRef,
    timeline::{TimelineEntry, TimelineKind, TimelineQuery, TimerStep},
};

use super::{
    Detail, TimerNote,
    store::{self, EntryRow},
};
use crate::{
    behaviour, cursor,
    db::{Db, backdated_id, made_at},
    error::Result,
    permissions::Directory,
};

/// A page of a customer's timeline, newest first. Whoever calls this has found that the caller may see the customer.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn page(
    db: &mut Db,
    directory: &Directory,
    customer: CustomerId,
    query: &TimelineQuery,
) -> Result<Page<TimelineEntry>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let of_behaviour = query.kind == Some(TimelineKind::Behaviour);
    let rows = if of_behaviour { Vec::new() } else { store::page(db, customer.raw(), query.kind, before, limit + 1)? };
    let mut entries: Vec<TimelineEntry> = rows.into_iter().map(|row| entry(directory, row)).collect();
    if of_behaviour || query.kind.is_none() {
        // What is older than the last row is on a later page.
        let is_more = i64::try_from(entries.len()).is_ok_and(|rows| rows > limit);
        let last = entries.last().filter(|_| is_more).map(|last| made_at(last.id.raw()));
        let days = behaviour::days(db, directory, customer, (last, before.map(made_at)), limit + 1)?;
        entries.extend(days.into_iter().map(of_day).filter(|day| before.is_none_or(|before| day.id.raw() < before)));
        entries.sort_by_key(|entry| Reverse(entry.id));
    }
    Ok(cursor::page(entries, limit, |entry| cursor::id_cursor(entry.id.raw())))
}

fn entry(directory: &Directory, row: EntryRow) -> TimelineEntry {
    let detail: Detail = row.detail.and_then(|d| serde_json::from_str(&d).ok()).unwrap_or_default();
    TimelineEntry {
        id: Id::from_raw(row.id),
        at: row.at.utc(),
        kind: row.kind.0,
        by: directory.opt_person(row.by_id),
        way: row.way.map(|w| w.0),
        content: row.content.or(detail.content),
        owner: directory.opt_person(row.owner_id),
        ownership_reason: row.reason.map(|r| r.0),
        fields: detail.fields,
        order: order_of(row.order).or(detail.order),
        order_state: detail.order_state,
        case: detail.case,
        timer: detail.timer.map(|note| step(directory, note)),
        behaviour: None,
    }
}

/// A day's behaviour stands where its last event does, so one that comes late goes to its own day.
fn of_day(day: BehaviourDay) -> TimelineEntry {
    TimelineEntry {
        id: Id::from_raw(backdated_id(day.last_at, 0)),
        at: day.last_at,
        kind: TimelineKind::Behaviour,
        by: None,
        way: None,
        content: None,
        owner: None,
        ownership_reason: None,
        fields: Vec::new(),
        order: None,
        order_state: None,
        case: None,
        timer: None,
        behaviour: Some(day),
    }
}

fn order_of((id, external_id, title): (Option<i64>, Option<String>, Option<String>)) -> Option<OrderRef> {
    Some(OrderRef { id: Id::from_raw(id?), external_id: external_id?, title: title? })
}

fn step(directory: &Directory, note: TimerNote) -> TimerStep {
    TimerStep {
        watch: note.watch,
        key: note.key,
        name: note.name,
        stage: note.stage,
        then: note.then,
        after_minutes: note.after_minutes,
        since: note.since,
        waited_minutes: note.waited_minutes,
        case: note.case,
        case_kind: note.case_kind,
        owner: directory.person(note.owner.raw()),
        told: note.told.into_iter().map(|id| directory.person(id.raw())).collect(),
        new_owner: note.new_owner.map(|id| directory.person(id.raw())),
        decision: note.decision,
    }
}
