//! Closing by itself: an open workshop ends in the night after its last meeting.

use crate::{
    clock::{day_of, hour_on},
    db::StoreError,
    error::AppError,
    incident::internal,
    run,
    state::AppState,
    workshop::store,
};
use domain::{
    id::WorkshopId,
    time::{Day, Timestamp},
};

/// Closes workshops whose night has come: at the closing hour after their last meeting's day.
///
/// # Errors
/// The last thing that failed; the others are closed all the same.
pub async fn close_forgotten(state: &AppState) -> Result<usize, AppError> {
    let running = {
        let mut reader = state.db.read().await?;
        store::list_running(&mut reader.conn()).await?
    };
    let mut closed = 0;
    let mut failed = None;
    for (id, last_day, opened) in running {
        match close_if_due(state, id, &last_day, opened).await {
            Ok(by_us) => closed += usize::from(by_us),
            // One that cannot be closed does not keep the others open.
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(closed), Err)
}

async fn close_if_due(
    state: &AppState,
    id: WorkshopId,
    last_day: &str,
    opened: Option<Timestamp>,
) -> Result<bool, AppError> {
    let last_day: Day = last_day.parse().map_err(|_| {
        internal(&StoreError::Inconsistent { table: "workshop_meeting", column: "held_on" })
    })?;
    // A workshop that was put off is held on the day it is opened.
    let opened = opened.map(|opened| day_of(opened, &state.settings.time_zone));
    let now = state.clock.now();
    if now < closes_at(state, opened.map_or(last_day, |opened| opened.max(last_day))) {
        return Ok(false);
    }
    let mut tx = state.db.begin().await?;
    let by_us = store::close(&mut tx.conn(), id, now).await?;
    if by_us {
        run::service::end_in(&mut tx.conn(), state, id).await?;
    }
    tx.commit().await?;
    if by_us {
        state.announce(id);
    }
    Ok(by_us)
}

fn closes_at(state: &AppState, last_day: Day) -> Timestamp {
    hour_on(last_day.plus_days(1), state.settings.close_hour, &state.settings.time_zone)
}
