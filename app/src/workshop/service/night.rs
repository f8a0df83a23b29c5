//! Closing by itself: an open workshop ends in the night after its last meeting.

use crate::{
    clock::{day_of, hour_on},
    db::StoreError,
    error::AppError,
    incident::internal,
    state::AppState,
    workshop::store,
};
use domain::time::{Day, Timestamp};

/// Closes workshops whose night has come: at the closing hour after their last meeting's day.
///
/// # Errors
/// When the store fails.
pub async fn close_forgotten(state: &AppState) -> Result<usize, AppError> {
    let running = {
        let mut reader = state.db.read().await?;
        store::list_running(&mut reader.conn()).await?
    };
    let now = state.clock.now();
    let mut closed = 0;
    for (id, last_day, opened) in running {
        let last_day: Day = last_day.parse().map_err(|_| {
            internal(&StoreError::Inconsistent { table: "workshop_meeting", column: "held_on" })
        })?;
        // A workshop that was put off is held on the day it is opened.
        let opened = opened.map(|opened| day_of(opened, &state.settings.time_zone));
        if now >= closes_at(state, opened.map_or(last_day, |opened| opened.max(last_day))) {
            let mut tx = state.db.begin().await?;
            store::close(&mut tx.conn(), id, now).await?;
            tx.commit().await?;
            closed += 1;
        }
    }
    Ok(closed)
}

fn closes_at(state: &AppState, last_day: Day) -> Timestamp {
    hour_on(last_day.plus_days(1), state.settings.close_hour, &state.settings.time_zone)
}
