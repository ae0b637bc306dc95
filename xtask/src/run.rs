//! From a bare machine to a console in the browser, in one command.

use crate::args::Args;
use crate::console::{self, Profile};
use crate::{project, server, shell, tools};
use anyhow::{Context, Result};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;

/// `cargo xtask run`
pub fn run(mut args: Args) -> Result<()> {
    let profile = Profile::from_args(&mut args);
    let with_demo = !args.flag("--no-demo");
    args.done()?;
    tools::brought()?;
    console::build(profile)?;
    let guike = server::build(profile)?;
    if with_demo {
        demo(&guike)?;
    }
    // From here on this process is the server, so that Ctrl-C and exit codes are the server's own.
    let failure = shell::program(&guike).arg("serve").args(&args.rest).exec();
    Err(failure).with_context(|| format!("cannot start {}", guike.display()))
}

/// Fills a database that does not exist yet, and tells the logins at every start.
fn demo(guike: &Path) -> Result<()> {
    if std::env::var_os("GUIKE_DATABASE_URL").is_some() {
        println!("GUIKE_DATABASE_URL is set: no demo data is created there; `guike demo` does it");
        return Ok(());
    }
    let data = project::root().join("data");
    let logins = data.join("demo-logins.txt");
    if !has_database(&data) {
        println!("creating demo data in ./data");
        fs::create_dir_all(&data)?;
        let printed = shell::capture(shell::program(guike).arg("demo"))
            .context("the demo data is incomplete: remove ./data before the next try")?;
        // What came before is about making the data, and does not happen again.
        let accounts = printed.find("sign in").map_or(printed.as_str(), |at| &printed[at..]);
        fs::write(&logins, accounts)?;
    }
    if let Ok(logins) = fs::read_to_string(&logins) {
        println!("{logins}");
    }
    Ok(())
}

fn has_database(data: &Path) -> bool {
    let Ok(entries) = fs::read_dir(data) else {
        return false;
    };
    let endings = ["db", "sqlite", "sqlite3"];
    entries.flatten().any(|entry| entry.path().extension().is_some_and(|ext| endings.iter().any(|end| ext == *end)))
}
