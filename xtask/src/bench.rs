//! The measurements: large data on both databases, kept between runs, and the `bench` program let loose on them.

use crate::args::Args;
use crate::console::{self, Profile};
use crate::postgres::{self, Cluster};
use crate::{project, server, shell, sqlite, tools};
use anyhow::Result;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// As an operator would set it for this size of machine; not durable, because only reading is measured.
const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
max_connections = 100
shared_buffers = 1GB
effective_cache_size = 4GB
random_page_cost = 1.1
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = 4GB
";

/// `cargo xtask bench`
pub fn command(mut args: Args) -> Result<()> {
    let size = args.list("--size")?.into_iter().next().unwrap_or_else(|| "large".to_owned());
    args.done()?;
    tools::brought()?;
    console::build(Profile::Shipped)?;
    let guike = server::build(Profile::Shipped)?;
    shell::run(shell::cargo().args(["build", "--locked", "--release", "--package", "bench"]))?;

    let kept = kept(&size)?;
    let sqlite = sqlite(&guike, &size, &kept)?;
    let cluster = postgres(&guike, &size, &kept)?;
    let report = project::target()?.join("bench");
    fs::create_dir_all(&report)?;
    let mut bench = shell::program(project::target()?.join("release/bench"));
    bench.arg(&guike).arg(project::root().join("dist")).arg(sqlite::url(&sqlite)).arg(&cluster.url).arg(&report);
    shell::run(bench.args(&args.rest))?;
    println!("wrote {}", report.join("report.md").display());
    Ok(())
}

/// A directory for data that this version of the schema and the generator makes.
fn kept(size: &str) -> Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    size.hash(&mut hasher);
    for file in project::files(&["migrations", "api/src/demo", "api/src/demo.rs"])? {
        file.hash(&mut hasher);
        fs::read(project::root().join(file))?.hash(&mut hasher);
    }
    let kept = project::cache()?.join(format!("bench/{:016x}", hasher.finish()));
    fs::create_dir_all(&kept)?;
    Ok(kept)
}

/// A copy of the data in a SQLite file, to be written to freely.
fn sqlite(guike: &Path, size: &str, kept: &Path) -> Result<PathBuf> {
    let file = kept.join("guike.db");
    if !file.is_file() {
        let half = kept.join("half.db");
        sqlite::remove(&half)?;
        demo(guike, size, &sqlite::url(&half))?;
        sqlite::rename(&half, &file)?;
    }
    let copy = project::scratch()?.join("bench.db");
    sqlite::copy(&file, &copy)?;
    Ok(copy)
}

/// The data in a cluster that is removed afterwards.
fn postgres(guike: &Path, size: &str, kept: &Path) -> Result<Cluster> {
    let archive = kept.join("postgres.tar");
    if archive.is_file() {
        return postgres::start(SETTINGS, Some(&archive));
    }
    let cluster = postgres::start(SETTINGS, None)?;
    demo(guike, size, &cluster.url)?;
    cluster.save(&archive)?;
    Ok(cluster)
}

fn demo(guike: &Path, size: &str, database: &str) -> Result<()> {
    let kind = if database.starts_with("postgres") { "PostgreSQL" } else { "SQLite" };
    println!("creating the {size} data set on {kind} (once for each version of the schema)");
    let mut demo = shell::program(guike);
    demo.args(["demo", "--size", size]).env("GUIKE_DATABASE_URL", database).env("GUIKE_LOG", "warn");
    shell::capture(demo.env("GUIKE_DATA_DIR", project::scratch()?))?;
    Ok(())
}
