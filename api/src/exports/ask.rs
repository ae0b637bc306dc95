//! Asks for exports, looks at them and calls them off.

use shared::{
    Id, Page,
    exports::{Export, ExportDraft, ExportOf, ExportState, MAX_EXPECTED, MAX_OPEN},
    ids::{ExportId, kinds},
    page::{Count, PageQuery},
    problem::ErrorCode,
    search::{SearchKind, SearchQuery},
};

use super::{
    audience, files,
    store::{self, ExportRow},
};
use crate::{
    audit::{self, Change},
    cursor, customers,
    db::{At, Db, is_unique_violation, next_id},
    error::{Error, Result, not_found, refused, wrong_state},
    orders,
    permissions::Access,
    search,
};

/// Up to how many rows are counted while somebody waits for the number.
const PREVIEW_BOUND: i64 = 10_000;
/// How much of what a search finds is read at once.
pub const FOUND_AT_ONCE: usize = 200;

/// How many orders or customers an export would hold now.
///
/// # Errors
/// When the permission is missing.
pub fn preview(db: &mut Db, who: &Access, draft: &ExportDraft) -> Result<Count> {
    count(db, who, &draft.what, PREVIEW_BOUND)
}

/// The same, counted up to a bound.
///
/// # Errors
/// When the permission is missing.
pub fn count(db: &mut Db, who: &Access, what: &ExportOf, bound: i64) -> Result<Count> {
    let directory = who.directory();
    let count = match what {
        ExportOf::Search(query) => return count_found(db, who, query),
        ExportOf::Orders(filter) => orders::count_for_file(db, directory, &who.scope()?, filter, bound)?,
        ExportOf::Customers(filter) => customers::count_for_file(db, directory, &who.scope()?, filter, bound)?,
    };
    Ok(Count { count: count.min(bound), capped: count > bound })
}

/// Counts the first that a search finds: how many there are in all is known when everything has been looked through.
fn count_found(db: &mut Db, who: &Access, query: &SearchQuery) -> Result<Count> {
    must_be_allowed(who, query)?;
    let directory = who.directory();
    let (ids, next) = search::found(db, who, query, None, FOUND_AT_ONCE)?;
    let count = match query.find {
        SearchKind::Orders => orders::these_for_file(db, directory, &who.scope()?, &ids)?.len(),
        _ => customers::these_for_file(db, directory, &who.scope()?, &ids)?.len(),
    };
    Ok(Count { count: i64::try_from(count).unwrap_or(i64::MAX), capped: next.is_some() })
}

/// Refuses who may not search that; what is wrong stands where the request has it.
fn must_be_allowed(who: &Access, query: &SearchQuery) -> Result<()> {
    search::must_be_allowed(who, query).map_err(|error| match error {
        Error::Refused(mut refusal) => {
            for fault in &mut refusal.errors {
                fault.pointer.insert_str(0, "/what/filter");
            }
            Error::Refused(refusal)
        }
        other => other,
    })
}

/// Asks for an export. It is written as soon as those before it are.
///
/// # Errors
/// When the permission is missing, or too many of the caller's are on their way.
pub fn ask(db: &mut Db, who: &Access, draft: &ExportDraft) -> Result<Export> {
    audience::reach(who, &draft.what)?;
    if let ExportOf::Search(query) = &draft.what {
        must_be_allowed(who, query)?;
    }
    let me = who.employee().raw();
    let taken = store::slots(db, me)?;
    let places = i64::try_from(MAX_OPEN).unwrap_or(0);
    let slot = (1..=places).find(|slot| !taken.contains(slot)).ok_or_else(too_many)?;
    let (id, at): (ExportId, At) = (next_id::<kinds::Export>(), At::now());
    let what = draft.what.clone().without_page();
    let local = at.utc().with_timezone(&who.directory().time_zone).format("%Y%m%d-%H%M");
    let file_name = format!("{}-{local}.{}", what.title(draft.lang), files::extension(draft.format));
    let new =
        store::NewExport { id: id.raw(), asker: me, slot, what, format: draft.format, lang: draft.lang, file_name, at };
    store::insert(db, &new).map_err(|failure| {
        // Another request of the same person took the place meanwhile.
        if is_unique_violation(&failure) { too_many() } else { failure.into() }
    })?;
    let made = one(db, who, id)?;
    audit::record(db, who.actor(), Change::new("export.create", Some(id), &made.file_name).after(&made)?)?;
    Ok(made)
}

fn too_many() -> Error {
    refused(ErrorCode::TooManyExports)
}

/// A page of the caller's exports, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, who: &Access, query: &PageQuery) -> Result<Page<Export>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let rows = store::page(db, who.employee().raw(), before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.id)).map(export))
}

/// An export of the caller's.
///
/// # Errors
/// When it is somebody else's.
pub fn one(db: &mut Db, who: &Access, id: ExportId) -> Result<Export> {
    own(db, who, id).map(export)
}

/// The row of an export of the caller's.
///
/// # Errors
/// When it is somebody else's.
pub fn own(db: &mut Db, who: &Access, id: ExportId) -> Result<ExportRow> {
    store::own(db, who.employee().raw(), id.raw())?.ok_or_else(not_found)
}

/// Calls an export off that waits or is being written.
///
/// # Errors
/// When it is somebody else's, or has ended.
pub fn cancel(db: &mut Db, who: &Access, id: ExportId) -> Result<Export> {
    let before = one(db, who, id)?;
    if store::cancel(db, id.raw(), At::now())? == 0 {
        return Err(wrong_state());
    }
    let after = one(db, who, id)?;
    let change = Change::new("export.cancel", Some(id), &after.file_name).before(&before)?.after(&after)?;
    audit::record(db, who.actor(), change)?;
    Ok(after)
}

/// An export as its asker sees it.
pub fn export(row: ExportRow) -> Export {
    Export {
        id: Id::from_raw(row.id),
        what: row.what.0,
        format: row.format.0,
        lang: store::lang_of(&row.lang),
        state: row.state.0,
        written: row.written,
        expected: row.expected.map(|n| Count { count: n.min(MAX_EXPECTED), capped: n > MAX_EXPECTED }),
        file_name: row.file_name,
        size: row.size.filter(|_| row.state.0 == ExportState::Done),
        sha256: row.sha256.filter(|_| row.state.0 == ExportState::Done),
        failure: row.failure.map(|failure| failure.0),
        created_at: row.created_at.utc(),
        started_at: row.started_at.map(At::utc),
        finished_at: row.finished_at.map(At::utc),
        expires_at: row.expires_at.map(At::utc),
    }
}
