//! What managers decide about an evaluation: its targets, and what it leaves out.

use super::super::{model::Targets, store};
use crate::{
    error::{AppError, Refusal},
    project,
    state::AppState,
    workshop,
};
use domain::{
    actor::{Action, Actor},
    id::{ProjectId, WorkshopId},
    workshop::WorkshopState,
};

/// What a project set out to reach.
///
/// # Errors
/// When the actor is a stranger to it.
pub async fn targets(state: &AppState, actor: Actor, id: ProjectId) -> Result<Targets, AppError> {
    let mut reader = state.db.read().await?;
    project::service::allow(&mut reader.conn(), actor, id, Action::ViewProject).await?;
    let (workshops, participants) = store::targets(&mut reader.conn(), id).await?;
    Ok(Targets { workshops, participants })
}

/// Sets what a project set out to reach.
///
/// # Errors
/// When the actor is not its manager.
pub async fn set_targets(
    state: &AppState,
    actor: Actor,
    id: ProjectId,
    targets: Targets,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    project::service::allow(&mut tx.conn(), actor, id, Action::EditProject).await?;
    store::set_targets(&mut tx.conn(), id, targets.workshops, targets.participants).await?;
    Ok(tx.commit().await?)
}

/// Whether the actor decides about a workshop's place in the evaluation: asked before a form is read,
/// so that a stranger learns nothing from what is wrong with it.
///
/// # Errors
/// When the actor is not the project's manager.
pub async fn may_decide(
    state: &AppState,
    actor: Actor,
    workshop: WorkshopId,
) -> Result<(), AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    workshop::service::allow(conn, actor, workshop, Action::DecideEvaluation).await.map(drop)
}

/// Leaves a workshop out of the project's totals. Its own page stays, its counts stay, and workshops
/// that are told only together with it leave the totals with it.
///
/// # Errors
/// When the actor is not the project's manager, or the workshop has not been held.
pub async fn leave_out(
    state: &AppState,
    actor: Actor,
    workshop: WorkshopId,
    reason: &str,
) -> Result<(), AppError> {
    decide(state, actor, workshop, Some(reason)).await
}

/// Takes a workshop into the totals again.
///
/// # Errors
/// As [`leave_out`].
pub async fn take_in(state: &AppState, actor: Actor, workshop: WorkshopId) -> Result<(), AppError> {
    decide(state, actor, workshop, None).await
}

async fn decide(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    reason: Option<&str>,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    let project =
        workshop::service::allow(&mut tx.conn(), actor, id, Action::DecideEvaluation).await?;
    let detail = workshop::service::detail(&mut tx.conn(), id).await?;
    if detail.state == WorkshopState::Draft {
        return Err(AppError::Refused(Refusal::WrongState));
    }
    let decisions = store::list_decisions(&mut tx.conn(), project).await?;
    let stands = decisions
        .iter()
        .rfind(|row| row.workshop_id == id)
        .is_some_and(store::DecisionRow::left_out);
    if stands == reason.is_some() {
        // A second tap decides nothing new.
        return Ok(());
    }
    let by = actor.staff().ok_or(AppError::SignInNeeded)?;
    let (reason, left_out) = (reason.unwrap_or_default(), reason.is_some());
    // The moment is read inside the transaction: a freeze that was written before counts as earlier.
    let now = state.clock.now();
    store::insert_decision(&mut tx.conn(), id, left_out, reason, by, now).await?;
    Ok(tx.commit().await?)
}
