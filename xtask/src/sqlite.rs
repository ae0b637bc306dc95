//! A SQLite database is up to three files: itself, what was written last, and an index of that.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Removes a database, whether it exists or not.
pub fn remove(file: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let part = part(file, ending);
        if part.exists() {
            fs::remove_file(&part).with_context(|| part.display().to_string())?;
        }
    }
    Ok(())
}

/// Copies a database that nobody has open over another.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    remove(to)?;
    // The index is made anew when it is missing; a copied one might belong to another process.
    for ending in ["-wal", ""] {
        let part_from = part(from, ending);
        if part_from.exists() {
            fs::copy(&part_from, part(to, ending)).with_context(|| part_from.display().to_string())?;
        }
    }
    Ok(())
}

/// Moves a database that nobody has open; the file itself comes last, so that its presence means completeness.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    remove(to)?;
    for ending in ["-wal", ""] {
        let part_from = part(from, ending);
        if part_from.exists() {
            fs::rename(&part_from, part(to, ending)).with_context(|| part_from.display().to_string())?;
        }
    }
    remove(from)
}

/// The URL by which Guike knows the file.
pub fn url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

fn part(file: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", file.display()))
}
