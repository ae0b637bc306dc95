//! Finding PostgreSQL's programs, and somebody to run them.

use crate::{apt, shell};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest major version that Guike supports.
const OLDEST: u32 = 15;

/// The directory of `initdb` and `postgres`, installing them if need be and possible.
pub fn binaries() -> Result<PathBuf> {
    if let Some(bin) = installed() {
        return Ok(bin);
    }
    // Debian would also start a cluster of its own, which nobody here needs, but does no harm.
    apt::install(&["postgresql"], "testing against PostgreSQL")?;
    installed()
        .context("postgresql was installed, yet no `initdb` of version 15 or newer is found: set PATH to its directory")
}

/// An installed server of a version that Guike supports.
fn installed() -> Option<PathBuf> {
    let suits = |bin: &PathBuf| bin.join("initdb").is_file() && major(bin).is_some_and(|major| major >= OLDEST);
    let configured = shell::find(&["pg_config"])
        .and_then(|pg_config| shell::capture(Command::new(pg_config).arg("--bindir")).ok())
        .map(|bin| PathBuf::from(bin.trim()));
    // Debian keeps one directory per major version; the newest is last by number.
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_unstable();
    let in_path = shell::find(&["initdb"]).and_then(|initdb| Some(initdb.parent()?.to_owned()));
    let debian = versions.into_iter().rev().map(|(_, bin)| bin);
    configured.into_iter().chain(debian).chain(in_path).find(suits)
}

/// Whom to run the server as, because PostgreSQL refuses to run as root; `None` is this user.
pub fn user() -> Result<Option<&'static str>> {
    if !shell::is_root() {
        return Ok(None);
    }
    if shell::find(&["runuser"]).is_none() {
        bail!("PostgreSQL refuses to run as root, and `runuser` (util-linux) is missing: run this as another user");
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let has = |name: &str| users.lines().any(|line| line.split(':').next() == Some(name));
    match ["postgres", "nobody"].into_iter().find(|name| has(name)) {
        Some(user) => Ok(Some(user)),
        None => bail!(
            "PostgreSQL refuses to run as root, and there is no user `postgres`: create one or run this as another user"
        ),
    }
}

fn major(bin: &Path) -> Option<u32> {
    let printed = shell::capture(Command::new(bin.join("postgres")).arg("--version")).ok()?;
    parse_major(&printed)
}

/// From `postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)`.
fn parse_major(printed: &str) -> Option<u32> {
    let version = printed.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse_major;

    #[test]
    fn the_major_version_is_told_by_any_build() {
        assert_eq!(parse_major("postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)\n"), Some(15));
        assert_eq!(parse_major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(parse_major("bash: postgres: not found"), None);
    }
}
