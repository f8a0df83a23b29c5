//! Looking at a database without changing anything in it.

use super::{Db, StoreError, migrate::newest_known};
use sqlx::{
    ConnectOptions as _,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{path::Path, time::Duration};

/// How a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Name and version of the engine.
    pub engine: String,
    /// Whether this program may use that version.
    pub engine_safe: bool,
    /// Whether what is committed survives a crash as it should: WAL mode on SQLite.
    pub journal: Option<String>,
    /// What the engine's quick check found.
    pub problems: Vec<String>,
    /// The last step of the migrations that ran; nothing where none did.
    pub step: Option<i64>,
    /// The last step that this program knows.
    pub known: i64,
}

impl Db {
    /// Opens a SQLite file that is there for reading alone: nothing is created, no mode is changed.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub async fn look(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .read_only(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let readers = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        Ok(Self::Sqlite { writer: readers.clone(), readers })
    }

    /// How the database is. On SQLite this reads every page.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn health(&self) -> Result<Health, StoreError> {
        let mut health = match self {
            Self::Sqlite { readers, .. } => {
                let version: String =
                    sqlx::query_scalar("SELECT sqlite_version()").fetch_one(readers).await?;
                let journal = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(readers).await?;
                let found: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(3)")
                    .fetch_all(readers)
                    .await
                    .unwrap_or_else(|error| vec![error.to_string()]);
                Health {
                    engine_safe: super::connect::is_safe(&version),
                    engine: format!("SQLite {version}"),
                    journal: Some(journal),
                    problems: found.into_iter().filter(|line| line != "ok").collect(),
                    step: None,
                    known: newest_known(),
                }
            }
            Self::Postgres(pool) => {
                let version: String =
                    sqlx::query_scalar("SHOW server_version").fetch_one(pool).await?;
                Health {
                    engine: format!("PostgreSQL {version}"),
                    engine_safe: true,
                    journal: None,
                    problems: Vec::new(),
                    step: None,
                    known: newest_known(),
                }
            }
        };
        health.step = self.step().await?;
        Ok(health)
    }

    async fn step(&self) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT MAX(version) FROM _sqlx_migrations";
        let step = match self {
            Self::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await,
            Self::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await,
        };
        match step.map_err(StoreError::from) {
            // No table of steps: nothing has run.
            Err(StoreError::Database(_)) => Ok(None),
            step => step,
        }
    }
}
