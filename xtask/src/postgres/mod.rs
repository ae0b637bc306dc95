//! A throw-away PostgreSQL: a cluster of our own on a free port, gone when the task ends.

mod find;
mod server;

use crate::args::Args;
use crate::{cleanup, shell};
use anyhow::{Context, Result};
use find::{binaries, user};
use server::Server;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Durability is for data that somebody wants to keep.
const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
";

/// A running cluster; dropping it stops the server and removes its directory.
pub struct Cluster {
    /// Connects as superuser, by TCP, without a password.
    pub url: String,
    /// The directory of PostgreSQL's own programs.
    pub bin: PathBuf,
    server: Server,
    port: u16,
    _guard: cleanup::Guard,
}

impl Cluster {
    /// Makes an empty database and returns its URL.
    pub fn create_database(&self, name: &str) -> Result<String> {
        let mut createdb = Command::new(self.bin.join("createdb"));
        createdb.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string(), name]);
        shell::capture(&mut createdb)?;
        Ok(format!("postgres://postgres@127.0.0.1:{}/{name}", self.port))
    }

    /// Keeps the data as it is now in a file from which `start` can begin, restarting the server meanwhile.
    pub fn save(&self, archive: &Path) -> Result<()> {
        self.server.stop()?;
        self.server.pack(archive)?;
        self.server.launch(self.port)
    }
}

/// `cargo xtask pg`: a cluster for a developer's own experiments.
pub fn command(args: Args) -> Result<()> {
    args.done()?;
    let cluster = start_for_tests()?;
    println!("{}\nCtrl-C stops and removes it", cluster.url);
    loop {
        std::thread::park();
    }
}

/// Starts a cluster for tests: not durable, many connections.
pub fn start_for_tests() -> Result<Cluster> {
    start(SETTINGS, None)
}

/// Starts a cluster with these lines appended to its postgresql.conf: a new one, or one that was saved.
pub fn start(settings: &str, archive: Option<&Path>) -> Result<Cluster> {
    sweep();
    let server = Server { bin: binaries()?, user: user()?, home: home_of(std::process::id()) };
    let undo = server.clone();
    // Registered first, so that a start that half succeeded is undone too.
    let guard = cleanup::on_exit(move || undo.remove());
    server.create(settings, archive)?;
    let mut last = None;
    for _ in 0..5 {
        let port = free_port()?;
        match server.launch(port) {
            Ok(()) => {
                let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
                return Ok(Cluster { url, bin: server.bin.clone(), server, port, _guard: guard });
            }
            Err(error) => last = Some(error),
        }
    }
    let log = fs::read_to_string(server.home.join("log")).unwrap_or_default();
    Err(last.context("no port was tried")?.context(format!("PostgreSQL does not start:\n{log}")))
}

fn home_of(process: u32) -> PathBuf {
    std::env::temp_dir().join(format!("guike-pg-{process}"))
}

/// Removes clusters whose task was killed too hard to clean up.
fn sweep() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix("guike-pg-").and_then(|id| id.parse::<u32>().ok()) else {
            continue;
        };
        let alive = Path::new("/proc").join(process.to_string()).exists() || !Path::new("/proc/self").exists();
        if alive && process != std::process::id() {
            continue;
        }
        if let (Ok(bin), Ok(user)) = (binaries(), user()) {
            Server { bin, user, home: entry.path() }.remove();
        }
    }
}

/// A port nobody listens on now. Somebody else may take it before we do, so callers try again.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
