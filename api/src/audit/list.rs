//! Reads the log.

use shared::{
    Id, Page,
    audit::{AuditEntry, AuditQuery},
};

use super::store::{self, EntryRow};
use crate::{
    cursor,
    db::Db,
    error::Result,
    permissions::{AuditRead, Granted},
};

/// A page of entries, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, granted: Granted<AuditRead>, query: &AuditQuery) -> Result<Page<AuditEntry>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let rows = store::list(db, granted, query, before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.id)).map(entry))
}

fn entry(row: EntryRow) -> AuditEntry {
    let document = |text: Option<String>| text.and_then(|t| serde_json::from_str(&t).ok());
    AuditEntry {
        id: Id::from_raw(row.id),
        at: row.at.utc(),
        actor: row.actor,
        actor_id: row.actor_id.map(Id::from_raw),
        action: row.action,
        entity: row.entity,
        entity_id: row.entity_id,
        label: row.label,
        before: document(row.before),
        after: document(row.after),
        ip: row.ip,
        request_id: row.request_id,
    }
}
