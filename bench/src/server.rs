//! The server under measurement, as a process of its own.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server; dropping it ends it.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// How long it took from the start of the process to the listening port.
    pub started_in: Duration,
    child: Child,
}

/// Starts `guike serve` on a free port.
pub fn start(guike: &Path, database: &str) -> Result<Server> {
    let began = Instant::now();
    let mut child = Command::new(guike)
        .arg("serve")
        .env("GUIKE_LISTEN", "127.0.0.1:0")
        .env("GUIKE_DATABASE_URL", database)
        // Requests in the log would be measured too.
        .env("GUIKE_LOG", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", guike.display()))?;
    let printed = BufReader::new(child.stdout.take().context("the server has no output")?);
    let mut lines = printed.lines();
    let address = loop {
        let Some(line) = lines.next().transpose()? else {
            bail!("the server ended before it listened ({})", child.wait()?);
        };
        if let Some((_, address)) = line.split_once("listening on http://") {
            break address.trim().trim_end_matches('/').parse()?;
        }
    };
    let started_in = began.elapsed();
    // Somebody must read what the server prints, or it stops at a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Ok(Server { address, started_in, child })
}

impl Server {
    /// Resident memory in KiB.
    pub fn memory_kib(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing of value is in the process, so it need not end gracefully.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
