//! What the build needs beside cargo, installed into the cache at the versions this repository was made with.

use crate::{project, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The last trunk that builds with this repository's oldest rustc.
const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const BINARYEN: &str = "132.0.0";

/// What a machine must bring along, because nothing of ours could install it: the program, and what to do without it.
const BROUGHT: &[(&[&str], &str)] = &[
    (&["cc", "gcc", "clang"], "a C compiler is missing: install one, as in `apt-get install -y gcc libc6-dev`"),
    (&["git"], "git is missing: install it, as in `apt-get install -y git`"),
    (&["node"], "Node.js is missing: install version 20 or newer, with npm"),
    (&["npm"], "npm is missing: install it; it usually comes with Node.js"),
];

/// Fails early, and with what to do, rather than late in the middle of a build.
pub fn brought() -> Result<()> {
    let missing: Vec<&str> =
        BROUGHT.iter().filter(|(names, _)| shell::find(names).is_none()).map(|(_, help)| *help).collect();
    if missing.is_empty() { Ok(()) } else { bail!("{}", missing.join("\n")) }
}

/// Makes sure that the toolchain has `cargo fmt` or `cargo clippy`.
pub fn component(name: &str) -> Result<()> {
    let task = name.trim_start_matches("rust");
    if shell::capture(shell::cargo().args([task, "--version"])).is_ok() {
        return Ok(());
    }
    println!("installing {name}");
    shell::run(shell::program("rustup").args(["component", "add", name]))
        .with_context(|| format!("`cargo {task}` is missing: install the toolchain's component {name}"))
}

/// Makes sure that rustc can compile for the browser.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libs = shell::capture(shell::program("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if has_std(Path::new(libs.trim())) {
        return Ok(());
    }
    println!("installing the {TARGET} target");
    shell::run(shell::program("rustup").args(["target", "add", TARGET])).with_context(|| {
        format!("rustc cannot compile for {TARGET}: install that target, as in `rustup target add {TARGET}`")
    })
}

/// The directory of the `trunk` program.
pub fn trunk() -> Result<PathBuf> {
    cargo_tool("trunk", "trunk", TRUNK, true)
}

/// The directory of `wasm-bindgen`, at exactly the version of the library: the two share a private format.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let version = project::locked_version("wasm-bindgen")?;
    cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &version, false)
}

/// The directory of `cargo-deny`.
pub fn cargo_deny() -> Result<PathBuf> {
    cargo_tool("cargo-deny", "cargo-deny", CARGO_DENY, true)
}

/// The directory of `wasm-opt`, which halves nothing but takes a tenth off the shipped console.
pub fn wasm_opt() -> Result<PathBuf> {
    let home = project::cache()?.join(format!("tools/binaryen-{BINARYEN}"));
    let bin = home.join("node_modules/.bin");
    if bin.join("wasm-opt").exists() {
        return Ok(bin);
    }
    println!("installing binaryen {BINARYEN}");
    std::fs::create_dir_all(&home)?;
    std::fs::write(home.join("package.json"), "{\"private\": true}\n")?;
    let mut npm = shell::program("npm");
    npm.current_dir(&home).args(["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
    shell::run(npm.arg(format!("binaryen@{BINARYEN}"))).context("wasm-opt could not be installed from npm")?;
    Ok(bin)
}

/// Installs a program from crates.io into a directory of its own, once per version.
fn cargo_tool(package: &str, program: &str, version: &str, locked: bool) -> Result<PathBuf> {
    let home = project::cache()?.join(format!("tools/{program}-{version}"));
    let bin = home.join("bin");
    if bin.join(program).is_file() {
        return Ok(bin);
    }
    println!("installing {package} {version} into {} (once; it may take some minutes)", home.display());
    let mut cargo = shell::cargo();
    cargo.args(["install", package, "--version", version, "--root"]).arg(&home);
    if locked {
        cargo.arg("--locked");
    }
    // Each tool is compiled in a directory of cargo's own choice: sharing ours would only fill it.
    cargo.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_BUILD_TARGET_DIR");
    shell::run(&mut cargo).with_context(|| format!("{package} {version} could not be installed"))?;
    if !bin.join(program).is_file() {
        bail!("{package} {version} was installed, yet {} is missing", bin.join(program).display());
    }
    Ok(bin)
}

fn has_std(libs: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(libs) else {
        return false;
    };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}
