//! System packages: installed on Debian when this runs as root, named exactly otherwise.

use crate::shell;
use anyhow::{Result, bail};
use std::process::Command;

/// Installs Debian packages, or says which ones to install. `purpose` completes "… is needed for".
pub fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let list = packages.join(" ");
    if shell::find(&["apt-get"]).is_none() {
        bail!("{purpose} needs what Debian calls `{list}`: install it with this system's package manager");
    }
    if !shell::is_root() {
        bail!("{purpose} needs system packages; install them with\n\n    sudo apt-get install -y {list}\n");
    }
    println!("installing {list} for {purpose}");
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(["-q", "-o", "Dpkg::Use-Pty=0"]).args(args).env("DEBIAN_FRONTEND", "noninteractive");
        shell::run(&mut command)
    };
    // A stale or partly unreachable index is not fatal: the packages may be known already.
    if let Err(error) = apt(&["update"]) {
        eprintln!("warning: {error:#}");
    }
    let mut args = vec!["install", "-y", "--no-install-recommends"];
    args.extend(packages);
    apt(&args)
}
