//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    config::{Config, LogFormat},
    http,
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
    /// Print the OpenAPI document.
    Openapi,
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
            crate::setup::open(&config)?;
            println!("the database is up to date");
            Ok(())
        }
        Command::Openapi => Ok(()),
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
