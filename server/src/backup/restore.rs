//! Putting a backup back.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, chown},
    path::{Path, PathBuf},
};

use app::db::backup::{Contents, check, in_use, unpack};

use super::{beside, folder_of, new_private_file, settle, with_ending};
use crate::start::StartError;

/// What SQLite keeps beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    /// What the database now holds.
    pub contents: Contents,
    /// Where the database that was there before lies now.
    pub moved: Option<PathBuf>,
}

/// Checks a backup and changes nothing.
///
/// # Errors
/// What is wrong with it.
pub async fn verify(backup: &Path) -> Result<Contents, StartError> {
    if !backup.is_file() {
        return Err(format!("there is no backup at {}", backup.display()).into());
    }
    check(backup).await.map_err(|error| format!("{}: {error}", backup.display()).into())
}

/// Puts a backup in the place of the database at `target`, after checking it and the copy that was
/// made of it. A database that is there already is left alone, or with `force` moved aside.
///
/// # Errors
/// When the backup is not sound, a database is there without `force`, or a server has it open. The
/// place is then as it was.
pub async fn restore(backup: &Path, target: &Path, force: bool) -> Result<Restored, StartError> {
    let told = verify(backup).await?;
    let occupied = occupied(target);
    if occupied && !force {
        return Err(format!(
            "there is a database at {}; stop the server and add --force to move it aside",
            target.display()
        )
        .into());
    }
    if target.is_file() && in_use(target).await {
        return Err(format!("{} is in use: stop the server first", target.display()).into());
    }
    let half = beside(target, "half-restored")?;
    let ready = async {
        new_private_file(&half)?;
        fs::copy(backup, &half)?;
        // What `fs::copy` brings along of the backup's rights.
        fs::set_permissions(&half, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        if check(&half).await? != told {
            return Err("the copy differs from the backup: is the disk failing?".into());
        }
        unpack(&half).await?;
        belong_to_the_owner_of(folder_of(target), &half)?;
        Ok::<_, StartError>(())
    }
    .await;
    let placed = ready.and_then(|()| {
        let moved = if occupied { Some(move_aside(target)?) } else { None };
        settle(&half, target)?;
        Ok(moved)
    });
    if placed.is_err() {
        let _ = fs::remove_file(&half);
        for ending in BESIDE {
            let _ = fs::remove_file(with_ending(&half, ending));
        }
    }
    let moved =
        placed.map_err(|error| StartError::from(format!("nothing was restored: {error}")))?;
    Ok(Restored { contents: told, moved })
}

/// Whether something of a database lies there; a write-ahead log alone would be read into the next.
fn occupied(target: &Path) -> bool {
    target.exists() || BESIDE.iter().any(|ending| with_ending(target, ending).exists())
}

/// Moves the database and what lies beside it to a name that is free.
fn move_aside(target: &Path) -> Result<PathBuf, StartError> {
    let free = (1..1000)
        .map(|number| with_ending(target, &format!(".replaced-{number}")))
        .find(|path| !occupied(path))
        .ok_or("no free name to move the old database to")?;
    for ending in [""].iter().chain(&BESIDE) {
        let from = with_ending(target, ending);
        if from.exists() {
            fs::rename(from, with_ending(&free, ending))?;
        }
    }
    Ok(free)
}

/// An administrator restores, the server's own user serves: the file has to be that user's.
fn belong_to_the_owner_of(folder: &Path, file: &Path) -> std::io::Result<()> {
    let (theirs, ours) = (fs::metadata(folder)?, fs::metadata(file)?);
    if theirs.uid() != ours.uid() {
        chown(file, Some(theirs.uid()), Some(theirs.gid()))?;
    }
    Ok(())
}
