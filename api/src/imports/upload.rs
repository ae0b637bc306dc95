//! Takes a file and checks it behind the back of the request.

use shared::imports::{Import, ImportKind};

use super::{
    check,
    read::{import, must_manage},
};
use crate::{
    db::{Database, Db},
    error::Result,
    permissions::Access,
};

/// Refuses whoever may not import files of this kind; asked before the file is read.
///
/// # Errors
/// When the permission is missing.
pub fn may_upload(who: &Access, kind: ImportKind) -> Result<()> {
    must_manage(who, kind)
}

/// A new import and what to do next: the check, which takes a while.
///
/// # Errors
/// When the permission is missing or the database fails.
pub fn begin(db: &mut Db, who: &Access, kind: ImportKind, file_name: &str) -> Result<(Import, Check)> {
    must_manage(who, kind)?;
    let row = check::begin(db, kind, file_name, who.actor().employee_raw())?;
    Ok((import(row.clone()), Check(row)))
}

/// A check that is still to be made.
pub struct Check(super::store::ImportRow);

impl Check {
    /// Checks the file in a thread of its own.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub fn start(self, database: Database, bytes: Vec<u8>) -> Result<()> {
        let work = move || {
            if let Err(error) = check::check(&database, &self.0, &bytes, |_| {}) {
                tracing::error!(error = ?error, import = self.0.id, "the check of an import failed");
            }
        };
        std::thread::Builder::new().name("import".into()).spawn(work).map_err(anyhow::Error::from)?;
        Ok(())
    }
}
