//! Counting a workshop's results again after answers were taken back: in batches, or once the project
//! is closed.

use super::{
    freeze::{cross_tabs, scores},
    table_of,
};
use crate::{
    db::Conn,
    error::AppError,
    evaluation::store::{self, TallyRow},
    incident::internal,
    participate,
    state::AppState,
    workshop,
};
use domain::{
    evaluation::{
        mean::Sums,
        tally::CrossTab,
        withdrawal::{BATCH, Recount, recount},
    },
    id::{ParticipantId, WorkshopId},
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
    waiting |= !scores_again(&mut tx.conn(), state, workshop, &answers, project_closed).await?;
    if !waiting {
        store::settle_withdrawals(&mut tx.conn(), workshop).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

/// Sums the scores again by the same rule: each keeps its pairs or loses at least as many as a batch
/// has. Returns whether every score tells what is left.
async fn scores_again(
    conn: &mut Conn<'_>,
    state: &AppState,
    workshop: WorkshopId,
    answers: &[(ParticipantId, String, String, String)],
    project_closed: bool,
) -> Result<bool, AppError> {
    let detail = workshop::service::detail(conn, workshop).await?;
    let questionnaire = participate::service::questionnaire_of(state, &detail)?;
    let left: HashMap<&str, Sums> = scores(&questionnaire, &detail.plan.modules, answers)
        .into_iter()
        .map(|(score, sums)| (score.as_str(), sums))
        .collect();
    let mut settled = true;
    for (score, told) in store::list_score_pairs(conn, workshop).await? {
        let sums = left.get(score.as_str()).copied();
        let lost = told - sums.map_or(0, |sums| i64::from(sums.pairs));
        if lost >= i64::from(BATCH) || (lost > 0 && project_closed) {
            store::replace_score(conn, workshop, &score, sums).await?;
        } else {
            settled &= lost == 0;
        }
    }
    Ok(settled)
}

async fn replace(
    conn: &mut Conn<'_>,
    row: &TallyRow,
    left: &CrossTab,
    state: &AppState,
) -> Result<(), AppError> {
    let cells = serde_json::to_string(left).map_err(|cause| internal(&cause))?;
    Ok(store::replace_tally(conn, row, &cells, state.clock.now()).await?)
}
