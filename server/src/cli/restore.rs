//! `restore`.

use super::backup::sqlite_file;
use crate::{
    backup::restore::{restore, verify},
    config::{Config, DatabaseUrl},
    start::StartError,
};
use std::{io::Write as _, path::PathBuf};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The backup
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Only check the backup; with --to, check it and restore it there
    #[arg(long)]
    verify: bool,
    /// Another place than the configured database
    #[arg(long, value_name = "sqlite:PATH")]
    to: Option<String>,
    /// Move a database that is there already aside
    #[arg(long)]
    force: bool,
}

pub async fn run(config: &Config, options: &Options) -> Result<(), StartError> {
    let mut out = std::io::stdout();
    if options.verify && options.to.is_none() {
        let contents = verify(&options.from).await?;
        writeln!(
            out,
            "{} is sound: {} rows of {} tables",
            options.from.display(),
            contents.rows(),
            contents.tables()
        )?;
        return Ok(());
    }
    let named = match &options.to {
        Some(url) => {
            Some(DatabaseUrl::try_from(url.clone()).map_err(|why| format!("--to: {why}"))?)
        }
        None => None,
    };
    let target = match &named {
        Some(url) => url.file().ok_or("--to: backups are for SQLite; write sqlite:PATH")?,
        None => sqlite_file(config)?,
    };
    let restored = restore(&options.from, target, options.force).await?;
    let contents = &restored.contents;
    writeln!(
        out,
        "restored {} rows of {} tables to {}",
        contents.rows(),
        contents.tables(),
        target.display()
    )?;
    if let Some(moved) = restored.moved {
        writeln!(
            out,
            "the database that was there is now {}; delete it once all is well: it holds what people wrote",
            moved.display()
        )?;
    }
    Ok(())
}
