//! Work that runs by itself until the server stops.

use app::{
    demonstration,
    error::AppError,
    evaluation::{self, service::SetAside},
    state::AppState,
    workshop,
};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often waves are looked at that may have to freeze: the coach waits for the result.
const FREEZE_EVERY: Duration = Duration::from_secs(1);
/// Every how many of those rounds forgotten workshops are closed.
const CLOSE_EVERY: u32 = 60;

/// Freezes waves whose grace is over and closes forgotten workshops.
pub async fn keep_workshops(state: AppState, stop: CancellationToken) {
    let mut round = 0_u32;
    let mut aside = SetAside::default();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(FREEZE_EVERY) => {}
        }
        if round.is_multiple_of(CLOSE_EVERY)
            && let Err(error) = close_forgotten(&state).await
        {
            tracing::warn!(%error, "forgotten workshops stay open for now");
        }
        if let Err(error) = evaluation::service::freeze_due_except(&state, &mut aside).await {
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
