//! Where things are: the repository, the build's output, and the cache of tools.

use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The repository this task was compiled from.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Cargo's output directory: two levels above this very program, whatever option or variable chose it.
pub fn target() -> Result<PathBuf> {
    let exe = std::env::current_exe()?;
    let target = exe.ancestors().nth(2).context("this program is not in a target directory")?;
    Ok(target.to_owned())
}

/// A scratch directory of the tasks inside cargo's output directory.
pub fn scratch() -> Result<PathBuf> {
    let scratch = target()?.join("xtask");
    std::fs::create_dir_all(&scratch)?;
    Ok(scratch)
}

/// The directory that outlives the repository, where tools are installed.
pub fn cache() -> Result<PathBuf> {
    let var = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = var("GUIKE_CACHE")
        .or_else(|| var("XDG_CACHE_HOME").map(|base| base.join("guike")))
        .or_else(|| var("HOME").map(|home| home.join(".cache/guike")))
        .context("neither GUIKE_CACHE nor XDG_CACHE_HOME nor HOME is set: set GUIKE_CACHE to a directory for tools")?;
    // Programs are started in other folders than this one.
    let cache = std::path::absolute(cache)?;
    std::fs::create_dir_all(&cache).with_context(|| format!("cannot create {}", cache.display()))?;
    Ok(cache)
}

/// The files under these paths that git tracks or would track, sorted.
pub fn files(under: &[&str]) -> Result<Vec<PathBuf>> {
    let mut git = shell::program("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "--"]);
    let listed = shell::capture(git.args(under))?;
    let mut files: Vec<PathBuf> = listed.lines().map(PathBuf::from).collect();
    // A file may be deleted and not yet committed as such.
    files.retain(|file| root().join(file).is_file());
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

/// The version of a package in Cargo.lock.
pub fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    version_in(&lock, package).with_context(|| format!("{package} is not in Cargo.lock"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
