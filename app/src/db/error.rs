//! What can go wrong below a service.

/// A failed statement, sorted by what a service can do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique rule refused the row.
    #[error("already there")]
    Conflict,
    /// The store is too busy or out of reach just now; trying again may work.
    #[error("the database is busy or out of reach: {0}")]
    Busy(sqlx::Error),
    /// A stored value is not what this program writes.
    #[error("inconsistent data in {table}.{column}")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
    },
    /// Anything else.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Conflict,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                Self::Busy(error)
            }
            _ => Self::Database(error),
        }
    }
}
