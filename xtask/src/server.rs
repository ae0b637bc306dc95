//! The server: the `guike` program with the console inside.

use crate::console::Profile;
use crate::{project, shell};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Builds the server as the Rust tests do. Their crates switch features on in crates that the server uses too, so that
/// a plain build beside them would compile most dependencies a second time.
pub fn build_for_tests() -> Result<PathBuf> {
    std::fs::create_dir_all(project::root().join("dist"))?;
    shell::run(cargo_test().arg("--no-run").arg("--quiet"))?;
    Ok(project::target()?.join("debug/guike"))
}

/// `cargo test` for everything that runs on this machine rather than in the browser.
pub fn cargo_test() -> Command {
    let mut cargo = shell::cargo();
    cargo.args(["test", "--locked", "--workspace", "--exclude", "web"]);
    cargo
}

/// Builds the server around the `dist/` that is there, and returns the program.
pub fn build(profile: Profile) -> Result<PathBuf> {
    // The console is embedded at compile time, and a folder that does not exist cannot be.
    std::fs::create_dir_all(project::root().join("dist"))?;
    let mut cargo = shell::cargo();
    cargo.args(["build", "--locked", "--package", "guike", "--bin", "guike"]);
    let folder = match profile {
        Profile::Fast => "debug",
        Profile::Shipped => {
            cargo.arg("--release");
            "release"
        }
    };
    shell::run(&mut cargo)?;
    Ok(project::target()?.join(folder).join("guike"))
}
