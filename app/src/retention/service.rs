//! Deleting single answers when their day has come. What whole groups came to stays.

use super::store;
use crate::{error::AppError, state::AppState};
use domain::{id::WorkshopId, retention::deletion_day};

/// Participants deleted in one transaction: each has some twenty rows, and on SQLite the answers of a
/// room wait for the same writer.
const CHUNK: i64 = 100;
/// Transactions in one round; the rest waits for the next, so that other work gets its turn.
const CHUNKS: usize = 20;

/// Deletes participants with their answers from closed workshops of projects whose day has come, once
/// every wave is frozen. Their headcounts are kept beside the frozen results. Returns whether there is
/// more to do.
///
/// # Errors
/// When the store fails; what was deleted stays deleted.
pub async fn delete_due(state: &AppState) -> Result<bool, AppError> {
    let mut chunks = 0;
    for id in due(state).await? {
        loop {
            if chunks == CHUNKS {
                return Ok(true);
            }
            chunks += 1;
            let mut tx = state.db.begin().await?;
            store::keep_counts(&mut tx.conn(), id).await?;
            let deleted = store::delete_participants(&mut tx.conn(), id, CHUNK).await?;
            tx.commit().await?;
            if deleted < CHUNK.unsigned_abs() {
                break;
            }
        }
    }
    Ok(false)
}

async fn due(state: &AppState) -> Result<Vec<WorkshopId>, AppError> {
    let today = state.clock.today(&state.settings.time_zone);
    let mut reader = state.db.read().await?;
    let mut due = Vec::new();
    for project in store::list_projects(&mut reader.conn()).await? {
        if deletion_day(project.ends_on, project.closed_on, project.retention_months) <= today {
            due.extend(store::list_settled(&mut reader.conn(), project.id).await?);
        }
    }
    Ok(due)
}
