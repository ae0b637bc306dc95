//! The browser of the browser tests: the system's Chromium, with a font that can write Chinese.

use crate::{apt, shell};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// The browser to test with: $GUIKE_CHROMIUM, else what PATH has, else what apt-get installs.
pub fn chromium() -> Result<PathBuf> {
    fonts()?;
    if let Some(chosen) = std::env::var_os("GUIKE_CHROMIUM") {
        return Ok(chosen.into());
    }
    let find = || shell::find(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(&["chromium"], "testing the console in a browser")?;
    find().context("chromium was installed, yet PATH does not have it: set GUIKE_CHROMIUM to the program")
}

/// Without a Chinese font the tests pass, but every screenshot is of empty boxes.
fn fonts() -> Result<()> {
    let listed = shell::capture(Command::new("fc-list").arg(":lang=zh-cn")).unwrap_or_default();
    if !listed.trim().is_empty() {
        return Ok(());
    }
    if shell::is_root() && shell::find(&["apt-get"]).is_some() {
        return apt::install(&["fontconfig", "fonts-noto-cjk"], "showing Chinese in the browser tests");
    }
    eprintln!("warning: no Chinese font is installed (Debian: fonts-noto-cjk); screenshots will show boxes");
    Ok(())
}
