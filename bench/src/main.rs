//! Measures Guike's server from outside: requests per second and latency for people of very different reach, beside a
//! bare actix-web server that answers the same bytes and beside the same rows fetched by hand-written SQL.
//!
//! `cargo xtask bench` prepares the data and runs it.

mod api;
mod assign;
mod bare;
mod client;
mod load;
mod machine;
mod people;
mod redistribute;
mod report;
mod server;
mod simulate;
mod sql;
mod work;

use anyhow::{Context, Result, bail};
use load::Plan;
use report::{Database, Report, Row};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many connections at once: one patient person, and a busy office.
const CONNECTIONS: [usize; 2] = [1, 16];
/// What can be measured alone.
const PARTS: [&str; 5] = ["pages", "moves", "redistribution", "assigning", "simulation"];
/// More requests than this tell nothing new.
const MOST_REQUESTS: usize = 200_000;

struct Options {
    guike: PathBuf,
    console: PathBuf,
    sqlite: String,
    postgres: String,
    report: PathBuf,
    seconds: f64,
    only: Vec<String>,
}

impl Options {
    /// Whether a part is to be measured: one of those that were asked for, or any when none was.
    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == part)
    }
}

fn main() -> Result<()> {
    let options = options()?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(measure(&options))
}

fn options() -> Result<Options> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let seconds = option(&mut args, "--seconds")?.map_or(Ok(3.0), |seconds| seconds.parse())?;
    let only: Vec<String> =
        option(&mut args, "--only")?.map(|only| only.split(',').map(str::to_owned).collect()).unwrap_or_default();
    if let Some(unknown) = only.iter().find(|only| !PARTS.contains(&only.as_str())) {
        bail!("there is no part `{unknown}`; there are {}", PARTS.join(", "));
    }
    let [guike, console, sqlite, postgres, report] = args.as_slice() else {
        bail!(
            "use: bench GUIKE CONSOLE SQLITE_URL POSTGRES_URL REPORT_FOLDER [--seconds N] [--only PARTS]; `cargo xtask bench` does"
        );
    };
    Ok(Options {
        guike: guike.into(),
        console: console.into(),
        sqlite: sqlite.clone(),
        postgres: postgres.clone(),
        report: report.into(),
        seconds,
        only,
    })
}

fn option(args: &mut Vec<String>, name: &str) -> Result<Option<String>> {
    let Some(at) = args.iter().position(|arg| arg == name) else { return Ok(None) };
    let value = args.get(at + 1).with_context(|| format!("{name} wants a value"))?.clone();
    args.drain(at..at + 2);
    Ok(Some(value))
}

async fn measure(options: &Options) -> Result<()> {
    let mut simulations = Vec::new();
    if options.wants("simulation") {
        println!("simulating");
        simulations = simulate::simulations();
    }
    let mut databases = Vec::new();
    for (name, url) in [("SQLite", &options.sqlite), ("PostgreSQL", &options.postgres)] {
        databases.push(database(name, url, options).await?);
    }
    let report = Report {
        machine: machine::describe(),
        seconds: options.seconds,
        binary_bytes: std::fs::metadata(&options.guike)?.len(),
        console: machine::console(&options.console)?,
        simulations,
        databases,
    };
    report.write(&options.report)
}

async fn database(name: &str, url: &str, options: &Options) -> Result<Database> {
    println!("{name}");
    let start_ms = start_times(&options.guike, url)?;
    let server = server::start(&options.guike, url)?;
    let idle_kib = server.memory_kib()?;
    let mut rows = Vec::new();
    for person in people::PEOPLE.iter().filter(|_| options.wants("pages")) {
        let mut api = api::sign_in(server.address, person.login, people::PASSWORD).await?;
        for page in api.pages().await? {
            println!("  {}: {}", person.title, page.title);
            let guike = at_all_loads(server.address, &page.request, options).await?;
            let bare = bare::serve(page.body.clone())?;
            let bare = at_all_loads(bare, &client::Request::get("/", None), options).await?;
            let by_hand = match sql::by_hand(url, person, page.kind)? {
                Some(sql) => sql_at_all_loads(url, &sql, options)?,
                None => Vec::new(),
            };
            rows.push(Row {
                person: person.title.to_owned(),
                page: page.title,
                bytes: page.body.len(),
                guike,
                bare,
                by_hand,
            });
        }
    }
    let loaded_kib = server.memory_kib()?;
    let mut admin = api::sign_in(server.address, "admin", people::PASSWORD).await?;
    let reader = api::sign_in(server.address, "lead", people::PASSWORD).await?;
    let (mut moves, mut redistributions, mut assigning) = (Vec::new(), Vec::new(), None);
    // What is shared out is what the moves gave to one agent.
    if options.wants("moves") || options.wants("redistribution") {
        println!("  moving districts");
        moves = work::moves(server.address, url, &mut admin, &reader).await?;
    }
    if options.wants("redistribution") {
        println!("  redistributing customers");
        redistributions = redistribute::redistributions(server.address, &mut admin, &reader).await?;
    }
    if options.wants("assigning") {
        println!("  assigning inquiries");
        assigning = Some(assign::assigning(server.address, url, &mut admin, options.seconds).await?);
    }
    Ok(Database {
        name: name.to_owned(),
        contents: sql::contents(url)?,
        start_ms,
        idle_kib,
        loaded_kib,
        rows,
        moves,
        redistributions,
        assigning,
    })
}

/// The milliseconds of five starts, ascending: from the process to its first listening port.
fn start_times(guike: &Path, url: &str) -> Result<Vec<u64>> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let server = server::start(guike, url)?;
        times.push(u64::try_from(server.started_in.as_millis())?);
    }
    times.sort_unstable();
    Ok(times)
}

fn plan(connections: usize, options: &Options) -> Plan {
    let time = Duration::from_secs_f64(options.seconds);
    Plan { connections, warm_up: time / 5, time, requests: MOST_REQUESTS }
}

async fn at_all_loads(
    address: std::net::SocketAddr,
    request: &client::Request,
    options: &Options,
) -> Result<Vec<load::Measured>> {
    let mut measured = Vec::new();
    for connections in CONNECTIONS {
        measured.push(load::run(address, request, plan(connections, options)).await?);
    }
    Ok(measured)
}

fn sql_at_all_loads(url: &str, sql: &sql::ByHand, options: &Options) -> Result<Vec<load::Measured>> {
    CONNECTIONS.iter().map(|&connections| sql.run(url, plan(connections, options))).collect()
}
