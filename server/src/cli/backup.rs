//! `backup`.

use crate::{
    backup::{folder, make},
    config::Config,
    start::StartError,
};
use app::clock::Clock;
use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// A new file, or a folder in which the file is named after the moment; otherwise
    /// `backup.folder` of the configuration
    #[arg(long, value_name = "FILE|FOLDER")]
    to: Option<PathBuf>,
}

pub async fn run(config: &Config, options: &Options) -> Result<(), StartError> {
    let source = sqlite_file(config)?;
    let now = Clock::System.now();
    let place = options.to.as_deref().or(config.backup.folder.as_deref());
    let place = place.ok_or("say where to: backup --to FILE, or set backup.folder")?;
    let ours = options.to.is_none();
    let is_folder = ours || place.is_dir() || place.as_os_str().as_encoded_bytes().ends_with(b"/");
    let target = if is_folder { place.join(folder::name(now)) } else { place.to_owned() };
    let contents = make(source, &target).await?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "backed up {} rows of {} tables to {}",
        contents.rows(),
        contents.tables(),
        target.display()
    )?;
    if ours {
        for gone in folder::expire(place, config.backup.keep_days, now)? {
            writeln!(
                out,
                "removed {}, older than {} days",
                gone.display(),
                config.backup.keep_days
            )?;
        }
    }
    Ok(())
}

/// The file of the configured database.
pub fn sqlite_file(config: &Config) -> Result<&Path, StartError> {
    config.database.url.file().ok_or_else(|| {
        "this command is for SQLite. For PostgreSQL use its own tools: \
         pg_dump --format=custom --file=FILE DATABASE-URL, and pg_restore --clean --if-exists --dbname=DATABASE-URL FILE"
            .into()
    })
}
