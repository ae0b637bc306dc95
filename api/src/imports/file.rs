//! Imports a file in one go, for the command line and the demonstration.

use shared::{
    Id,
    ids::ImportId,
    imports::{Import, ImportKind, ImportLine, ImportStatus, LineAction},
};

use super::{apply::apply_as, check, read::line, store};
use crate::{db::Database, error::Result, permissions::Actor};

/// Checks a file and, unless it has bad lines that are not to be left out, applies it; `progress` sees every batch. What
/// comes back is applied, or ready with bad lines, or failed.
///
/// # Errors
/// When the database fails.
pub fn import_bytes(
    database: &Database,
    actor: &Actor,
    kind: ImportKind,
    file_name: &str,
    bytes: &[u8],
    leave_out_bad: bool,
    progress: impl FnMut(&Import),
) -> Result<Import> {
    let row = database.write(|db| check::begin(db, kind, file_name, actor.employee_raw()))?;
    let checked = check::check(database, &row, bytes, progress)?;
    if checked.status != ImportStatus::Ready || (checked.bad > 0 && !leave_out_bad) {
        return Ok(checked);
    }
    database.write(|db| apply_as(db, actor, Id::from_raw(row.id), leave_out_bad))
}

/// Every bad line of an import, in the order of the file.
///
/// # Errors
/// When the database fails.
pub fn bad_lines(database: &Database, id: ImportId) -> Result<Vec<ImportLine>> {
    let rows = database.read(|db| store::lines(db, id.raw(), Some(LineAction::Bad), None, i64::MAX))?;
    rows.into_iter().map(line).collect()
}
