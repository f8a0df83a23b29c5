//! What coaches and managers do with workshops.

mod night;
mod plan;
mod steer;
mod trial;

pub use night::close_forgotten;
pub use plan::{change_plan, plan_in, plan_workshop, run_again, set_headcount, set_join_cap};
pub use steer::{
    WaveMove, before_opening, close_wave_in, move_wave, open_wave_in, open_workshop, set_state,
};
pub use trial::{
    MOST_PHONES, PHONES_A_TAP, PhoneBox, SimulatedPhones, add_simulated_phones, simulated_phones,
};

use super::{
    model::{Progress, WorkshopDetail, WorkshopNow, WorkshopSummary},
    store,
};
use crate::{db::Conn, error::AppError, project, state::AppState};
use domain::{
    actor::{Action, Actor},
    id::{ProjectId, WorkshopId},
    questionnaire::Wave,
    workshop::{WavePhase, WorkshopState},
};

/// Asks the table of rights about a workshop; a stranger's is not found.
///
/// # Errors
/// Why not.
pub async fn allow(
    conn: &mut Conn<'_>,
    actor: Actor,
    id: WorkshopId,
    action: Action,
) -> Result<ProjectId, AppError> {
    let project = store::project_of(conn, id).await?.ok_or(AppError::NotFound)?;
    project::service::allow(conn, actor, project, action).await?;
    Ok(project)
}

/// A project's workshops, newest first.
///
/// # Errors
/// When the actor is a stranger to the project.
pub async fn list_workshops(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
) -> Result<Vec<WorkshopSummary>, AppError> {
    let mut reader = state.db.read().await?;
    project::service::allow(&mut reader.conn(), actor, project, Action::ViewProject).await?;
    Ok(store::list(&mut reader.conn(), project).await?)
}

/// Workshops ahead and going on in all of the actor's projects.
///
/// # Errors
/// When nobody is signed in.
pub async fn list_ahead(state: &AppState, actor: Actor) -> Result<Vec<WorkshopSummary>, AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut reader = state.db.read().await?;
    let mut ahead = store::list_ahead(&mut reader.conn(), staff).await?;
    ahead.sort_by_key(|workshop| (!workshop.state.running(), workshop.held_on));
    Ok(ahead)
}

/// One workshop as it stands now.
///
/// # Errors
/// When the actor is a stranger to it.
pub async fn find_workshop(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<WorkshopNow, AppError> {
    let mut reader = state.db.read().await?;
    allow(&mut reader.conn(), actor, id, Action::ViewProject).await?;
    now_in(&mut reader.conn(), state, id).await
}

/// The counts alone: what the coach's page asks for every few seconds.
///
/// # Errors
/// When the actor may not run the workshop.
pub async fn progress(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<Progress, AppError> {
    Ok(find_workshop(state, actor, id).await?.progress)
}

/// A workshop's row, for services that have checked the rights or serve a phone inside it.
///
/// # Errors
/// When there is no such workshop.
pub async fn detail(conn: &mut Conn<'_>, id: WorkshopId) -> Result<WorkshopDetail, AppError> {
    store::find(conn, id).await?.ok_or(AppError::NotFound)
}

/// One workshop as it stands now, for services that have checked the rights.
///
/// # Errors
/// When there is no such workshop.
pub async fn now_in(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: WorkshopId,
) -> Result<WorkshopNow, AppError> {
    let detail = detail(conn, id).await?;
    let (before, after) = phases(state, &detail);
    let (joined, inside, done) = store::count_phones(conn, id, detail.current_wave()).await?;
    let frozen = store::frozen_waves(conn, id).await?;
    let frozen = |wave: Wave| frozen.iter().any(|found| found == wave.as_str());
    let (before_frozen, after_frozen) = (frozen(Wave::Before), frozen(Wave::After));
    let current = if detail.current_wave() == Wave::After { after } else { before };
    // Once the time is over nobody is in the form: who did not send has not finished.
    let (inside, unfinished) = if current == WavePhase::Closed { (0, inside) } else { (inside, 0) };
    let now = state.clock.now();
    let (undo_seconds, result_seconds) = match current {
        WavePhase::Closing { undo_until, grace_until } => {
            let undo = if detail.state.running() { undo_until.seconds_since(now) } else { 0 };
            (undo, grace_until.seconds_since(now))
        }
        _ => (0, 0),
    };
    let flags = [before_frozen, after_frozen, joined >= detail.join_cap];
    let version = flags
        .into_iter()
        .fold(version(&detail, before, after), |version, flag| version * 2 + i64::from(flag));
    let progress = Progress { joined, inside, done, version, undo_seconds, result_seconds };
    Ok(WorkshopNow { detail, before, after, before_frozen, after_frozen, unfinished, progress })
}

/// Phones that joined, are inside the current wave's form, and are done with it.
///
/// # Errors
/// When the store fails.
pub async fn phones(
    conn: &mut Conn<'_>,
    detail: &WorkshopDetail,
) -> Result<(i64, i64, i64), AppError> {
    Ok(store::count_phones(conn, detail.id, detail.current_wave()).await?)
}

/// Phases of both waves at this moment.
#[must_use]
pub fn phases(state: &AppState, detail: &WorkshopDetail) -> (WavePhase, WavePhase) {
    let phase = |wave| {
        let times = detail.times(wave);
        WavePhase::at(
            state.clock.now(),
            times.opened,
            times.closed,
            detail.closing(state.settings.closing),
        )
    };
    (phase(Wave::Before), phase(Wave::After))
}

/// A number that changes whenever the page should be drawn anew.
fn version(detail: &WorkshopDetail, before: WavePhase, after: WavePhase) -> i64 {
    let phase = |phase| match phase {
        WavePhase::Waiting => 0,
        WavePhase::Open => 1,
        WavePhase::Closing { .. } => 2,
        WavePhase::Closed => 3,
    };
    let state = match detail.state {
        WorkshopState::Draft => 0,
        WorkshopState::Open => 1,
        WorkshopState::Locked => 2,
        WorkshopState::Closed => 3,
    };
    (state * 4 + phase(before)) * 4 + phase(after)
}

/// Whether a project has workshops going on, inside the caller's transaction.
///
/// # Errors
/// When the store fails.
pub async fn any_running(conn: &mut Conn<'_>, project: ProjectId) -> Result<bool, AppError> {
    Ok(store::count_running(conn, project).await? > 0)
}

/// The counts of a workshop named by text: what the coach's page asks for every few seconds.
///
/// # Errors
/// When the text is no id, or the actor a stranger.
pub async fn progress_by_text(
    state: &AppState,
    actor: Result<Actor, AppError>,
    id: &str,
) -> Result<Progress, AppError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    progress(state, actor?, id).await
}

/// The address in the QR code of an open workshop.
///
/// # Errors
/// When the actor is a stranger, or the workshop is not going on.
pub async fn join_link(state: &AppState, actor: Actor, id: WorkshopId) -> Result<String, AppError> {
    let workshop = find_workshop(state, actor, id).await?;
    let token = workshop.detail.join_token.filter(|_| workshop.detail.state.running());
    token.map(|token| state.link(&format!("/j/{token}"))).ok_or(AppError::NotFound)
}
