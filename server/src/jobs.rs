//! Work that runs by itself until the server stops.

use app::{demonstration, error::AppError, evaluation, state::AppState, workshop};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often waves are looked at that may have to freeze: the coach waits for the result.
const FREEZE_EVERY: Duration = Duration::from_secs(2);
/// Every how many of those rounds forgotten workshops are closed and withdrawals counted.
const CLOSE_EVERY: u32 = 30;

/// Freezes waves whose grace is over, closes forgotten workshops, and counts results again without
/// answers that were taken back.
pub async fn keep_workshops(state: AppState, stop: CancellationToken) {
    let mut round = 0_u32;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(FREEZE_EVERY) => {}
        }
        if round.is_multiple_of(CLOSE_EVERY) {
            if let Err(error) = close_forgotten(&state).await {
                tracing::warn!(%error, "forgotten workshops stay open for now");
            }
            if let Err(error) = evaluation::service::apply_withdrawals(&state).await {
                tracing::warn!(%error, "withdrawn answers leave shown results later");
            }
        }
        if let Err(error) = evaluation::service::freeze_due(&state).await {
            tracing::warn!(%error, "waves freeze later");
        }
        round = round.wrapping_add(1);
    }
}

async fn close_forgotten(state: &AppState) -> Result<usize, AppError> {
    if state.demonstration {
        demonstration::service::keep_for_today(state).await?;
    }
    workshop::service::close_forgotten(state).await
}
