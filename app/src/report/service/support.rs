//! Coaches who need support, and the protocol for serious things.

use super::named;
use crate::{
    db::Conn,
    error::AppError,
    project,
    report::{
        model::{ProtocolSheet, Support},
        store::{self, SupportRow},
    },
    state::AppState,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    actor::{Action, Actor},
    id::{ProjectId, StaffId, WorkshopId},
};

/// Coaches who wait for an answer, in all projects that the actor manages.
///
/// # Errors
/// When nobody is signed in.
pub async fn waiting(state: &AppState, actor: Actor) -> Result<Vec<Support>, AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut reader = state.db.read().await?;
    let rows = store::list_waiting(&mut reader.conn(), staff).await?;
    with_workshops(&mut reader.conn(), rows).await
}

/// Coaches who wait for an answer in one project.
///
/// # Errors
/// When the actor is not its manager.
pub async fn waiting_in(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
) -> Result<Vec<Support>, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    project::service::allow(conn, actor, project, Action::AcknowledgeSupport).await?;
    let rows = store::list_waiting_in(conn, project).await?;
    with_workshops(conn, rows).await
}

/// Says that a coach has been heard: who and when is kept. A second manager changes nothing.
///
/// # Errors
/// When the actor is not the project's manager.
pub async fn acknowledge(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    coach: StaffId,
) -> Result<(), AppError> {
    let by = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut tx = state.db.begin().await?;
    let conn = &mut tx.conn();
    workshop::service::allow(conn, actor, id, Action::AcknowledgeSupport).await?;
    store::acknowledge(conn, id, coach, by, state.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// What the page of the protocol shows.
///
/// # Errors
/// When the actor is a stranger to the workshop.
pub async fn protocol(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<ProtocolSheet, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    workshop::service::allow(conn, actor, id, Action::ViewProject).await?;
    let detail = workshop::service::detail(conn, id).await?;
    Ok(ProtocolSheet {
        workshop: id,
        named: named(conn, &detail).await?,
        used: store::protocol_used(conn, id).await?,
        modules: detail.plan.modules,
        group: detail.group,
    })
}

/// Notes that the protocol was used: the word yes, and nothing else.
///
/// # Errors
/// When the actor may not run the workshop.
pub async fn note_protocol(state: &AppState, actor: Actor, id: WorkshopId) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    let conn = &mut tx.conn();
    workshop::service::allow(conn, actor, id, Action::RunWorkshop).await?;
    store::note_protocol(conn, id).await?;
    Ok(tx.commit().await?)
}

/// Requests for support in a workshop.
pub(super) async fn of_workshop(
    conn: &mut Conn<'_>,
    detail: &WorkshopDetail,
) -> Result<Vec<Support>, AppError> {
    let rows = store::list_support(conn, detail.id).await?;
    Ok(rows.into_iter().map(|row| support(row, detail)).collect())
}

async fn with_workshops(
    conn: &mut Conn<'_>,
    rows: Vec<SupportRow>,
) -> Result<Vec<Support>, AppError> {
    let mut found = Vec::new();
    for row in rows {
        let detail = workshop::service::detail(conn, row.workshop_id).await?;
        found.push(support(row, &detail));
    }
    Ok(found)
}

fn support(row: SupportRow, detail: &WorkshopDetail) -> Support {
    Support {
        workshop: row.workshop_id,
        modules: detail.plan.modules.clone(),
        group: detail.group.clone(),
        staff: row.staff_id,
        name: row.name,
        email: row.email,
        asked_at: row.asked_at,
        acknowledged: row.acknowledged_at.map(|at| (row.acknowledged_name.unwrap_or_default(), at)),
    }
}
