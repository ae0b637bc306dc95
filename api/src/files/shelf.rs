//! The folder in which the bytes lie, and the rows that tell of them.

use std::path::{Path, PathBuf};

use anyhow::Context;
use shared::files::{FileFacts, FileKind};

use super::{
    incoming::Checked,
    store::{self, FileRow},
};
use crate::{
    db::{Code, Db},
    error::{Result, not_found},
};

/// Where the files of one database lie. Several processes may share it.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
}

impl Shelf {
    /// The database's own folder below `dir`, which is made when there is none yet.
    ///
    /// # Errors
    /// When the database fails or the folder cannot be made.
    pub fn open(db: &mut Db, dir: &Path) -> Result<Self> {
        let mut fresh = [0; 8];
        getrandom::fill(&mut fresh).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
        let folder = store::folder(db, &hex::encode(fresh))?;
        let root = dir.join(folder);
        let shelf = Self { root };
        let made = std::fs::create_dir_all(shelf.arrivals());
        made.with_context(|| format!("cannot make the folder of files {}", shelf.root.display()))?;
        Ok(shelf)
    }

    /// Where files are while they come in.
    pub(super) fn arrivals(&self) -> PathBuf {
        self.root.join("incoming")
    }

    /// The folder of all files whose hash begins so; two levels, so that no folder has very many.
    pub(super) fn folder(&self, first: &str, second: &str) -> PathBuf {
        self.root.join(first).join(second)
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.folder(&hash[..2], &hash[2..4]).join(hash)
    }

    /// Opens the bytes with this hash.
    ///
    /// # Errors
    /// When they are not there, which is a failure of ours or of the disk.
    pub fn read(&self, hash: &str) -> Result<std::fs::File> {
        let path = self.path(hash);
        Ok(std::fs::File::open(&path).with_context(|| format!("a file is missing: {}", path.display()))?)
    }

    /// Puts bytes that came in where they belong. They replace the same bytes, so that they count as new and are not swept away.
    /// Done once more after it was undone, it finds them there.
    fn put(&self, arrived: &Path, hash: &str) -> anyhow::Result<()> {
        let path = self.path(hash);
        let folder = path.parent().context("a file lies in a folder")?;
        std::fs::create_dir_all(folder)?;
        if arrived.exists() {
            std::fs::rename(arrived, &path)?;
        } else {
            anyhow::ensure!(path.exists(), "a file that came in is gone: {}", path.display());
        }
        // The name is on disk, too, before a row tells of it.
        #[cfg(unix)]
        for folder in [Some(folder), folder.parent(), Some(self.root.as_path())].into_iter().flatten() {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// A file that is kept.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub hash: String,
    /// How many bytes.
    pub size: u64,
    /// What it is.
    pub kind: FileKind,
    /// How it is called.
    pub name: String,
}

/// Keeps a file that was checked, under this id.
///
/// # Errors
/// When the disk or the database fails.
pub fn keep(db: &mut Db, shelf: &Shelf, id: i64, file: &Checked) -> Result<()> {
    // Whoever sweeps looks under the same lock.
    store::lock(db, &file.hash)?;
    shelf.put(file.path(), &file.hash)?;
    let row = FileRow {
        id,
        hash: file.hash.clone(),
        size: file.size,
        kind: Code(file.kind),
        name: file.name.clone(),
        width: file.dimensions.map(|(width, _)| width),
        height: file.dimensions.map(|(_, height)| height),
    };
    store::insert(db, &row)?;
    Ok(())
}

/// The file with this id; whether the caller may see it, whoever asks knows.
///
/// # Errors
/// When there is none.
pub fn stored(db: &mut Db, id: i64) -> Result<Stored> {
    let row = store::find(db, id)?.ok_or_else(not_found)?;
    let size = u64::try_from(row.size).map_err(anyhow::Error::from)?;
    Ok(Stored { hash: row.hash, size, kind: row.kind.0, name: row.name })
}

/// What is known of these files, each with its id.
///
/// # Errors
/// When the database fails.
pub fn facts(db: &mut Db, ids: &[i64]) -> Result<Vec<(i64, FileFacts)>> {
    let rows = store::find_all(db, ids)?;
    Ok(rows.into_iter().map(|row| (row.id, row.facts())).collect())
}

/// Forgets files to which nothing refers any more. Their bytes are swept away later, if no other file has the same.
///
/// # Errors
/// When something still refers to one.
pub fn forget(db: &mut Db, ids: &[i64]) -> Result<()> {
    store::delete(db, ids)?;
    Ok(())
}

impl FileRow {
    fn facts(self) -> FileFacts {
        FileFacts {
            media_type: self.kind.0.media_type().to_owned(),
            name: self.name,
            kind: self.kind.0,
            size: self.size,
            width: self.width,
            height: self.height,
        }
    }
}
