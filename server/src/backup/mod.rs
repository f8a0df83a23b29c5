//! Backups of a SQLite database: making them, and putting one back.

pub mod folder;
pub mod restore;

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use app::db::backup::{Contents, copy};

use crate::start::StartError;

/// Backs the database at `source` up into the new file `target`. The file carries its name only once
/// it is whole, checked and on the disk; nobody but its owner may read it.
///
/// # Errors
/// When the file is there already, or the copy could not be made; nothing is left behind then.
pub async fn make(source: &Path, target: &Path) -> Result<Contents, StartError> {
    if !source.is_file() {
        return Err(format!("there is no database at {}", source.display()).into());
    }
    if target.exists() {
        return Err(format!("{} is there already; name another file", target.display()).into());
    }
    let half = beside(target, "half-made")?;
    let made = async {
        new_private_file(&half)
            .map_err(|error| format!("cannot write {}: {error}", half.display()))?;
        let contents = copy(source, &half).await?;
        settle(&half, target)?;
        Ok(contents)
    }
    .await;
    if made.is_err() {
        let _ = fs::remove_file(&half);
        let _ = fs::remove_file(with_ending(&half, "-journal"));
    }
    made.map_err(|error: StartError| format!("no backup was made: {error}").into())
}

/// Gives a finished file its name and sees to it that both survive a power cut.
fn settle(half: &Path, target: &Path) -> io::Result<()> {
    File::open(half)?.sync_all()?;
    fs::rename(half, target)?;
    File::open(folder_of(target))?.sync_all()
}

/// An empty file that only its owner may read: backups hold everything the database holds.
fn new_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// A name for unfinished work in the same folder, so that renaming never crosses a disk. Its ending
/// carries this process's number: two at once do not share it.
fn beside(target: &Path, what: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder_of(target))?;
    Ok(with_ending(target, &format!(".{what}-{}", std::process::id())))
}

/// The folder a file lies in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
