//! A throw-away PostgreSQL: a cluster of our own on a free port, gone when the task ends.

use crate::args::Args;
use crate::{apt, cleanup, shell};
use anyhow::{Context, Result, bail};
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
    _guard: cleanup::Guard,
}

/// `cargo xtask pg`: a cluster for a developer's own experiments.
pub fn command(args: Args) -> Result<()> {
    args.done()?;
    let cluster = start(SETTINGS)?;
    println!("{}\nCtrl-C stops and removes it", cluster.url);
    loop {
        std::thread::park();
    }
}

/// Starts a cluster for tests: not durable, many connections.
pub fn start_for_tests() -> Result<Cluster> {
    start(SETTINGS)
}

/// Starts a cluster with these lines appended to its postgresql.conf.
pub fn start(settings: &str) -> Result<Cluster> {
    sweep();
    let server = Server { bin: binaries()?, user: user()?, home: home_of(std::process::id()) };
    server.create(settings)?;
    // Registered before the start, so that a start that half succeeded is undone too.
    let undo = server.clone();
    let guard = cleanup::on_exit(move || undo.remove());
    let mut last = None;
    for _ in 0..5 {
        let port = free_port()?;
        match server.launch(port) {
            Ok(()) => {
                let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
                return Ok(Cluster { url, bin: server.bin, _guard: guard });
            }
            Err(error) => last = Some(error),
        }
    }
    let log = fs::read_to_string(server.home.join("log")).unwrap_or_default();
    Err(last.context("no port was tried")?.context(format!("PostgreSQL does not start:\n{log}")))
}

#[derive(Clone)]
struct Server {
    bin: PathBuf,
    /// Whom to run it as, because PostgreSQL refuses to run as root; `None` is this user.
    user: Option<&'static str>,
    home: PathBuf,
}

impl Server {
    fn create(&self, settings: &str) -> Result<()> {
        fs::create_dir(&self.home).with_context(|| format!("cannot create {}", self.home.display()))?;
        if let Some(user) = self.user {
            shell::capture(Command::new("chown").arg(user).arg(&self.home))?;
        }
        shell::capture(
            &mut self.command("initdb", &["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]),
        )
        .context("cannot create a PostgreSQL cluster")?;
        let conf = self.home.join("data/postgresql.conf");
        let mut text = fs::read_to_string(&conf)?;
        text.push_str(settings);
        text.push_str(&format!("unix_socket_directories = '{}'\n", self.home.display()));
        fs::write(conf, text)?;
        Ok(())
    }

    fn launch(&self, port: u16) -> Result<()> {
        let log = self.home.join("log").display().to_string();
        let port = format!("-p {port}");
        let mut start = self.command("pg_ctl", &["start", "-w", "-t", "60", "-l", &log, "-o", &port]);
        // pg_ctl's child would keep a captured pipe open for as long as the server lives.
        start.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null());
        shell::run(start.stderr(std::process::Stdio::null()))
    }

    fn remove(&self) {
        let mut stop = self.command("pg_ctl", &["stop", "-m", "immediate", "-w"]);
        // A server that is not running cannot be stopped, which is what we want.
        drop(shell::capture(&mut stop));
        if let Err(error) = fs::remove_dir_all(&self.home) {
            eprintln!("warning: cannot remove {}: {error}", self.home.display());
        }
    }

    /// A server program working on this cluster, as the right user.
    fn command(&self, program: &str, args: &[&str]) -> Command {
        let program = self.bin.join(program);
        let mut command = match self.user {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(&self.home).arg("-D").arg(self.home.join("data")).args(args);
        command
    }
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

/// The directory of `initdb` and `postgres`, installing them if need be and possible.
fn binaries() -> Result<PathBuf> {
    if let Some(bin) = installed() {
        return Ok(bin);
    }
    apt::install(&["postgresql"], "testing against PostgreSQL")?;
    installed().context("postgresql was installed, yet its `initdb` is nowhere: set PATH to its bin directory")
}

fn installed() -> Option<PathBuf> {
    let has_server = |bin: &PathBuf| bin.join("initdb").is_file() && bin.join("postgres").is_file();
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
    configured.into_iter().chain(debian).chain(in_path).find(has_server)
}

fn user() -> Result<Option<&'static str>> {
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

/// A port nobody listens on now. Somebody else may take it before we do, so callers try again.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
