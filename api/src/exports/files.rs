//! Where files lie: `ID-LEASE.xlsx`, and beside it `ID-LEASE.part` with what is only half written. An attempt has names of its
//! own, so that one that was given up for dead never writes into the file of the next.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use shared::{exports::ExportFormat, ids::ExportId};

/// How a file's name ends.
pub const fn extension(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "zip",
        ExportFormat::Xlsx => "xlsx",
    }
}

/// What a browser is told that it is.
pub const fn media_type(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "application/zip",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// Where the file of an attempt lies.
pub fn place(folder: &Path, id: i64, lease: i64, format: ExportFormat) -> PathBuf {
    folder.join(format!("{}.{}", stem(id, lease), extension(format)))
}

fn stem(id: i64, lease: i64) -> String {
    format!("{}-{}", ExportId::from_raw(id), ExportId::from_raw(lease))
}

/// The export and the attempt to which a file belongs, by its name.
pub fn owner_of(name: &str) -> Option<(i64, i64)> {
    let (id, lease) = name.split_once('.')?.0.split_once('-')?;
    Some((id.parse::<ExportId>().ok()?.raw(), lease.parse::<ExportId>().ok()?.raw()))
}

/// A folder for what is half written. It is gone with this.
pub struct Workbench(PathBuf);

impl Workbench {
    /// Makes it, and the folder around it; for nobody else on the machine to read.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn make(folder: &Path, id: i64, lease: i64) -> io::Result<Self> {
        let path = folder.join(format!("{}.part", stem(id, lease)));
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        // What stays behind is swept up later.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Puts a complete file where it belongs, so that it survives whatever happens next. Gives its size and its SHA-256.
///
/// # Errors
/// When the disk refuses, or what `meanwhile` returns, which is called now and then.
pub fn put(from: &Path, to: &Path, mut meanwhile: impl FnMut() -> io::Result<()>) -> io::Result<(u64, String)> {
    let mut file = File::open(from)?;
    let (mut hash, mut size, mut part) = (Sha256::new(), 0, vec![0; 256 << 10]);
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            break;
        }
        hash.update(&part[..read]);
        size += read as u64;
        meanwhile()?;
    }
    file.sync_all()?;
    fs::rename(from, to)?;
    if let Some(folder) = to.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok((size, hex::encode(hash.finalize())))
}

/// Everything in the folder that has the name of ours, with the export and attempt it belongs to.
///
/// # Errors
/// When the disk refuses; a folder that is not there is empty.
pub fn all(folder: &Path) -> io::Result<Vec<(PathBuf, (i64, i64))>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if let Some(owner) = entry.file_name().to_str().and_then(owner_of) {
            found.push((entry.path(), owner));
        }
    }
    Ok(found)
}

/// Deletes a file or a folder with what is in it.
///
/// # Errors
/// When the disk refuses.
pub fn delete(path: &Path) -> io::Result<()> {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_by_its_name_whose_it_is() {
        let path = place(Path::new("x"), 77, 1 << 40, ExportFormat::Csv);
        assert_eq!(path.file_name().and_then(|name| name.to_str()).and_then(owner_of), Some((77, 1 << 40)));
        for foreign in ["notes.txt", "a-b.zip", ".keep", "0000000000001.zip"] {
            assert_eq!(owner_of(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn a_file_is_put_whole_and_the_workbench_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let to = place(folder.path(), 1, 2, ExportFormat::Xlsx);
        {
            let bench = Workbench::make(folder.path(), 1, 2).expect("a workbench");
            let from = bench.path().join("file");
            fs::write(&from, "abc").expect("a file");
            let (size, hash) = put(&from, &to, || Ok(())).expect("put");
            assert_eq!(size, 3);
            assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
        assert_eq!(all(folder.path()).expect("a folder"), [(to.clone(), (1, 2))]);
        delete(&to).expect("deleted");
        assert_eq!(all(&folder.path().join("none")).expect("no folder"), []);
    }
}
