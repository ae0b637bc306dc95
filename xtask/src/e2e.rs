//! The browser tests: the real server, a real Chromium, the stories that the product promises.

use crate::args::Args;
use crate::console::{self, Profile};
use crate::postgres::{self, Cluster};
use crate::{browser, project, server, shell, sqlite};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The screenshot that the READMEs show, as a spec names it.
const README_SCREENSHOT: &str = "console.png";

/// `cargo xtask e2e`
pub fn command(mut args: Args) -> Result<()> {
    let on_postgres = args.flag("--postgres");
    let update_screenshots = args.flag("--update-screenshots");
    args.done()?;
    let cluster = on_postgres.then(postgres::start_for_tests).transpose()?;
    run(cluster.as_ref(), &args.rest)?;
    if update_screenshots { keep_screenshot() } else { Ok(()) }
}

/// Runs every spec; on PostgreSQL if there is a cluster, else on SQLite.
pub fn run(cluster: Option<&Cluster>, node_args: &[String]) -> Result<()> {
    let chromium = browser::chromium()?;
    install_packages()?;
    console::build(Profile::Fast)?;
    let guike = server::build_for_tests()?;
    let template = template(&guike, cluster)?;
    let results = folder().join("results");
    // Screenshots of an earlier run would pass for this one's.
    drop(fs::remove_dir_all(&results));
    fs::create_dir_all(&results)?;
    let mut node = shell::program("node");
    node.current_dir(folder())
        .env("GUIKE_BIN", guike)
        .env("GUIKE_CHROMIUM", chromium)
        .env("GUIKE_E2E_TEMPLATE", template)
        .env("GUIKE_E2E_FILES", demo_files()?);
    if let Some(cluster) = cluster {
        node.env("GUIKE_TEST_POSTGRES_URL", &cluster.url);
        node.env("GUIKE_PG_BIN", &cluster.bin);
    }
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(node_args).args(specs()?);
    shell::run(&mut node)
}

/// The demo data, made once and copied for each spec: a SQLite file, or the name of a database in the cluster.
fn template(guike: &Path, cluster: Option<&Cluster>) -> Result<String> {
    let file = project::scratch()?.join("e2e.sqlite3");
    let (url, template) = match cluster {
        Some(cluster) => (cluster.create_database("e2e")?, "e2e".to_owned()),
        None => (sqlite::url(&file), file.display().to_string()),
    };
    sqlite::remove(&file)?;
    drop(fs::remove_dir_all(demo_files()?));
    println!("creating demo data");
    let mut demo = shell::program(guike);
    demo.arg("demo").env("GUIKE_DATABASE_URL", url).env("GUIKE_DATA_DIR", project::scratch()?);
    demo.env("GUIKE_FILES_DIR", demo_files()?);
    shell::capture(&mut demo)?;
    Ok(template)
}

/// Where the pictures of the demo data lie.
fn demo_files() -> Result<PathBuf> {
    Ok(project::scratch()?.join("e2e-files"))
}

fn folder() -> PathBuf {
    project::root().join("e2e")
}

/// Named one by one: Node 20 does not expand patterns.
fn specs() -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder().join("specs"))?;
    let mut specs: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    specs.retain(|spec| spec.to_string_lossy().ends_with(".spec.mjs"));
    specs.sort_unstable();
    if specs.is_empty() {
        bail!("there are no specs in e2e/specs");
    }
    Ok(specs)
}

/// Installs exactly what package-lock.json says, once for each version of that file.
fn install_packages() -> Result<()> {
    let wanted = fs::read(folder().join("package-lock.json"))?;
    let installed = folder().join("node_modules/.installed-lock");
    if fs::read(&installed).is_ok_and(|lock| lock == wanted) {
        return Ok(());
    }
    let mut npm = shell::program("npm");
    shell::run(npm.current_dir(folder()).args(["ci", "--no-audit", "--no-fund"]))
        .context("the packages of e2e/package-lock.json could not be installed")?;
    fs::write(installed, wanted)?;
    Ok(())
}

fn keep_screenshot() -> Result<()> {
    let images = project::root().join("docs/images");
    fs::create_dir_all(&images)?;
    fs::copy(folder().join("results").join(README_SCREENSHOT), images.join(README_SCREENSHOT))
        .with_context(|| format!("no spec took {README_SCREENSHOT}"))?;
    println!("wrote docs/images/{README_SCREENSHOT}");
    Ok(())
}
