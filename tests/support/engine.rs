//! The same test on SQLite and on PostgreSQL, each time in a database of its own.

use sqlx::{Connection as _, Executor as _, PgConnection};
use std::{io::Write as _, sync::Once};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// Where a PostgreSQL server listens that lets us make databases.
const SERVER: &str = "TEST_DATABASE_URL";

/// A database that is gone when the test is over.
pub enum TestDatabase {
    /// A file in a folder of its own.
    Sqlite(TempDir),
    /// A database with a random name.
    Postgres {
        /// Address of the server's own database.
        server: String,
        /// The name.
        name: String,
    },
}

impl TestDatabase {
    /// An empty database in a file.
    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    /// An empty database on the PostgreSQL server, if tests have one.
    pub fn postgres() -> Option<Self> {
        let server = std::env::var(SERVER).ok().filter(|url| !url.is_empty());
        let Some(server) = server else {
            say_that_postgres_is_missing();
            return None;
        };
        let name = format!("test_{}", Uuid::new_v4().simple());
        on_server(&server, &format!("CREATE DATABASE {name}"));
        Some(Self::Postgres { server, name })
    }

    /// The database's address, as the program takes it.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("test.db").display()),
            Self::Postgres { server, name } => {
                let (host, _) =
                    server.rsplit_once('/').expect("the server's address names a database");
                format!("{host}/{name}")
            }
        }
    }

    /// Name of the engine.
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Self::Postgres { server, name } = self {
            on_server(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// Runs one statement on the server's own database, in a thread and runtime of its own.
fn on_server(server: &str, statement: &str) {
    let work = || {
        runtime().block_on(async {
            let mut connection = PgConnection::connect(server).await.unwrap();
            connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
            connection.close().await.unwrap();
        });
    };
    std::thread::scope(|scope| scope.spawn(work).join()).unwrap();
}

fn say_that_postgres_is_missing() {
    assert_ne!(
        std::env::var("CI").as_deref(),
        Ok("true"),
        "CI has to test PostgreSQL: set {SERVER}"
    );
    static ONCE: Once = Once::new();
    // Not by `eprintln!`, which the test harness keeps to itself.
    ONCE.call_once(|| {
        let _ = writeln!(std::io::stderr(), "PostgreSQL tests were not run: {SERVER} is not set");
    });
}

/// A runtime for one test on one engine; everything it started ends with it.
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Runs a test in an empty database of each engine there is.
pub fn on_both_engines(test: impl Fn(&TestDatabase)) {
    for database in [Some(TestDatabase::sqlite()), TestDatabase::postgres()].into_iter().flatten() {
        // Shown where the test fails.
        println!("on {}", database.engine());
        test(&database);
    }
}
