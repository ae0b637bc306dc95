//! The server: the `guike` program with the console inside.

use crate::console::Profile;
use crate::{project, shell};
use anyhow::Result;
use std::path::PathBuf;

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
