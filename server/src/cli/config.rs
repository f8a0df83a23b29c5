//! `config example`, `config check`.

use crate::{
    config::{Config, Overrides, example},
    start::StartError,
};
use std::io::Write as _;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Print a documented configuration file with the defaults.
    Example,
    /// Read the configuration and say what is wrong with it.
    Check,
}

pub fn run(command: &Command, overrides: &Overrides) -> Result<(), StartError> {
    let mut out = std::io::stdout().lock();
    match command {
        Command::Example => write!(out, "{}", example())?,
        Command::Check => {
            let config = Config::load(overrides)?;
            for warning in config.warnings() {
                writeln!(out, "warning: {warning}")?;
            }
            writeln!(out, "the configuration is in order")?;
        }
    }
    Ok(())
}
