//! The command line.

mod config;
mod demo;
mod migrate;
mod serve;
mod simulate;
mod user;

use crate::{config::Overrides, start::StartError};
use clap::{Parser, Subcommand};

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
pub fn run(cli: Cli) -> Result<(), StartError> {
    if let Command::Config { command } = cli.command {
        return config::run(&command, &cli.overrides);
    }
    if let Command::Simulate(command) = &cli.command {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        return runtime.block_on(simulate::run(command));
    }
    let config = crate::config::Config::load(&cli.overrides)?;
    crate::telemetry::init(&config.telemetry)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve => serve::run(&config).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Demo => demo::run(&config).await,
            Command::User { command } => user::run(&config, &command).await,
            Command::Config { .. } | Command::Simulate(_) => Ok(()),
        }
    })
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
