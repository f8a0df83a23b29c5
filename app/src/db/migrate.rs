//! Bringing the database to this program's shape, never past it.

use super::Db;
use sqlx::migrate::{Migrate as _, Migrator};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer program has changed this database.
    #[error(
        "this database has step {found}, and this program knows steps up to {known}: it was used by a newer version. \
         Start that version again, or restore the backup made before the update"
    )]
    Newer {
        /// Highest step in the database.
        found: i64,
        /// Highest step this program knows.
        known: i64,
    },
    /// A step failed.
    #[error("the database could not be brought up to date: {0}")]
    Failed(#[from] sqlx::migrate::MigrateError),
    /// The database could not be reached.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Db {
    /// Runs the steps that are missing. Several servers may start at once: PostgreSQL lets one of
    /// them do it.
    ///
    /// # Errors
    /// When the database is newer than this program, or a step fails.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        let known = newest_known();
        match self {
            Self::Sqlite { writer, .. } => {
                let mut conn = writer.acquire().await?;
                conn.ensure_migrations_table(&SQLITE.table_name).await?;
                let done = conn.list_applied_migrations(&SQLITE.table_name).await?;
                refuse_newer(done.iter().map(|step| step.version).max(), known)?;
                SQLITE.run(&mut *conn).await?;
            }
            Self::Postgres(pool) => {
                let mut conn = pool.acquire().await?;
                // Before the table of steps is made: two servers may both find an empty database.
                conn.lock().await?;
                conn.ensure_migrations_table(&POSTGRES.table_name).await?;
                let done = conn.list_applied_migrations(&POSTGRES.table_name).await?;
                refuse_newer(done.iter().map(|step| step.version).max(), known)?;
                POSTGRES.run(&mut *conn).await?;
                conn.unlock().await?;
            }
        }
        Ok(())
    }
}

/// The last step this program knows, on either engine.
pub(super) fn newest_known() -> i64 {
    SQLITE.iter().map(|step| step.version).max().unwrap_or(0)
}

fn refuse_newer(found: Option<i64>, known: i64) -> Result<(), MigrateError> {
    match found {
        Some(found) if found > known => Err(MigrateError::Newer { found, known }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_have_the_same_steps() {
        let names = |migrator: &Migrator| {
            migrator.iter().map(|m| (m.version, m.description.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(names(&SQLITE), names(&POSTGRES));
    }

    #[test]
    fn a_newer_database_is_refused_with_advice() {
        let refused = refuse_newer(Some(9), 1).unwrap_err().to_string();
        assert!(refused.contains("newer version") && refused.contains("backup"), "{refused}");
        assert!(refuse_newer(Some(1), 1).is_ok() && refuse_newer(None, 1).is_ok());
    }
}
