//! Opening the database, with every setting that durability and erasure depend on.

use super::{Reader, StoreError, Tx};
use sqlx::{
    ConnectOptions as _, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr, time::Duration};

/// SQLite versions below this one can corrupt a database in WAL mode.
const OLDEST_SAFE_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// How the database is opened.
#[derive(Debug, Clone, Copy)]
pub struct DbSettings {
    /// Reading connections on SQLite, or all connections on PostgreSQL.
    pub connections: u32,
}

impl Default for DbSettings {
    fn default() -> Self {
        Self { connections: 8 }
    }
}

/// The database: one writer and several readers on SQLite, one pool on PostgreSQL.
#[derive(Debug, Clone)]
pub enum Db {
    /// SQLite inside this process.
    Sqlite {
        /// The only connection that writes and checkpoints.
        writer: SqlitePool,
        /// Connections that only read.
        readers: SqlitePool,
    },
    /// PostgreSQL.
    Postgres(PgPool),
}

impl Db {
    /// Opens the database behind `sqlite:PATH` or `postgres://…`; a SQLite file is created, with its
    /// folder, where it is missing.
    ///
    /// # Errors
    /// When the address is of neither kind, the engine cannot be reached, or SQLite is too old.
    pub async fn connect(url: &str, settings: DbSettings) -> Result<Self, StoreError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?
                .application_name("make-it-safe")
                .disable_statement_logging();
            let pool = PgPoolOptions::new()
                .max_connections(settings.connections.max(2) * 2)
                .acquire_timeout(Duration::from_secs(3))
                .max_lifetime(Duration::from_secs(300))
                .connect_with(options)
                .await?;
            return Ok(Self::Postgres(pool));
        }
        let path = url.strip_prefix("sqlite:").ok_or_else(|| {
            sqlx::Error::Configuration(
                "a database address starts with sqlite: or postgres://".into(),
            )
        })?;
        let path = path.strip_prefix("//").unwrap_or(path);
        if let Some(folder) =
            std::path::Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
        }
        let common = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(common.clone().create_if_missing(true))
            .await?;
        refuse_old_sqlite(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(settings.connections)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(common.read_only(true).pragma("wal_autocheckpoint", "0"))
            .await?;
        Ok(Self::Sqlite { writer, readers })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none becomes free in time.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Reader::Sqlite(readers.acquire().await?),
            Self::Postgres(pool) => Reader::Postgres(pool.acquire().await?),
        })
    }

    /// A write transaction. On SQLite everybody shares the one writer: keep it under 50 ms.
    ///
    /// # Errors
    /// When no connection becomes free in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Transactions that can write at the same time without waiting for each other: one on SQLite.
    #[must_use]
    pub const fn concurrent_writers(&self) -> usize {
        match self {
            Self::Sqlite { .. } => 1,
            Self::Postgres(_) => 4,
        }
    }

    /// Whether the store can write just now: for `/readyz`.
    pub async fn can_write(&self) -> bool {
        let check = async {
            let mut tx = self.begin().await.ok()?;
            let writable = match &mut tx {
                Tx::Sqlite(_) => true,
                Tx::Postgres(t) => {
                    let read_only: String = sqlx::query_scalar("SHOW transaction_read_only")
                        .fetch_one(&mut **t)
                        .await
                        .ok()?;
                    read_only == "off"
                }
            };
            Some(writable)
        };
        matches!(tokio::time::timeout(Duration::from_secs(5), check).await, Ok(Some(true)))
    }

    /// Closes every connection; SQLite folds its write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn refuse_old_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < OLDEST_SAFE_SQLITE {
        let message =
            format!("SQLite {version} can corrupt databases; this program needs 3.51.3 or newer");
        return Err(sqlx::Error::Configuration(message.into()).into());
    }
    Ok(())
}
