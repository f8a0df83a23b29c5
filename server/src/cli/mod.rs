//! The command line.

mod backup;
mod config;
mod demo;
mod doctor;
mod migrate;
mod restore;
mod serve;
mod simulate;
mod user;

use crate::{config::Overrides, start::StartError};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Workshops on online safety, from join code to evaluation.
#[derive(Debug, Parser)]
#[command(name = "make-it-safe", version, about)]
pub struct Cli {
    #[command(flatten)]
    overrides: Overrides,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the application.
    Serve,
    /// Bring the database up to date, and nothing else.
    Migrate,
    /// Copy the SQLite database, also while it is served.
    Backup(backup::Options),
    /// Check a backup, or put it in the place of the database while no server runs.
    Restore(restore::Options),
    /// Say what is unsafe or missing: ends with 0 if nothing, 1 with warnings, 2 if something is broken.
    Doctor,
    /// Fill an empty database with the demonstration project.
    Demo,
    /// Send simulated phones into a trial.
    Simulate(simulate::Command),
    /// Accounts.
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// The configuration.
    Config {
        #[command(subcommand)]
        command: config::Command,
    },
}

/// Runs one command to its end.
///
/// # Errors
/// What went wrong, in words for whoever typed the command.
pub fn run(cli: Cli) -> Result<ExitCode, StartError> {
    if let Command::Config { command } = cli.command {
        return config::run(&command, &cli.overrides).map(|()| ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if matches!(cli.command, Command::Doctor) {
        // A configuration that cannot be read is one of its findings.
        return runtime.block_on(doctor::run(&cli.overrides));
    }
    if let Command::Simulate(command) = &cli.command {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        return runtime.block_on(simulate::run(command)).map(|()| ExitCode::SUCCESS);
    }
    let config = crate::config::Config::load(&cli.overrides)?;
    crate::telemetry::init(&config.telemetry)?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve => serve::run(&config).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Backup(options) => backup::run(&config, &options).await,
            Command::Restore(options) => restore::run(&config, &options).await,
            Command::Demo => demo::run(&config).await,
            Command::User { command } => user::run(&config, &command).await,
            Command::Config { .. } | Command::Doctor | Command::Simulate(_) => Ok(()),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }
}
