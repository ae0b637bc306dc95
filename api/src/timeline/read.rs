//! Reads timelines.

use shared::{
    Id, Page,
    ids::CustomerId,
    orders::OrderRef,
    timeline::{TimelineEntry, TimelineQuery, TimerStep},
};

use super::{Detail, TimerNote, store};
use crate::{cursor, db::Db, error::Result, permissions::Directory};

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
    let rows = store::page(db, customer.raw(), query.kind, before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.id)).map(|row| {
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
        }
    }))
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
