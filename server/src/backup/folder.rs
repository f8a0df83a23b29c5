//! A folder of backups: names that carry the moment, and which of them have had their time.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use domain::time::Timestamp;
use jiff::{Timestamp as Instant, civil::DateTime, tz::TimeZone};

const START: &str = "make-it-safe-";
const MOMENT: &str = "%Y%m%dT%H%M%SZ";
const END: &str = ".db";
const DAY_SECONDS: i64 = 24 * 3600;

/// The name of a backup made at a moment; names sort by time.
#[must_use]
pub fn name(now: Timestamp) -> String {
    let moment = Instant::from_millisecond(now.0).unwrap_or(Instant::UNIX_EPOCH);
    format!("{START}{}{END}", moment.strftime(MOMENT))
}

/// When a backup was made, by its name; other files are none of ours.
fn moment_of(path: &Path) -> Option<Timestamp> {
    let name = path.file_name()?.to_str()?.strip_prefix(START)?.strip_suffix(END)?;
    let moment = DateTime::strptime(MOMENT, name).ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(Timestamp(moment.timestamp().as_millisecond()))
}

/// The backups in a folder, newest first.
///
/// # Errors
/// When the folder cannot be read.
pub fn list(folder: &Path) -> io::Result<Vec<(Timestamp, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        found.extend(moment_of(&path).map(|moment| (moment, path)));
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found)
}

/// Removes backups older than `keep_days`, but never the newest; returns what is gone.
///
/// # Errors
/// When one cannot be removed.
pub fn expire(folder: &Path, keep_days: u32, now: Timestamp) -> io::Result<Vec<PathBuf>> {
    let oldest = now.plus_seconds(-i64::from(keep_days) * DAY_SECONDS);
    let due = list(folder)?.into_iter().skip(1).filter(|(moment, _)| *moment < oldest);
    let mut gone = Vec::new();
    for (_, path) in due {
        fs::remove_file(&path)?;
        gone.push(path);
    }
    Ok(gone)
}

/// Whole days since a moment.
#[must_use]
pub fn days_since(moment: Timestamp, now: Timestamp) -> i64 {
    now.seconds_since(moment) / DAY_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_774_342_800_000);

    #[test]
    fn names_carry_the_moment() {
        assert_eq!(name(NOW), "make-it-safe-20260324T090000Z.db");
        assert_eq!(moment_of(Path::new("/x").join(name(NOW)).as_path()), Some(NOW));
        for other in ["make-it-safe-.db", "make-it-safe.db", "notes.txt", "make-it-safe-x.db"] {
            assert_eq!(moment_of(Path::new(other)), None, "{other}");
        }
    }

    #[test]
    fn old_ones_go_and_the_newest_and_foreign_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| fs::write(folder.path().join(name), "").unwrap();
        for days in [31, 40, 3] {
            put(&name(NOW.plus_seconds(-days * DAY_SECONDS)));
        }
        put("make-it-safe-notes.db");
        assert_eq!(expire(folder.path(), 30, NOW).unwrap().len(), 2);
        assert_eq!(list(folder.path()).unwrap().len(), 1);
        assert_eq!(expire(folder.path(), 1, NOW).unwrap().len(), 0, "the newest was removed");
        assert!(folder.path().join("make-it-safe-notes.db").exists());
        assert_eq!(days_since(list(folder.path()).unwrap()[0].0, NOW), 3);
    }
}
