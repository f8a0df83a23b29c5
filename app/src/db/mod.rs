//! One SQL text for two engines: SQLite inside the binary, PostgreSQL for several servers.
//!
//! Store functions take a borrowed [`Conn`] and run their statement through `on!`, so the same
//! function works on a pooled connection and inside a transaction. A function that holds a `Conn`
//! never asks for a second one.

pub mod backup;
mod connect;
mod error;
mod health;
mod migrate;
mod notify;

pub use connect::{Db, DbSettings};
pub use error::StoreError;
pub use health::Health;
pub use migrate::MigrateError;

use sqlx::{
    Postgres, Sqlite, Transaction, pool::PoolConnection, postgres::PgConnection,
    sqlite::SqliteConnection,
};

/// A borrowed connection of either engine.
pub enum Conn<'c> {
    /// SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// PostgreSQL.
    Postgres(&'c mut PgConnection),
}

/// Runs one statement on whichever engine the connection belongs to. The body is compiled once per
/// engine; the SQL text is the same.
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite(c) => {
                let $c = &mut **c;
                $body
            }
            $crate::db::Conn::Postgres(c) => {
                let $c = &mut **c;
                $body
            }
        }
    };
}
pub(crate) use on;

/// A connection taken from the pool, for reading.
pub enum Reader {
    /// SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

impl Reader {
    /// Borrows the connection.
    pub fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(c) => Conn::Sqlite(c),
            Self::Postgres(c) => Conn::Postgres(c),
        }
    }
}

/// A write transaction; dropped without [`Tx::commit`] it leaves nothing behind.
pub enum Tx {
    /// SQLite: the one writer, begun as IMMEDIATE so that it never fails half way for a lock.
    Sqlite(Transaction<'static, Sqlite>),
    /// PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Borrows the transaction's connection.
    pub fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(t) => Conn::Sqlite(t),
            Self::Postgres(t) => Conn::Postgres(t),
        }
    }

    /// Marks a point to which [`Tx::end_savepoint`] can return. Only PostgreSQL needs one: there a
    /// failed statement spoils the transaction, while SQLite takes back that statement alone.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn savepoint(&mut self) -> Result<(), StoreError> {
        if let Self::Postgres(tx) = self {
            sqlx::query("SAVEPOINT job").execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Keeps what was done since the savepoint, or takes it back.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn end_savepoint(&mut self, keep: bool) -> Result<(), StoreError> {
        if let Self::Postgres(tx) = self {
            if !keep {
                sqlx::query("ROLLBACK TO SAVEPOINT job").execute(&mut **tx).await?;
            }
            sqlx::query("RELEASE SAVEPOINT job").execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Whether a failed statement spoils the whole transaction.
    #[must_use]
    pub const fn spoilt_by_failure(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Makes everything in the transaction durable.
    ///
    /// # Errors
    /// When the engine could not commit; on PostgreSQL the outcome may then be unknown.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(t) => t.commit().await?,
            Self::Postgres(t) => t.commit().await?,
        }
        Ok(())
    }
}
