//! Telling other servers on the same PostgreSQL that something changed. SQLite has one server, which
//! knows already.

use super::Db;
use sqlx::postgres::PgListener;
use std::time::Duration;

const CHANNEL: &str = "make_it_safe_live";

impl Db {
    /// Sends a short text to every server, in the background. One that gets lost is made good by the
    /// streams, which look at the true state every few seconds.
    pub fn notify(&self, text: String) {
        if let Self::Postgres(pool) = self {
            let pool = pool.clone();
            tokio::spawn(async move {
                let sent = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(text);
                if let Err(cause) = sent.execute(&pool).await {
                    tracing::warn!(%cause, "live change not announced to other servers");
                }
            });
        }
    }

    /// Hears what servers send, for as long as the future is polled; `None` after a gap in which
    /// something may have been missed. Returns at once on SQLite.
    pub async fn hear(&self, mut hear: impl FnMut(Option<&str>)) {
        let Self::Postgres(pool) = self else { return };
        loop {
            let listening = async {
                let mut listener = PgListener::connect_with(pool).await?;
                listener.listen(CHANNEL).await?;
                hear(None);
                loop {
                    match listener.try_recv().await? {
                        Some(message) => hear(Some(message.payload())),
                        None => hear(None),
                    }
                }
            };
            let ended: Result<(), sqlx::Error> = listening.await;
            if let Err(cause) = ended {
                tracing::warn!(%cause, "not hearing from other servers");
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
    }
}
