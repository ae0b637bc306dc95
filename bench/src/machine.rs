//! What was measured, and on what: numbers without it mean nothing.

use anyhow::Result;
use serde::Serialize;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A machine, as far as it matters.
#[derive(Serialize)]
pub struct Machine {
    /// The processor's name.
    pub processor: String,
    /// How many of it.
    pub processors: usize,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// The kernel's name and version.
    pub kernel: String,
}

/// This machine.
pub fn describe() -> Machine {
    let of = |file: &str, key: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let memory = of("/proc/meminfo", "MemTotal");
    let kib: u64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    Machine {
        processor: of("/proc/cpuinfo", "model name"),
        processors: std::thread::available_parallelism().map_or(1, usize::from),
        memory_mib: kib / 1024,
        kernel: format!("Linux {}", kernel.trim()),
    }
}

/// A file of the console and what a browser loads for it.
#[derive(Serialize)]
pub struct Asset {
    /// Its name without the hash of its contents.
    pub name: String,
    /// As it is.
    pub bytes: u64,
    /// As `gzip -9` makes it, if there is a gzip.
    pub gzip_bytes: Option<usize>,
}

/// The console's files, largest first.
pub fn console(folder: &Path) -> Result<Vec<Asset>> {
    let mut assets = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        if !entry.file_type()?.is_file() {
            continue;
        }
        let gzip = Command::new("gzip").args(["-9", "-c"]).arg(entry.path()).output();
        let gzip_bytes = gzip.ok().filter(|output| output.status.success()).map(|output| output.stdout.len());
        assets.push(Asset {
            name: without_hash(&entry.file_name().to_string_lossy()),
            bytes: entry.metadata()?.len(),
            gzip_bytes,
        });
    }
    assets.sort_by_key(|asset| std::cmp::Reverse(asset.bytes));
    Ok(assets)
}

/// `web-0123456789abcdef_bg.wasm` is `web_bg.wasm` of another build.
fn without_hash(name: &str) -> String {
    let is_hash = |part: &&str| part.len() == 16 && part.chars().all(|c| c.is_ascii_hexdigit());
    match name.split(['-', '.', '_']).find(is_hash) {
        Some(hash) => name.replace(&format!("-{hash}"), ""),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_hash;

    #[test]
    fn assets_keep_their_name_from_build_to_build() {
        assert_eq!(without_hash("web-ad4e0c2931b97719_bg.wasm"), "web_bg.wasm");
        assert_eq!(without_hash("index.html"), "index.html");
    }
}
