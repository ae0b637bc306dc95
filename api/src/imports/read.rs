//! Where an import stands, and its lines.

use chrono::TimeDelta;
use shared::{
    FieldError, Id, Lang, Page,
    ids::ImportId,
    imports::{Import, ImportKind, ImportLine, ImportLineQuery, ImportStatus},
};

use super::store::{self, ImportRow, LineRow};
use crate::{
    cursor,
    db::{At, Db},
    error::{Result, forbidden, not_found},
    permissions::{Access, DistrictManage, OrganisationManage},
};

/// A check that was not heard of for so long has died with its process.
const SILENCE: TimeDelta = TimeDelta::seconds(60);

/// Refuses whoever may not import files of this kind.
pub(super) fn must_manage(who: &Access, kind: ImportKind) -> Result<()> {
    match kind {
        ImportKind::Districts => who.granted::<DistrictManage>().map(drop),
        ImportKind::Employees => who.granted::<OrganisationManage>().map(drop),
    }
}

/// The import, if its kind is the caller's to import.
pub(super) fn visible(db: &mut Db, who: &Access, id: ImportId) -> Result<ImportRow> {
    if must_manage(who, ImportKind::Districts).is_err() && must_manage(who, ImportKind::Employees).is_err() {
        return Err(forbidden());
    }
    let row = store::import(db, id.raw())?;
    must_manage(who, row.kind.0).map_err(|_| not_found())?;
    Ok(row)
}

/// One import.
///
/// # Errors
/// When there is none that the caller may see.
pub fn one(db: &mut Db, who: &Access, id: ImportId, lang: Lang) -> Result<Import> {
    let mut import = visible(db, who, id).map(import)?;
    import.failure.iter_mut().for_each(|failure| explain(failure, lang));
    Ok(import)
}

/// Says a fault in words.
fn explain(fault: &mut FieldError, lang: Lang) {
    fault.message = fault.code.message(lang);
}

/// A page of an import's lines, in the order of the file.
///
/// # Errors
/// When there is no import that the caller may see, or the limit or the cursor is wrong.
pub fn lines(db: &mut Db, who: &Access, id: ImportId, query: &ImportLineQuery, lang: Lang) -> Result<Page<ImportLine>> {
    let limit = cursor::limit(query.limit)?;
    let after = cursor::after_id(query.cursor.as_deref())?;
    visible(db, who, id)?;
    let rows = store::lines(db, id.raw(), query.action, after, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.line));
    let mut items = page.items.into_iter().map(line).collect::<Result<Vec<ImportLine>>>()?;
    items.iter_mut().flat_map(|line| &mut line.errors).for_each(|fault| explain(fault, lang));
    Ok(Page { items, next_cursor: page.next_cursor })
}

pub(super) fn line(row: LineRow) -> Result<ImportLine> {
    let errors = row.errors.as_deref().map(serde_json::from_str::<Vec<FieldError>>).transpose()?;
    Ok(ImportLine {
        line: row.line,
        action: row.action.0,
        cells: serde_json::from_str(&row.cells)?,
        errors: errors.unwrap_or_default(),
    })
}

/// An import as the API shows it.
pub(super) fn import(row: ImportRow) -> Import {
    let died = row.status.0 == ImportStatus::Checking && row.touched_at.plus(SILENCE) < At::now();
    Import {
        id: Id::from_raw(row.id),
        kind: row.kind.0,
        file_name: row.file_name,
        status: if died { ImportStatus::Failed } else { row.status.0 },
        total: row.total,
        checked: row.checked,
        added: row.added,
        changed: row.changed,
        unchanged: row.unchanged,
        bad: row.bad,
        failure: row.failure.and_then(|text| serde_json::from_str(&text).ok()),
        unknown_columns: serde_json::from_str(&row.unknown_columns).unwrap_or_default(),
        created_at: row.created_at.utc(),
        applied_at: row.applied_at.map(At::utc),
    }
}
