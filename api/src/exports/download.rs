//! Hands a file out.

use std::path::{Path, PathBuf};

use shared::{
    exports::{ExportFormat, ExportState},
    ids::ExportId,
};

use super::{ask, audience, files};
use crate::{
    audit::{self, Change},
    db::{At, Db},
    error::{Result, forbidden, wrong_state},
    permissions::Access,
};

/// A file to be sent.
pub struct Download {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub format: ExportFormat,
}

/// Lets the caller have a file of their own, and writes down that they did.
///
/// # Errors
/// When it is somebody else's, is not there, or holds customers whom the caller does not reach any more.
pub fn download(db: &mut Db, who: &Access, folder: &Path, id: ExportId) -> Result<Download> {
    let row = ask::own(db, who, id)?;
    let reach = audience::reach(who, &row.what.0)?;
    if row.expires_at.is_some_and(|end| end <= At::now()) {
        return Err(wrong_state());
    }
    let (lease, mark) = match (row.state.0, row.lease, &row.reach) {
        (ExportState::Done, Some(lease), Some(mark)) => (lease, mark),
        _ => return Err(wrong_state()),
    };
    if !audience::covers(&reach, mark) {
        return Err(forbidden());
    }
    let about = serde_json::json!({"written": row.written, "size": row.size, "sha256": row.sha256});
    audit::record(db, who.actor(), Change::new("export.download", Some(id), &row.file_name).after(&about)?)?;
    let format = row.format.0;
    Ok(Download { path: files::place(folder, row.id, lease, format), name: row.file_name, format })
}
