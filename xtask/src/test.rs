//! Every check of the repository, cheapest first, so that most mistakes are told within seconds.

use crate::args::Args;
use crate::console::{self, Profile};
use crate::{e2e, openapi, postgres, project, server, shell, tidy, tools};
use anyhow::{Result, bail};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

struct Step {
    name: &'static str,
    proves: &'static str,
    check: fn(&[String]) -> Result<()>,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", proves: "the code is formatted", check: |_| fmt() },
    Step { name: "tidy", proves: "the house rules hold", check: |_| tidy::check() },
    Step { name: "shared", proves: "shared compiles for the browser and drags no server along", check: |_| shared() },
    Step { name: "deny", proves: "every dependency's licence and source is acceptable", check: |_| deny() },
    Step { name: "console", proves: "the console builds", check: |_| console::build(Profile::Fast) },
    Step { name: "clippy", proves: "no lint complains about the server", check: |_| clippy() },
    Step { name: "clippy-web", proves: "no lint complains about the console", check: |_| clippy_web() },
    Step { name: "rust", proves: "unit, property and API tests pass on SQLite and PostgreSQL", check: rust },
    Step { name: "web", proves: "the console's logic passes its tests", check: |_| web() },
    Step {
        name: "openapi",
        proves: "the committed OpenAPI document is what the code says",
        check: |_| openapi::check(),
    },
    Step { name: "e2e", proves: "the stories work in a browser", check: |_| e2e::run(None, &[]) },
];

/// `cargo xtask test`
pub fn test(mut args: Args) -> Result<()> {
    let (list, only, skip) = (args.flag("--list"), args.list("--only")?, args.list("--skip")?);
    args.done()?;
    if let Some(unknown) = only.iter().chain(&skip).find(|name| STEPS.iter().all(|step| step.name != **name)) {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` names them");
    }
    if list {
        STEPS.iter().for_each(|step| println!("{:<11} {}", step.name, step.proves));
        return Ok(());
    }
    let chosen = |step: &&Step| {
        let named = |names: &[String]| names.iter().any(|name| name == step.name);
        (only.is_empty() || named(&only)) && !named(&skip)
    };
    tools::brought()?;
    let started = Instant::now();
    let mut done: Vec<(&str, Duration)> = Vec::new();
    for step in STEPS.iter().filter(chosen) {
        println!("\n=== {}: {} ===", step.name, step.proves);
        let started = Instant::now();
        let outcome = (step.check)(&args.rest);
        done.push((step.name, started.elapsed()));
        if let Err(error) = outcome {
            summarise(&done);
            bail!("step `{0}` failed; `cargo xtask test --only {0}` repeats it\n{error:#}", step.name);
        }
    }
    summarise(&done);
    println!("all {} steps passed in {}", done.len(), shown(started.elapsed()));
    Ok(())
}

fn summarise(done: &[(&str, Duration)]) {
    println!("\n=== steps ===");
    for (name, took) in done {
        println!("{name:<11} {:>9}", shown(*took));
    }
}

fn shown(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..60 => format!("{seconds}.{} s", duration.subsec_millis() / 100),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn fmt() -> Result<()> {
    tools::component("rustfmt")?;
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))
}

fn shared() -> Result<()> {
    tools::wasm_target()?;
    shell::run(shell::cargo().args(["check", "--locked", "-p", "shared", "--target", "wasm32-unknown-unknown"]))?;
    for package in ["shared", "web"] {
        let mut tree = shell::cargo();
        tree.args([
            "tree",
            "--locked",
            "-p",
            package,
            "--target",
            "wasm32-unknown-unknown",
            "-e",
            "normal",
            "--prefix",
            "none",
        ]);
        let tree = shell::capture(&mut tree)?;
        let server = |name: &str| name.starts_with("actix") || name.starts_with("diesel") || name == "guike";
        if let Some(name) = tree.lines().filter_map(|line| line.split(' ').next()).find(|name| server(name)) {
            bail!("`{package}` depends on `{name}`, which belongs to the server alone");
        }
    }
    Ok(())
}

/// Licences, duplicates and sources only: the database of advisories cannot be had without the internet.
fn deny() -> Result<()> {
    let bin = match tools::cargo_deny() {
        Ok(bin) => bin,
        // Whoever cannot install it can still change and test the code; somebody else's run checks the licences.
        Err(error) => {
            eprintln!("warning: licences are not checked: {error:#}");
            return Ok(());
        }
    };
    // It reads the manifests of all targets' crates, and building fetched only ours.
    shell::run(shell::cargo().args(["fetch", "--locked"]))?;
    shell::run(shell::program(bin.join("cargo-deny")).args(["--offline", "check", "licenses", "bans", "sources"]))
}

fn clippy() -> Result<()> {
    tools::component("clippy")?;
    let mut cargo = shell::cargo();
    cargo.args(["clippy", "--locked", "--workspace", "--exclude", "web", "--all-targets", "--", "-D", "warnings"]);
    shell::run(&mut cargo)
}

fn clippy_web() -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["clippy", "--locked", "-p", "web", "--target", "wasm32-unknown-unknown", "--all-targets"]);
    shell::run(cargo.args(["--", "-D", "warnings"]))
}

fn rust(extra: &[String]) -> Result<()> {
    let cluster = postgres::start_for_tests()?;
    shell::run(server::cargo_test().args(extra).env("GUIKE_TEST_POSTGRES_URL", &cluster.url))
}

/// The console's logic lives in plain functions, so that it is tested without a browser.
fn web() -> Result<()> {
    let sources = project::files(&["web/src"])?;
    let tested =
        |file: &PathBuf| fs::read_to_string(project::root().join(file)).is_ok_and(|text| text.contains("#[test]"));
    if !sources.iter().any(tested) {
        // Compiling the console for this machine takes minutes, too many for nothing.
        println!("the console has no unit tests");
        return Ok(());
    }
    shell::run(shell::cargo().args(["test", "--locked", "-p", "web"]))
}
