//! Sweeps away what no row tells of: what was left when a process died, and what was forgotten.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use super::{Shelf, store};
use crate::{
    db::Database,
    error::{Error, Result},
};

/// For how long bytes stay that no row tells of: longer than any upload takes.
const STAY: Duration = Duration::from_secs(24 * 3600);
/// Into how many parts the folders are divided; one is looked at each hour.
const PARTS: u64 = 24;

/// Throws away what came in or was kept more than a day before `now` and has no row; of the kept ones, a different twenty-fourth
/// at each hour. Tells how many. Several processes may do it at once.
///
/// # Errors
/// When the disk or the database fails.
pub fn sweep(database: &Database, shelf: &Shelf, now: SystemTime) -> Result<usize> {
    let mut gone = 0;
    for arrived in listed(&shelf.arrivals(), now)? {
        gone += remove(&shelf.arrivals().join(arrived))?;
    }
    let hours = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs() / 3600;
    for first in (0..=u8::MAX).filter(|first| u64::from(*first) % PARTS == hours % PARTS) {
        for second in 0..=u8::MAX {
            gone += sweep_folder(database, shelf, &format!("{first:02x}"), &format!("{second:02x}"), now)?;
        }
    }
    Ok(gone)
}

fn sweep_folder(database: &Database, shelf: &Shelf, first: &str, second: &str, now: SystemTime) -> Result<usize> {
    let folder = shelf.folder(first, second);
    let old = listed(&folder, now)?;
    if old.is_empty() {
        return Ok(0);
    }
    let prefix = format!("{first}{second}");
    let known = database.read(|db| Ok::<_, Error>(store::hashes(db, &prefix)?))?;
    let mut gone = 0;
    for name in old.into_iter().filter(|name| !known.contains(name)) {
        let path = folder.join(&name);
        // Whoever keeps the same bytes at this moment has the lock, or finds them gone and puts their own there.
        gone += database.write(|db| {
            store::lock(db, &name)?;
            if store::hashes(db, &name)?.is_empty() && is_old(&path, now) { remove(&path) } else { Ok(0) }
        })?;
    }
    Ok(gone)
}

/// The names of the files in a folder that have been there for long; none when there is no such folder.
fn listed(folder: &Path, now: SystemTime) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(anyhow::Error::from(error).into()),
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    Ok(names.filter(|name| is_old(&folder.join(name), now)).collect())
}

fn is_old(path: &Path, now: SystemTime) -> bool {
    let modified = fs::metadata(path).ok().filter(fs::Metadata::is_file).and_then(|about| about.modified().ok());
    modified.and_then(|at| now.duration_since(at).ok()).is_some_and(|age| age > STAY)
}

fn remove(path: &Path) -> Result<usize> {
    match fs::remove_file(path) {
        Ok(()) => Ok(1),
        // Another process was quicker.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(anyhow::Error::from(error).into()),
    }
}
