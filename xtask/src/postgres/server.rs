//! One cluster's server: create, start, stop, remove.

use crate::shell;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A cluster, whether it runs or not.
#[derive(Clone)]
pub struct Server {
    /// The directory of PostgreSQL's own programs.
    pub bin: PathBuf,
    /// Whom to run it as, because PostgreSQL refuses to run as root; `None` is this user.
    pub user: Option<&'static str>,
    /// Everything of this cluster: data, log, socket.
    pub home: PathBuf,
}

impl Server {
    /// Makes the cluster, either a new one or a copy of what `save` kept.
    pub fn create(&self, settings: &str, archive: Option<&Path>) -> Result<()> {
        fs::create_dir(&self.home).with_context(|| format!("cannot create {}", self.home.display()))?;
        match archive {
            Some(archive) => self.unpack(archive)?,
            None => self.init()?,
        }
        let conf = self.home.join("data/postgresql.conf");
        let mut text = fs::read_to_string(&conf)?;
        // The last mention of a setting counts, so an archived file may be appended to again.
        text.push_str(settings);
        text.push_str(&format!("unix_socket_directories = '{}'\n", self.home.display()));
        fs::write(conf, text)?;
        Ok(())
    }

    fn init(&self) -> Result<()> {
        self.own()?;
        let options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
        shell::capture(&mut self.command("initdb", &options)).context("cannot create a PostgreSQL cluster")?;
        Ok(())
    }

    fn unpack(&self, archive: &Path) -> Result<()> {
        shell::capture(Command::new("tar").arg("-xf").arg(archive).arg("-C").arg(&self.home))?;
        self.own()
    }

    /// Packs the data of a stopped cluster into a file, which appears only when it is complete.
    pub fn pack(&self, archive: &Path) -> Result<()> {
        let half = archive.with_extension("part");
        shell::capture(Command::new("tar").arg("-cf").arg(&half).arg("-C").arg(&self.home).arg("data"))?;
        fs::rename(half, archive)?;
        Ok(())
    }

    fn own(&self) -> Result<()> {
        if let Some(user) = self.user {
            shell::capture(Command::new("chown").args(["-R", user]).arg(&self.home))?;
        }
        Ok(())
    }

    /// Stops the server so that its files are consistent.
    pub fn stop(&self) -> Result<()> {
        shell::capture(&mut self.command("pg_ctl", &["stop", "-m", "fast", "-w"]))?;
        Ok(())
    }

    /// Starts the server, and waits until it answers.
    pub fn launch(&self, port: u16) -> Result<()> {
        let log = self.home.join("log").display().to_string();
        let port = format!("-p {port}");
        let mut start = self.command("pg_ctl", &["start", "-w", "-t", "60", "-l", &log, "-o", &port]);
        // pg_ctl's child would keep a captured pipe open for as long as the server lives.
        start.stdin(Stdio::null()).stdout(Stdio::null());
        shell::run(start.stderr(Stdio::null()))
    }

    /// Stops the server if it runs, and removes everything.
    pub fn remove(&self) {
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
