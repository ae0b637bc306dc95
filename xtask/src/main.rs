//! The tasks of Guike's developers. They install what a bare machine lacks, so that one command is enough.

mod apt;
mod args;
mod bench;
mod browser;
mod cleanup;
mod console;
mod e2e;
mod openapi;
mod postgres;
mod project;
mod run;
mod server;
mod shell;
mod sqlite;
mod test;
mod tidy;
mod tools;

use anyhow::{Result, bail};
use args::Args;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <task> [options]

  run        build the console and the server, then serve them on SQLite in ./data, with demo data at the first start
               --release        the console and the server as they are shipped
               --no-demo        start with an empty database
               -- ARGS..        further arguments for `guike serve`
  test       every check of this repository, in order, stopping at the first failure
               --only A,B       only these steps          --skip A,B   all but these
               --list           name the steps            -- ARGS..    further arguments for `cargo test`
  tidy       the house rules: layers, file sizes, forbidden words
  openapi    write openapi/openapi.json from the code    --check      only compare
  console    build the console into dist/                --release    as it is shipped
  e2e        the browser tests alone                     --postgres   against PostgreSQL instead of SQLite
               --update-screenshots  refresh docs/images  -- ARGS..    further arguments for `node --test`
  bench      measure the server on a large data set, on both databases; the report goes to target/bench
               --size S         another data set        -- ARGS..    further arguments for the `bench` program
  pg         start a throw-away PostgreSQL, print its URL, remove it at Ctrl-C

Tools are installed into $GUIKE_CACHE, else $XDG_CACHE_HOME/guike, else ~/.cache/guike.";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    cleanup::on_signals()?;
    let mut args = Args::from_env();
    match args.task().as_deref() {
        Some("run") => run::run(args),
        Some("test") => test::test(args),
        Some("tidy") => tidy::command(args),
        Some("openapi") => openapi::command(args),
        Some("console") => console::command(args),
        Some("e2e") => e2e::command(args),
        Some("bench") => bench::command(args),
        Some("pg") => postgres::command(args),
        None | Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("there is no task `{other}`\n\n{HELP}"),
    }
}
