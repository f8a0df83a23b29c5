//! The `make-it-safe` program.

use clap::Parser as _;
use server::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    match server::cli::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("make-it-safe: {error}");
            ExitCode::FAILURE
        }
    }
}
