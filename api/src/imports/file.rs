//! Imports a file from the disk, for the command line.

use std::path::Path;

use anyhow::Context;
use shared::{
    Id,
    imports::{Import, ImportKind, ImportStatus},
};

use super::{apply::apply_as, check};
use crate::{db::Database, error::Result, permissions::Actor};

/// Checks a file and, unless it has bad lines that are not to be left out, applies it; `progress` sees every batch. What
/// comes back is applied, or ready with bad lines, or failed.
///
/// # Errors
/// When the file cannot be read from the disk or the database fails.
pub fn import_file(
    database: &Database,
    actor: &Actor,
    kind: ImportKind,
    path: &Path,
    leave_out_bad: bool,
    progress: impl FnMut(&Import),
) -> Result<Import> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let row = database.write(|db| check::begin(db, kind, &name, actor.employee_raw()))?;
    let checked = check::check(database, &row, &bytes, progress)?;
    if checked.status != ImportStatus::Ready || (checked.bad > 0 && !leave_out_bad) {
        return Ok(checked);
    }
    database.write(|db| apply_as(db, actor, Id::from_raw(row.id), leave_out_bad))
}
