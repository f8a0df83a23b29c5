//! Copies of a SQLite database that can be trusted: taken while it is in use, and checked before they
//! are called backups.
//!
//! A backup is an ordinary SQLite file with one more table, the manifest: how many rows each table
//! has and a digest of them. SQLite's own check finds torn pages, the digest finds a changed value.

use super::migrate::newest_known;
use futures::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{
    AssertSqlSafe, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{collections::BTreeMap, path::Path, time::Duration};

/// The table that makes a copy a backup.
const MANIFEST: &str = "backup_manifest";
/// Name under which the manifest keeps the shape of the database.
const SCHEMA: &str = "sqlite_schema";

/// Why a copy could not be made, or is not to be trusted.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// SQLite refused: no such file, no room, somebody holds it.
    #[error("SQLite says: {0}")]
    Sqlite(#[from] sqlx::Error),
    /// The file is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A database, or nothing at all, but no backup.
    #[error("the file is no backup made by `make-it-safe backup`")]
    NoBackup,
    /// Made by a newer version.
    #[error(
        "the backup has step {found}, and this program knows steps up to {known}: it was made by a newer version. \
         Use that version"
    )]
    Newer {
        /// Highest step in the backup.
        found: i64,
        /// Highest step this program knows.
        known: i64,
    },
}

/// What one table holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    rows: i64,
    digest: Vec<u8>,
}

/// What a whole database holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents(BTreeMap<String, Held>);

impl Contents {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> i64 {
        self.0.values().map(|held| held.rows).sum()
    }

    /// Number of tables.
    #[must_use]
    pub fn tables(&self) -> usize {
        self.0.keys().filter(|name| *name != SCHEMA).count()
    }

    /// The first table that differs, for a message.
    fn difference(&self, other: &Self) -> Option<String> {
        let names = self.0.keys().chain(other.0.keys());
        let differs = |name: &&String| self.0.get(*name) != other.0.get(*name);
        names.into_iter().find(differs).cloned()
    }
}

/// Copies the database at `source` as it is at this moment into the empty or missing file `target`,
/// checks the copy and writes its manifest. Reads on a connection of its own: the writer of a running
/// server is not held up, and what it commits meanwhile is in the copy wholly or not at all.
///
/// # Errors
/// When SQLite cannot read or write, or the copy is not sound (then the source is damaged too).
pub async fn copy(source: &Path, target: &Path) -> Result<Contents, BackupError> {
    let mut reader = SqliteConnection::connect_with(&existing(source).read_only(true)).await?;
    let path = target.to_string_lossy().into_owned();
    let copied = sqlx::query("VACUUM INTO $1").bind(path).execute(&mut reader).await;
    reader.close().await?;
    copied?;

    let mut copy = SqliteConnection::connect_with(&existing(target)).await?;
    let contents = async {
        check_pages(&mut copy).await?;
        let contents = contents_of(&mut copy).await?;
        write_manifest(&mut copy, &contents).await?;
        Ok(contents)
    }
    .await;
    copy.close().await?;
    contents
}

/// Checks a backup without changing it: every page, every reference, every row against the manifest,
/// and that this program is new enough for it.
///
/// # Errors
/// What is wrong with it.
pub async fn check(backup: &Path) -> Result<Contents, BackupError> {
    // Nobody writes to a backup; without this SQLite leaves files beside one that is in WAL mode.
    let mut reader = SqliteConnection::connect_with(&existing(backup).immutable(true))
        .await
        .map_err(damaged_or_unreadable)?;
    let contents = async {
        check_pages(&mut reader).await?;
        let told = read_manifest(&mut reader).await?;
        let found = contents_of(&mut reader).await?;
        if let Some(table) = told.difference(&found) {
            return Err(BackupError::Damaged(format!(
                "{table} does not hold what the manifest says"
            )));
        }
        let step: i64 =
            sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations")
                .fetch_one(&mut reader)
                .await?;
        if step > newest_known() {
            return Err(BackupError::Newer { found: step, known: newest_known() });
        }
        Ok(found)
    }
    .await;
    reader.close().await?;
    contents
}

/// Turns a copy of a checked backup into a database to serve from: without the manifest, in WAL mode.
///
/// # Errors
/// When SQLite refuses.
pub async fn unpack(copy: &Path) -> Result<(), BackupError> {
    let mut writer = SqliteConnection::connect_with(&existing(copy)).await?;
    sqlx::query("DROP TABLE backup_manifest").execute(&mut writer).await?;
    let mode: String =
        sqlx::query_scalar("PRAGMA journal_mode = WAL").fetch_one(&mut writer).await?;
    writer.close().await?;
    if mode == "wal" {
        Ok(())
    } else {
        Err(BackupError::Damaged(format!("it stays in mode {mode}")))
    }
}

/// Whether somebody has the database at `path` open. Folds its write-ahead log into the file if not.
/// A file that is too damaged to tell counts as not in use.
pub async fn in_use(path: &Path) -> bool {
    // Leaving WAL mode needs the database for oneself alone.
    let options = existing(path)
        .journal_mode(SqliteJournalMode::Delete)
        .busy_timeout(Duration::from_millis(200));
    match SqliteConnection::connect_with(&options).await {
        Ok(alone) => {
            let _ = alone.close().await;
            false
        }
        Err(error) => primary_code(&error) == Some(BUSY),
    }
}

/// A database that must be there, with the settings of [`super::Db::connect`] that matter here.
fn existing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
}

async fn check_pages(conn: &mut SqliteConnection) -> Result<(), BackupError> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(3)")
        .fetch_all(&mut *conn)
        .await
        .map_err(damaged_or_unreadable)?;
    if found != ["ok"] {
        return Err(BackupError::Damaged(found.join("; ")));
    }
    let loose = sqlx::query("PRAGMA foreign_key_check").fetch_optional(conn).await?;
    match loose {
        None => Ok(()),
        Some(_) => Err(BackupError::Damaged("a row refers to one that is not there".to_owned())),
    }
}

async fn contents_of(conn: &mut SqliteConnection) -> Result<Contents, BackupError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         AND name <> $1 ORDER BY name",
    )
    .bind(MANIFEST)
    .fetch_all(&mut *conn)
    .await?;
    let schema = "SELECT quote(type) || quote(name) || quote(sql) FROM sqlite_schema \
                  WHERE tbl_name <> 'backup_manifest' ORDER BY type, name";
    let mut contents = BTreeMap::from([(SCHEMA.to_owned(), held(conn, schema).await?)]);
    for table in tables {
        let rows = rows_in_order(conn, &table).await?;
        contents.insert(table, held(conn, &rows).await?);
    }
    Ok(Contents(contents))
}

/// A statement that gives each row of a table as one text, always in the same order.
async fn rows_in_order(conn: &mut SqliteConnection, table: &str) -> Result<String, BackupError> {
    let columns: Vec<(String, i64)> =
        sqlx::query_as("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid")
            .bind(table)
            .fetch_all(conn)
            .await?;
    let name = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row: Vec<_> =
        columns.iter().map(|(column, _)| format!("quote({})", name(column))).collect();
    let mut key: Vec<_> = columns.iter().filter(|(_, place)| *place > 0).collect();
    key.sort_by_key(|(_, place)| *place);
    let key: Vec<_> = key.iter().map(|(column, _)| name(column)).collect();
    let order = if key.is_empty() { "rowid".to_owned() } else { key.join(", ") };
    Ok(format!("SELECT {} FROM {} ORDER BY {order}", row.join(" || ',' || "), name(table)))
}

async fn held(conn: &mut SqliteConnection, rows: &str) -> Result<Held, BackupError> {
    let mut stream = sqlx::query_scalar::<_, String>(AssertSqlSafe(rows)).fetch(conn);
    let (mut count, mut digest) = (0, Sha256::new());
    while let Some(row) = stream.try_next().await.map_err(damaged_or_unreadable)? {
        count += 1;
        digest.update((row.len() as u64).to_be_bytes());
        digest.update(row);
    }
    Ok(Held { rows: count, digest: digest.finalize().to_vec() })
}

async fn write_manifest(
    conn: &mut SqliteConnection,
    contents: &Contents,
) -> Result<(), BackupError> {
    let mut tx = conn.begin().await?;
    sqlx::query(
        "CREATE TABLE backup_manifest (name TEXT NOT NULL PRIMARY KEY, rows INTEGER NOT NULL, digest BLOB NOT NULL) STRICT",
    )
    .execute(&mut *tx)
    .await?;
    for (name, held) in &contents.0 {
        sqlx::query("INSERT INTO backup_manifest (name, rows, digest) VALUES ($1, $2, $3)")
            .bind(name)
            .bind(held.rows)
            .bind(&held.digest)
            .execute(&mut *tx)
            .await?;
    }
    Ok(tx.commit().await?)
}

async fn read_manifest(conn: &mut SqliteConnection) -> Result<Contents, BackupError> {
    let is_backup: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = $1")
        .bind(MANIFEST)
        .fetch_one(&mut *conn)
        .await?;
    if is_backup == 0 {
        return Err(BackupError::NoBackup);
    }
    let rows: Vec<(String, i64, Vec<u8>)> =
        sqlx::query_as("SELECT name, rows, digest FROM backup_manifest").fetch_all(conn).await?;
    let held = rows.into_iter().map(|(name, rows, digest)| (name, Held { rows, digest }));
    Ok(Contents(held.collect()))
}

const BUSY: i64 = 5;
const CORRUPT: i64 = 11;
const NO_DATABASE: i64 = 26;

/// SQLite's code without the details in its upper bytes.
fn primary_code(error: &sqlx::Error) -> Option<i64> {
    let code: i64 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

fn damaged_or_unreadable(error: sqlx::Error) -> BackupError {
    match primary_code(&error) {
        Some(CORRUPT | NO_DATABASE) => BackupError::Damaged(error.to_string()),
        _ => BackupError::Sqlite(error),
    }
}
