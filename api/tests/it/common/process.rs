//! The real binary as a process of its own, to be killed.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// The binary, with a database and nothing else from the environment's settings.
pub fn guike(database_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guike"));
    command.env("GUIKE_DATABASE_URL", database_url).env("GUIKE_LISTEN", "127.0.0.1:0").env("GUIKE_LOG", "error");
    command.env("GUIKE_FILES_DIR", files());
    command.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null());
    command
}

/// A folder for the files of all these processes. None of them uploads anything.
fn files() -> std::path::PathBuf {
    std::env::temp_dir().join("guike-test-files")
}

/// A serving process; killed when dropped, as by `kill -9`.
pub struct Serving {
    child: Child,
    pub base: String,
}

impl Serving {
    /// Starts it and waits until it listens.
    pub fn start(database_url: &str) -> Self {
        Self::spawn(guike(database_url))
    }

    /// The same with a folder for files.
    pub fn start_in(database_url: &str, folder: &std::path::Path) -> Self {
        let mut command = guike(database_url);
        command.env("GUIKE_DATA_DIR", folder);
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Self {
        let mut child = command.arg("serve").spawn().expect("the binary");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let base = line.trim().strip_prefix("listening on ").expect("the address").to_owned();
        Self { child, base }
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
