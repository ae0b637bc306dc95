//! The console: `web/` compiled by trunk into `dist/`, from where the server's build embeds it.

use crate::args::Args;
use crate::{project, shell, tools};
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How much time to spend on the console's size.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Compiles in seconds; large.
    Fast,
    /// What is shipped: the `web` profile and wasm-opt.
    Shipped,
}

impl Profile {
    /// `Shipped` if `--release` was given.
    pub fn from_args(args: &mut Args) -> Self {
        if args.flag("--release") { Self::Shipped } else { Self::Fast }
    }
}

/// `cargo xtask console`
pub fn command(mut args: Args) -> Result<()> {
    let profile = Profile::from_args(&mut args);
    args.done()?;
    build(profile)
}

/// Brings `dist/` up to date; does nothing if neither the sources nor `dist/` changed since the last build.
pub fn build(profile: Profile) -> Result<()> {
    let stamp = project::scratch()?.join("console.stamp");
    if fs::read_to_string(&stamp).ok().as_deref() == Some(&state(profile)?) {
        return Ok(());
    }
    tools::wasm_target()?;
    let mut path = vec![tools::trunk()?, tools::wasm_bindgen()?];
    if profile == Profile::Shipped {
        path.push(tools::wasm_opt()?);
    }
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    println!("building the console");
    let mut trunk = shell::program("trunk");
    // trunk wants a boolean in NO_COLOR, which by its convention may hold anything.
    trunk.env("PATH", std::env::join_paths(path)?).env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
    trunk.args(["build", "--offline", "--skip-version-check"]);
    if profile == Profile::Shipped {
        trunk.args(["--release", "--cargo-profile", "web"]);
    }
    shell::run(&mut trunk)?;
    fs::write(stamp, state(profile)?)?;
    Ok(())
}

/// What the build depends on, and what came out of it. The latter, because another build may have replaced it.
fn state(profile: Profile) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    profile.hash(&mut hasher);
    for file in project::files(&["web", "shared", "Trunk.toml", "Cargo.toml", "Cargo.lock", ".cargo"])? {
        file.hash(&mut hasher);
        fs::read(project::root().join(&file)).with_context(|| file.display().to_string())?.hash(&mut hasher);
    }
    let output = fs::read_to_string(project::root().join("dist/index.html")).unwrap_or_default();
    output.hash(&mut hasher);
    Ok(format!("{:016x}\n", hasher.finish()))
}
