//! The one workshop of the demonstration that is open today.

use super::{
    script::OPEN,
    service::{COACH, actor},
};
use crate::{
    error::AppError,
    project,
    state::AppState,
    workshop::{
        self,
        model::{Meeting, Plan, WorkshopNow},
    },
};
use domain::{
    actor::Actor,
    id::WorkshopId,
    workshop::{WavePhase, WorkshopState},
};

/// Young people expected in the open workshop.
const EXPECTED: i64 = 20;

/// Sees to it that one workshop of the demonstration is open today, and returns it: on every start,
/// and whenever somebody goes through a door.
///
/// # Errors
/// When the store fails.
pub async fn ensure_open_workshop(state: &AppState) -> Result<WorkshopNow, AppError> {
    keep_for_today(state).await?;
    workshop::service::close_forgotten(state).await?;
    let coach = actor(state, COACH).await?;
    for ahead in workshop::service::list_ahead(state, coach).await? {
        if ahead.state != WorkshopState::Open {
            continue;
        }
        let now = workshop::service::find_workshop(state, coach, ahead.id).await?;
        // Where "after" is over there is nothing left to try.
        if matches!(now.after, WavePhase::Waiting | WavePhase::Open) {
            return Ok(now);
        }
    }
    let id = open_one(state, coach).await?;
    workshop::service::find_workshop(state, coach, id).await
}

/// Before the night closes what was opened on another day: a workshop nobody came to moves to today,
/// so that no empty one stands in the results. Where somebody came, they are the head count, which
/// nobody else will give.
///
/// # Errors
/// When the store fails.
pub async fn keep_for_today(state: &AppState) -> Result<(), AppError> {
    let coach = actor(state, COACH).await?;
    let today = state.clock.today(&state.settings.time_zone);
    for ahead in workshop::service::list_ahead(state, coach).await? {
        if !ahead.state.running() || ahead.held_on >= today {
            continue;
        }
        let detail = workshop::service::find_workshop(state, coach, ahead.id).await?.detail;
        if ahead.joined > 0 {
            workshop::service::set_headcount(state, coach, ahead.id, 1, Some(ahead.joined)).await?;
        } else {
            let plan = Plan { meetings: vec![meeting(state)], ..detail.plan };
            workshop::service::change_plan(state, coach, ahead.id, &plan, detail.join_cap).await?;
        }
    }
    Ok(())
}

fn meeting(state: &AppState) -> Meeting {
    let today = state.clock.today(&state.settings.time_zone);
    Meeting { held_on: today, minutes: 50, headcount: None }
}

async fn open_one(state: &AppState, coach: Actor) -> Result<WorkshopId, AppError> {
    let projects = project::service::list_projects(state, coach).await?;
    let project = projects.first().map(|project| project.id).ok_or(AppError::NotFound)?;
    let partners = project::service::list_partners(state, coach, project).await?;
    let (name, modules) = OPEN;
    let group = partners
        .iter()
        .flat_map(|partner| &partner.groups)
        .find(|group| group.facts.name == name)
        .map(|group| group.id)
        .ok_or(AppError::NotFound)?;
    let plan = Plan {
        group,
        modules: modules.iter().copied().collect(),
        meetings: vec![meeting(state)],
        expected: EXPECTED,
    };
    let id = workshop::service::plan_workshop(state, coach, project, &plan).await?;
    workshop::service::open_workshop(state, coach, id).await?;
    Ok(id)
}
