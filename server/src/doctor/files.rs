//! Who may read what lies on the disk, how full it is, and how old the backups are.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use app::clock::Clock;
use nix::sys::statvfs::statvfs;

use super::Finding;
use crate::{
    backup::folder,
    config::{Config, Engine},
};

const MIB: u64 = 1024 * 1024;
/// Below this nothing can be written soon.
const HARDLY_ANY: u64 = 100 * MIB;
/// Below this somebody should look.
const LITTLE: u64 = 1024 * MIB;

pub(super) fn examine(config: &Config, path: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, what) in private_files(config, path) {
        findings.extend(readable_by_others(&file, what));
    }
    if let Some(file) = config.database.url.file() {
        findings.extend(room(file));
    }
    findings.extend(backups(config));
    findings
}

/// Files that others on the machine have no business with.
fn private_files(config: &Config, path: &Path) -> Vec<(PathBuf, &'static str)> {
    let mut files = Vec::new();
    // A configuration without a password is no secret.
    if config.database.url.engine() == Engine::Postgres && config.database.url_file.is_none() {
        files.push((path.to_owned(), "may hold the database's password"));
    }
    if let Some(file) = &config.database.url_file {
        files.push((file.clone(), "holds the database's password"));
    }
    if let Some(file) = config.database.url.file() {
        for ending in ["", "-wal"] {
            let mut name = file.as_os_str().to_owned();
            name.push(ending);
            files.push((name.into(), "holds accounts and answers"));
        }
    }
    let made = config.backup.folder.as_deref().and_then(|folder| folder::list(folder).ok());
    let newest = made.unwrap_or_default().into_iter().next();
    files.extend(newest.map(|(_, file)| (file, "holds everything the database holds")));
    files
}

fn readable_by_others(file: &Path, what: &str) -> Option<Finding> {
    let mode = fs::metadata(file).ok()?.permissions().mode();
    let shown = file.display();
    Some(if mode & 0o007 == 0 {
        Finding::fine(format!("{shown} is closed to other users of this machine."))
    } else {
        Finding::warning(
            format!("{shown} {what}, and every user of this machine can open it."),
            format!("chmod o-rwx {shown}"),
        )
    })
}

fn room(file: &Path) -> Option<Finding> {
    let folder = file.ancestors().skip(1).find(|folder| folder.is_dir())?;
    let disk = statvfs(folder).ok()?;
    // Systems count blocks in numbers of different width.
    let free = u128::from(disk.blocks_available()) * u128::from(disk.fragment_size());
    let free = u64::try_from(free).unwrap_or(u64::MAX);
    let needed = fs::metadata(file).map_or(0, |facts| facts.len());
    Some(grade_room(free, needed))
}

/// A backup on the same disk needs the database's size once more, an update too.
pub(super) fn grade_room(free: u64, database: u64) -> Finding {
    let shown = format!("{} MB are free where the database lies", free / MIB);
    let advice = "make room, or move the database to a larger disk";
    if free < HARDLY_ANY {
        Finding::broken(format!("Only {shown}: answers will soon not be saved."), advice)
    } else if free < LITTLE.max(database.saturating_mul(2)) {
        Finding::warning(format!("Only {shown}."), advice)
    } else {
        Finding::fine(format!("{shown}."))
    }
}

fn backups(config: &Config) -> Option<Finding> {
    if config.database.url.engine() == Engine::Postgres {
        return None;
    }
    let advice = "set backup.folder and let a timer run `make-it-safe backup` every night";
    let Some(folder) = &config.backup.folder else {
        return Some(Finding::warning("No folder for backups is set.", advice));
    };
    let run = "run `make-it-safe backup`, and see why the timer did not";
    let shown = folder.display();
    Some(match folder::list(folder) {
        Err(cause) => {
            Finding::warning(format!("The backups' folder {shown} cannot be read: {cause}."), run)
        }
        Ok(found) => match found.first() {
            None => Finding::warning(format!("There is no backup in {shown} yet."), run),
            Some((moment, _)) => {
                let days = folder::days_since(*moment, Clock::System.now());
                if days >= i64::from(config.backup.warn_after_days) {
                    Finding::warning(
                        format!("The newest backup in {shown} is {days} days old."),
                        run,
                    )
                } else {
                    Finding::fine(format!(
                        "The newest backup in {shown} is less than {} days old.",
                        days + 1
                    ))
                }
            }
        },
    })
}
