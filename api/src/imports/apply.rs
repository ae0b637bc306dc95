//! Applies a checked file: all of it or, when anything goes wrong, nothing.

use shared::{
    ErrorCode, Id,
    ids::ImportId,
    imports::{Import, ImportDecision, ImportKind, ImportStatus, LineAction},
};

use super::{
    read::{import, visible},
    sheet::{Counts, Sheet},
    store::{self, LineRow},
};
use crate::{
    audit::{self, Change},
    db::{At, Db, Json},
    error::{Result, refused, wrong_state},
    permissions::{Access, Actor},
};

/// Applies an import that is ready, as the caller.
///
/// # Errors
/// When there is none that the caller may see, it is not ready, has bad lines that are not to be left out, or a line that
/// was good is bad by now.
pub fn apply(db: &mut Db, who: &Access, id: ImportId, decision: &ImportDecision) -> Result<Import> {
    visible(db, who, id)?;
    apply_as(db, who.actor(), id, decision.leave_out_bad_lines)
}

/// Applies an import that is ready, as whoever was found to be allowed to.
pub(super) fn apply_as(db: &mut Db, actor: &Actor, id: ImportId, leave_out_bad: bool) -> Result<Import> {
    let now = At::now();
    store::lock(db, id.raw(), now)?;
    let row = store::import(db, id.raw())?;
    if row.status.0 != ImportStatus::Ready || (row.bad > 0 && !leave_out_bad) {
        return Err(wrong_state());
    }
    // Checked against the data of now: it may have changed since the lines were looked at.
    let mut sheet = Sheet::open_to_write(db, row.kind.0)?;
    let present: Vec<&str> = row.file_columns.split(',').collect();
    let mut counts = Counts { bad: row.bad, ..Counts::default() };
    for line in store::good_lines(db, id.raw())? {
        let action = apply_line(db, &mut sheet, &present, id, &line)?;
        if action == LineAction::Bad && !leave_out_bad {
            return Err(refused(ErrorCode::PreviewOutdated));
        }
        counts.add(action);
    }
    sheet.write(db, actor)?;
    store::end(db, id.raw(), &counts, now)?;
    store::forget_good_lines(db, id.raw())?;
    let applied = import(store::import(db, id.raw())?);
    let action = match row.kind.0 {
        ImportKind::Districts => "district.import",
        ImportKind::Employees => "employee.import",
    };
    let summary = serde_json::json!({
        "import_id": Id::<()>::from_raw(row.id), "added": counts.added, "changed": counts.changed,
        "unchanged": counts.unchanged, "bad": counts.bad,
    });
    audit::record(db, actor, Change::new(action, None::<ImportId>, row.file_name).after(&summary)?)?;
    Ok(applied)
}

fn apply_line(db: &mut Db, sheet: &mut Sheet, present: &[&str], id: ImportId, row: &LineRow) -> Result<LineAction> {
    let cells: Vec<String> = serde_json::from_str(&row.cells)?;
    match sheet.take(present, row.line, &cells) {
        Ok(action) => Ok(action),
        Err(errors) => {
            store::spoil_line(db, id.raw(), row.line, &Json::text(&errors)?)?;
            Ok(LineAction::Bad)
        }
    }
}
