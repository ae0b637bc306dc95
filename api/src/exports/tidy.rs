//! Deletes files after their time, and what attempts left behind that did not come to their end.

use std::path::Path;

use super::{files, store};
use crate::{
    db::{At, Database},
    error::Result,
};

/// How many names are asked about at once.
const PART: usize = 500;

/// Several processes may do it at once.
///
/// # Errors
/// When the database fails or the disk refuses.
pub fn tidy_up(database: &Database, folder: &Path) -> Result<()> {
    database.write(|db| Ok::<_, crate::error::Error>(store::expire(db, At::now())?))?;
    // Listed before it is asked which are needed: an attempt is in the table before it makes its first file.
    let found = files::all(folder).map_err(anyhow::Error::from)?;
    for part in found.chunks(PART) {
        let ids: Vec<i64> = part.iter().map(|(_, (id, _))| *id).collect();
        let needed = database.read(|db| store::in_use(db, &ids))?;
        for (path, owner) in part.iter().filter(|(_, owner)| !needed.contains(owner)) {
            if let Err(error) = files::delete(path) {
                tracing::warn!(error = %error, export = owner.0, "a file of an export stays");
            }
        }
    }
    Ok(())
}
