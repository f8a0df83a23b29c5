//! Where backups go and how long they stay.

use std::path::PathBuf;

use super::topic::{topic, within};

topic! {
    /// Backups of a SQLite database, made by `make-it-safe backup` (a timer runs it). PostgreSQL
    /// has tools of its own.
    struct Backup in "backup" {
        /// Folder for backups, best on another disk. `backup --to` goes elsewhere for once.
        folder: Option<PathBuf> = None, shown as "\"/var/backups/make-it-safe\"";
        /// Days after which `backup` removes backups it made in that folder: what was deleted in
        /// the product must not live on in them. The newest always stays.
        keep_days: u32 = 30;
        /// Days without a new backup in that folder after which `doctor` says so.
        warn_after_days: u32 = 2;
    }
    check(backup) {
        within("backup.keep_days", backup.keep_days, 1..=365)?;
        within("backup.warn_after_days", backup.warn_after_days, 1..=365)?;
    }
}
