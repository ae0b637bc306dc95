//! The command line.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use shared::{
    Lang,
    imports::{ImportKind, ImportStatus},
};

use crate::{
    config::{Config, LogFormat},
    demo,
    error::Error,
    http, imports,
    permissions::Actor,
    setup,
};

/// Guike 归客: who owns this customer, why, and since when.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// The settings file; `guike.toml` in this folder when there is one.
    #[arg(long, env = "GUIKE_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Bring the database up to date and serve the API and the console.
    Serve,
    /// Bring the database up to date and stop.
    Migrate,
    /// Fill an empty database with demo data.
    Demo {
        /// How much.
        #[arg(long, value_enum, default_value = "small")]
        size: demo::Size,
    },
    /// Make the first accounts.
    #[command(subcommand)]
    Admin(Admin),
    /// Import a file.
    #[command(subcommand)]
    Import(Import),
    /// Print the OpenAPI document.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Make an administrator. The password is asked for on standard input and must be changed at the first sign-in.
    Create {
        /// The name to sign in with.
        username: String,
        /// What people call them.
        #[arg(long)]
        name: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Districts, from a CSV or XLSX file with the columns code, province, city, county, name.
    Districts {
        /// The file.
        file: PathBuf,
        /// Apply the good lines although there are bad ones.
        #[arg(long)]
        leave_out_bad_lines: bool,
    },
}

/// Does what the command line says.
///
/// # Errors
/// When it cannot be done; the message is for the person who typed it.
pub fn run(cli: Cli) -> anyhow::Result<()> {
    if let Command::Openapi = cli.command {
        println!("{}", http::document().to_pretty_json()?);
        return Ok(());
    }
    let config = Config::load(cli.config.as_deref())?;
    start_log(&config)?;
    match cli.command {
        Command::Serve => serve(config),
        Command::Migrate => {
            setup::open(&config)?;
            println!("the database is up to date");
            Ok(())
        }
        Command::Demo { size } => make_demo(&config, size),
        Command::Admin(Admin::Create { username, name }) => create_administrator(&config, &username, name),
        Command::Import(Import::Districts { file, leave_out_bad_lines }) => {
            import_districts(&config, &file, leave_out_bad_lines)
        }
        Command::Openapi => Ok(()),
    }
}

fn make_demo(config: &Config, size: demo::Size) -> anyhow::Result<()> {
    let database = setup::open(config)?;
    demo::fill(&database, &config.files_dir(), size, |step| println!("{step}"))?;
    println!("sign in with the password {} as", demo::PASSWORD);
    for login in demo::LOGINS {
        println!("  {:<12} {}", login.username, login.who);
    }
    Ok(())
}

fn create_administrator(config: &Config, username: &str, name: Option<String>) -> anyhow::Result<()> {
    let database = setup::open(config)?;
    eprint!("first password: ");
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let name = name.unwrap_or_else(|| username.to_owned());
    setup::create_administrator(&database, username, &name, password.trim_end_matches(['\r', '\n']))
        .map_err(explain)?;
    println!("made the administrator {username}");
    Ok(())
}

fn import_districts(config: &Config, file: &std::path::Path, leave_out_bad_lines: bool) -> anyhow::Result<()> {
    let database = setup::open(config)?;
    let name = file.file_name().and_then(|n| n.to_str()).context("the file has no name")?;
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let actor = Actor::system("guike import");
    let told = |import: &shared::imports::Import| eprint!("\r{}/{} lines checked", import.checked, import.total);
    let import =
        imports::import_bytes(&database, &actor, ImportKind::Districts, name, &bytes, leave_out_bad_lines, told)
            .map_err(explain)?;
    eprintln!();
    println!("added {}, changed {}, unchanged {}, bad {}", import.added, import.changed, import.unchanged, import.bad);
    for line in imports::bad_lines(&database, import.id)? {
        for error in line.errors {
            println!("line {}: {} {}", line.line, error.pointer, error.code.message(Lang::En));
        }
    }
    if import.status != ImportStatus::Applied {
        bail!("nothing was changed; mend the lines above, or leave them out with --leave-out-bad-lines");
    }
    Ok(())
}

/// A refusal in words, for a person at a terminal.
fn explain(error: Error) -> anyhow::Error {
    match error {
        Error::Refused(refusal) => {
            let fields: Vec<String> =
                refusal.errors.iter().map(|e| format!("{} {}", e.pointer, e.code.message(Lang::En))).collect();
            anyhow::anyhow!("{}: {}", refusal.code.title(Lang::En), fields.join("; "))
        }
        other => other.into(),
    }
}

fn start_log(config: &Config) -> anyhow::Result<()> {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_new(&config.log)?;
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Json => log.json().init(),
        LogFormat::Text => log.init(),
    }
    Ok(())
}

fn serve(config: Config) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(async {
        let running = http::start(config)?;
        println!("listening on http://{}", running.address);
        running.finished.await??;
        Ok(())
    })
}
