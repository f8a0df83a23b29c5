//! Counting a workshop's results again after answers were taken back: in batches, or once the project
//! is closed.

use super::{cross_tabs, table_of};
use crate::{
    error::AppError,
    evaluation::store::{self, TallyRow},
    incident::internal,
    state::AppState,
};
use domain::{
    evaluation::{
        tally::CrossTab,
        withdrawal::{Recount, recount},
    },
    id::WorkshopId,
    questionnaire::Wave,
};
use std::collections::HashMap;

/// Counts every workshop again in which enough people took their answers back. Which answers are
/// still in a shown result is seen by comparing it with the answers that are left: nobody has to
/// remember whose they were.
///
/// # Errors
/// When the store fails.
pub async fn apply_withdrawals(state: &AppState) -> Result<usize, AppError> {
    let waiting = {
        let mut reader = state.db.read().await?;
        store::list_withdrawn(&mut reader.conn()).await?
    };
    let mut changed = 0;
    for (workshop, project_closed) in waiting {
        changed += count_again(state, workshop, project_closed).await?;
    }
    Ok(changed)
}

/// Returns how many tables changed.
async fn count_again(
    state: &AppState,
    workshop: WorkshopId,
    project_closed: bool,
) -> Result<usize, AppError> {
    let mut tx = state.db.begin().await?;
    let answers = store::list_answers(&mut tx.conn(), workshop).await?;
    let left: HashMap<&str, HashMap<String, CrossTab>> = [Wave::Before, Wave::After]
        .into_iter()
        .map(|wave| (wave.as_str(), cross_tabs(&answers, wave)))
        .collect();
    let (mut changed, mut waiting) = (0, false);
    for row in store::list_tallies(&mut tx.conn(), workshop).await? {
        let Some(tables) = left.get(row.wave.as_str()) else { continue };
        let left = tables.get(&row.question).cloned().unwrap_or_default();
        match recount(&table_of(&row)?, &left) {
            Recount::Same => {}
            Recount::Wait if !project_closed => waiting = true,
            Recount::Wait | Recount::Replace => {
                replace(&mut tx.conn(), &row, &left, state).await?;
                changed += 1;
            }
        }
    }
    if !waiting {
        store::settle_withdrawals(&mut tx.conn(), workshop).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

async fn replace(
    conn: &mut crate::db::Conn<'_>,
    row: &TallyRow,
    left: &CrossTab,
    state: &AppState,
) -> Result<(), AppError> {
    let cells = serde_json::to_string(left).map_err(|cause| internal(&cause))?;
    Ok(store::replace_tally(conn, row, &cells, state.clock.now()).await?)
}
