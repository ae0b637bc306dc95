//! Queries about the log.

use diesel::prelude::*;
use shared::audit::AuditQuery;

use crate::{
    db::{At, Db, schema::audit_log},
    permissions::{AuditRead, Granted},
};

/// An entry to be written.
#[derive(Insertable)]
#[diesel(table_name = audit_log, treat_none_as_default_value = false)]
pub struct NewEntry<'a> {
    pub id: i64,
    pub at: At,
    pub actor: &'a str,
    pub actor_id: Option<i64>,
    pub action: &'a str,
    pub entity: &'a str,
    pub entity_id: Option<String>,
    pub label: &'a str,
    pub before: Option<String>,
    pub after: Option<String>,
    pub ip: Option<&'a str>,
    pub request_id: Option<&'a str>,
}

/// An entry as it was written.
#[derive(Queryable)]
pub struct EntryRow {
    pub id: i64,
    pub at: At,
    pub actor: String,
    pub actor_id: Option<i64>,
    pub action: String,
    pub entity: String,
    pub entity_id: Option<String>,
    pub label: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

pub fn insert(db: &mut Db, entry: &NewEntry<'_>) -> QueryResult<()> {
    diesel::insert_into(audit_log::table).values(entry).execute(db).map(drop)
}

/// Entries newest first, before the one with the id `before`.
pub fn list(
    db: &mut Db,
    _: Granted<AuditRead>,
    query: &AuditQuery,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<EntryRow>> {
    let mut rows = audit_log::table.order(audit_log::id.desc()).limit(limit).into_boxed();
    if let Some(actor) = query.actor {
        rows = rows.filter(audit_log::actor_id.eq(actor.raw()));
    }
    if let Some(action) = &query.action {
        // A word without a dot means every action that begins with it and a dot; `/` is the character after the dot.
        rows = if action.contains('.') {
            rows.filter(audit_log::action.eq(action.clone()))
        } else {
            rows.filter(audit_log::action.ge(format!("{action}."))).filter(audit_log::action.lt(format!("{action}/")))
        };
    }
    if let Some(entity) = &query.entity {
        rows = rows.filter(audit_log::entity.eq(entity.clone()));
    }
    if let Some(id) = &query.entity_id {
        rows = rows.filter(audit_log::entity_id.eq(id.clone()));
    }
    if let Some(from) = query.from {
        rows = rows.filter(audit_log::at.ge(At::from(from)));
    }
    if let Some(to) = query.to {
        rows = rows.filter(audit_log::at.lt(At::from(to)));
    }
    if let Some(before) = before {
        rows = rows.filter(audit_log::id.lt(before));
    }
    rows.load(db)
}
