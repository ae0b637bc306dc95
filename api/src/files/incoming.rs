//! A file that comes in: written to disk piece by piece, and looked at before anybody believes what it is.

use std::{
    io::{Seek, Write},
    path::Path,
};

use sha2::{Digest, Sha256};
use shared::{
    files::{FileKind, MAX_PIXELS, clean_name},
    problem::FieldCode,
};
use tempfile::{NamedTempFile, TempPath};

use super::{Shelf, kind, picture};
use crate::error::{Result, invalid, too_large};

/// What is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Every kind that is taken anywhere.
    Any,
    /// Pictures that tell how large they are, up to [`MAX_PIXELS`].
    Picture,
}

/// A file of which not everything is there yet. It is gone when this is dropped.
pub struct Incoming {
    file: NamedTempFile,
    hasher: Sha256,
    size: usize,
    limit: usize,
}

impl Incoming {
    /// Begins with nothing. At most `limit` bytes are taken.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn begin(shelf: &Shelf, limit: usize) -> Result<Self> {
        let file = NamedTempFile::new_in(shelf.arrivals()).map_err(anyhow::Error::from)?;
        Ok(Self { file, hasher: Sha256::new(), size: 0, limit })
    }

    /// Adds what came.
    ///
    /// # Errors
    /// When it is too much, or the disk fails.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len();
        if self.size > self.limit {
            return Err(too_large(self.limit));
        }
        self.hasher.update(bytes);
        self.file.write_all(bytes).map_err(anyhow::Error::from)?;
        Ok(())
    }

    /// Looks at what it is, and sees that it is on disk. `said` is the name that the sender gave it.
    ///
    /// # Errors
    /// When it is empty or not what is wanted, or the disk fails.
    pub fn finish(self, wanted: Wanted, said: &str) -> Result<Checked> {
        if self.size == 0 {
            return Err(invalid("", FieldCode::Required));
        }
        let mut file = self.file;
        file.as_file().sync_all().map_err(anyhow::Error::from)?;
        file.rewind().map_err(anyhow::Error::from)?;
        let kind = kind::detect(file.as_file_mut())?;
        let kind = kind.filter(|kind| wanted == Wanted::Any || kind.is_picture()).ok_or_else(|| {
            let allowed = if wanted == Wanted::Any { FileKind::ALLOWED } else { FileKind::PICTURES };
            invalid("", FieldCode::FileKindRefused { allowed: allowed.into() })
        })?;
        let dimensions = picture::dimensions(file.as_file_mut(), kind)?;
        let fits = dimensions.is_some_and(|(width, height)| width.max(height).cast_unsigned() <= MAX_PIXELS);
        if wanted == Wanted::Picture && !fits {
            return Err(invalid("", FieldCode::TooManyPixels { max: MAX_PIXELS }));
        }
        Ok(Checked {
            hash: hex::encode(self.hasher.finalize()),
            size: i64::try_from(self.size).map_err(anyhow::Error::from)?,
            kind,
            name: clean_name(said, kind),
            dimensions,
            path: file.into_temp_path(),
        })
    }
}

/// A file that is whole, on disk, and what it says it is; [`super::keep`] keeps it. Otherwise it is gone when this is dropped.
pub struct Checked {
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub hash: String,
    /// How many bytes.
    pub size: i64,
    /// What it is.
    pub kind: FileKind,
    /// How it is called from now on.
    pub name: String,
    /// Of a picture that tells: how many pixels wide and high.
    pub dimensions: Option<(i32, i32)>,
    path: TempPath,
}

impl Checked {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
