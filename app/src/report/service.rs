//! What coaches report, and who hears of it.

mod support;

pub use support::{acknowledge, note_protocol, protocol, waiting, waiting_in};

use super::{
    model::{Answers, Desk, Named, OnWorkshop, Report, Sent, StepNote},
    store,
};
use crate::{
    agenda::service::kit,
    db::Conn,
    error::{AppError, Refusal},
    incident::internal,
    project, run,
    state::AppState,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    actor::{Action, Actor, ProjectRole},
    id::WorkshopId,
    run::{Outcome, compose},
    workshop::WorkshopState,
};

/// What the form knows before anybody types.
///
/// # Errors
/// When the actor is a stranger to the workshop.
pub async fn desk(state: &AppState, actor: Actor, id: WorkshopId) -> Result<Desk, AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    workshop::service::allow(conn, actor, id, Action::ViewProject).await?;
    let detail = workshop::service::detail(conn, id).await?;
    let steps = steps_so_far(conn, state, &detail).await?;
    let own = sent(conn, id).await?.into_iter().find(|sent| sent.staff == staff);
    let support = support::of_workshop(conn, &detail).await?;
    Ok(Desk {
        workshop: id,
        project: detail.project,
        open: can_be_sent(conn, actor, &detail).await?,
        state: detail.state,
        trial: detail.plan.trial,
        version: detail.questionnaire_version,
        age_band: project::service::age_band(conn, detail.plan.group).await?,
        present: present(conn, &detail).await?,
        minutes: minutes(conn, state, &detail).await?,
        protocol_used: store::protocol_used(conn, id).await?,
        named: named(conn, &detail).await?,
        support: support.into_iter().find(|one| one.staff == staff),
        group: detail.group,
        modules: detail.plan.modules,
        steps,
        own,
    })
}

/// Asked before a form is read, so that a stranger learns nothing from what is wrong with it.
///
/// # Errors
/// When the actor may not report about the workshop, or not now.
pub async fn may_send(state: &AppState, actor: Actor, id: WorkshopId) -> Result<(), AppError> {
    let mut reader = state.db.read().await?;
    check(&mut reader.conn(), actor, id).await.map(drop)
}

async fn check(
    conn: &mut Conn<'_>,
    actor: Actor,
    id: WorkshopId,
) -> Result<WorkshopDetail, AppError> {
    workshop::service::allow(conn, actor, id, Action::RunWorkshop).await?;
    let detail = workshop::service::detail(conn, id).await?;
    if can_be_sent(conn, actor, &detail).await? {
        Ok(detail)
    } else {
        Err(AppError::Refused(Refusal::WrongState))
    }
}

/// Reports belong to workshops that are over and that count; a closed project takes no more.
async fn can_be_sent(
    conn: &mut Conn<'_>,
    actor: Actor,
    detail: &WorkshopDetail,
) -> Result<bool, AppError> {
    let over = detail.state == WorkshopState::Closed && !detail.plan.trial;
    let allowed = project::service::allow(conn, actor, detail.project, Action::RunWorkshop).await;
    match allowed {
        Ok(_) => Ok(over),
        Err(AppError::Refused(Refusal::ProjectClosed)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Keeps a report. Where it asks for support, the project's managers are told.
///
/// # Errors
/// When the actor may not report about the workshop, or not now.
pub async fn send(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    answers: Answers,
) -> Result<(), AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut tx = state.db.begin().await?;
    let conn = &mut tx.conn();
    let detail = check(conn, actor, id).await?;
    let earlier = sent(conn, id).await?.into_iter().find(|sent| sent.staff == staff);
    let asked_before = earlier.is_some_and(|sent| sent.report.answers.asks_for_support());
    let asks = answers.asks_for_support();
    let report = Report {
        version: detail.questionnaire_version,
        age_band: project::service::age_band(conn, detail.plan.group).await?.as_str().to_owned(),
        modules: detail.plan.modules,
        answers,
    };
    let text = serde_json::to_string(&report).map_err(|cause| internal(&cause))?;
    store::put_report(conn, id, staff, &text, state.clock.now()).await?;
    // A request stands until a manager has seen it, also if the report is changed meanwhile.
    if asks && !asked_before {
        store::ask_for_support(conn, id, staff, state.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// What a workshop's page shows of its reports: to a manager all of them, to a coach their own.
///
/// # Errors
/// When the actor is a stranger to the workshop.
pub async fn on_workshop(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<OnWorkshop, AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let project = workshop::service::allow(conn, actor, id, Action::ViewProject).await?;
    let role = project::service::allow(conn, actor, project, Action::ViewProject).await?;
    let manager = role == ProjectRole::Manager;
    let detail = workshop::service::detail(conn, id).await?;
    let mut sent = sent(conn, id).await?;
    let own = sent.iter().find(|sent| sent.staff == staff).map(|sent| sent.at);
    let mut support = support::of_workshop(conn, &detail).await?;
    if !manager {
        sent.clear();
        support.retain(|one| one.staff == staff);
    }
    Ok(OnWorkshop { open: can_be_sent(conn, actor, &detail).await?, own, manager, sent, support })
}

async fn sent(conn: &mut Conn<'_>, id: WorkshopId) -> Result<Vec<Sent>, AppError> {
    let rows = store::list_reports(conn, id).await?;
    rows.into_iter()
        .map(|row| {
            let report = serde_json::from_str(&row.answers).map_err(|cause| internal(&cause))?;
            Ok(Sent { staff: row.staff_id, name: row.name, at: row.sent_at, report })
        })
        .collect()
}

/// Heads counted in the fullest meeting; where nobody counted, phones that joined.
async fn present(conn: &mut Conn<'_>, detail: &WorkshopDetail) -> Result<i64, AppError> {
    let counted = detail.plan.meetings.iter().filter_map(|meeting| meeting.headcount).max();
    match counted {
        Some(counted) => Ok(counted),
        None => Ok(workshop::service::phones(conn, detail).await?.0),
    }
}

/// Minutes of the live run; where there was none, of the plan.
async fn minutes(
    conn: &mut Conn<'_>,
    state: &AppState,
    detail: &WorkshopDetail,
) -> Result<i64, AppError> {
    let record = run::service::record(conn, state, detail.id).await?;
    let spent: i64 = record.iter().map(|step| step.minutes).sum();
    let planned = detail.plan.meetings.iter().map(|meeting| meeting.minutes).sum();
    Ok(if spent > 0 { spent } else { planned })
}

/// What became of each step: as the live run recorded it; where there was none, the agenda's steps,
/// all of them done until the coach says otherwise. The one place that fills C4.
async fn steps_so_far(
    conn: &mut Conn<'_>,
    state: &AppState,
    detail: &WorkshopDetail,
) -> Result<Vec<StepNote>, AppError> {
    let record = run::service::record(conn, state, detail.id).await?;
    if !record.is_empty() {
        let note = |step: run::model::StepRecord| StepNote {
            step: step.key,
            title: step.title,
            own_title: step.own_title,
            planned: step.planned,
            outcome: step.outcome,
        };
        return Ok(record.into_iter().map(note).collect());
    }
    let kits = detail.plan.modules.iter().map(|module| kit(*module));
    let kits = kits.collect::<Result<Vec<_>, _>>()?;
    let agendas: Vec<_> = kits.iter().map(|kit| &kit.agenda).collect();
    let steps = compose(&agendas, run::service::length_of(detail)).into_iter().map(|step| {
        let title = run::service::title_of(&step);
        let planned = step.minutes;
        StepNote { step: step.key, title, own_title: None, planned, outcome: Outcome::Done }
    });
    Ok(steps.collect())
}

async fn named(conn: &mut Conn<'_>, detail: &WorkshopDetail) -> Result<Named, AppError> {
    let (person, phone) = project::service::safeguarding(conn, detail.plan.group).await?;
    Ok(Named { person, phone })
}
