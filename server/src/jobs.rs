//! Work that runs by itself until the server stops.

use app::{
    demonstration,
    error::AppError,
    evaluation::{self, service::SetAside},
    retention,
    state::AppState,
    workshop,
};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often waves are looked at that may have to freeze: the coach waits for the result.
const FREEZE_EVERY: Duration = Duration::from_secs(1);
/// Every how many of those rounds forgotten workshops are closed and withdrawals counted.
const CLOSE_EVERY: u32 = 60;
/// Every how many of them answers are looked for whose time is over.
const DELETE_EVERY: u32 = 1_800;

/// Freezes waves whose grace is over, closes forgotten workshops, counts results again without
/// answers that were taken back, and deletes single answers whose time is over.
pub async fn keep_workshops(state: AppState, stop: CancellationToken) {
    let mut round = 0_u32;
    let mut more_to_delete = false;
    let mut aside = SetAside::default();
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
        if let Err(error) = evaluation::service::freeze_due_except(&state, &mut aside).await {
            tracing::warn!(%error, "waves freeze later");
        }
        if more_to_delete || round.is_multiple_of(DELETE_EVERY) {
            more_to_delete = retention::service::delete_due(&state).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "single answers are deleted later");
                false
            });
        }
        round = round.wrapping_add(1);
    }
}

async fn close_forgotten(state: &AppState) -> Result<usize, AppError> {
    if state.demonstration {
        demonstration::service::keep_for_today(state).await?;
    }
    evaluation::service::apply_withdrawals(state).await?;
    workshop::service::close_forgotten(state).await
}
