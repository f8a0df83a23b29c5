//! What coaches and managers do with workshops.

use super::{
    model::{Meeting, Plan, Progress, WorkshopDetail, WorkshopNow, WorkshopSummary},
    store,
};
use crate::{
    clock::{day_of, hour_on},
    db::{Conn, StoreError},
    error::{AppError, FieldError, Problem, Refusal},
    incident::internal,
    project,
    questionnaire::service::YOUTH,
    session::token::random_bytes,
    state::AppState,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    actor::{Action, Actor},
    code::JoinCode,
    id::{ProjectId, WorkshopId},
    questionnaire::Wave,
    time::{Day, Timestamp},
    workshop::{WavePhase, WorkshopState, join_cap},
};
use uuid::Uuid;

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
    now(&mut reader.conn(), state, id).await
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

async fn now(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: WorkshopId,
) -> Result<WorkshopNow, AppError> {
    let detail = detail(conn, id).await?;
    let (before, after) = phases(state, &detail);
    let (joined, inside, done) = store::count_phones(conn, id, detail.current_wave()).await?;
    let current = if detail.current_wave() == Wave::After { after } else { before };
    let undo_seconds = match current {
        WavePhase::Closing { undo_until, .. } if detail.state.running() => {
            undo_until.seconds_since(state.clock.now())
        }
        _ => 0,
    };
    let progress = Progress {
        joined,
        inside,
        done,
        version: version(&detail, before, after) * 2 + i64::from(joined >= detail.join_cap),
        undo_seconds,
    };
    Ok(WorkshopNow { detail, before, after, progress })
}

/// Phases of both waves at this moment.
#[must_use]
pub fn phases(state: &AppState, detail: &WorkshopDetail) -> (WavePhase, WavePhase) {
    let phase = |wave| {
        let times = detail.times(wave);
        WavePhase::at(state.clock.now(), times.opened, times.closed, state.settings.closing)
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

/// Plans a workshop.
///
/// # Errors
/// When the actor is a stranger to the project, or the plan does not fit together.
pub async fn plan_workshop(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    plan: &Plan,
) -> Result<WorkshopId, AppError> {
    let mut tx = state.db.begin().await?;
    let id = plan_in(&mut tx.conn(), state, actor, project, plan).await?;
    tx.commit().await?;
    Ok(id)
}

/// As [`plan_workshop`], inside the caller's transaction.
///
/// # Errors
/// As [`plan_workshop`].
pub async fn plan_in(
    conn: &mut Conn<'_>,
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    plan: &Plan,
) -> Result<WorkshopId, AppError> {
    project::service::allow(conn, actor, project, Action::RunWorkshop).await?;
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    check_plan(conn, project, plan).await?;
    let id = WorkshopId(Uuid::new_v4());
    store::insert(conn, id, project, plan, cap_of(plan), staff, state.clock.now()).await?;
    Ok(id)
}

/// Changes a plan. Once opened, what was asked of whom stays: only meetings and numbers change.
///
/// # Errors
/// When the actor is a stranger, the workshop is over, or the plan does not fit together.
pub async fn change_plan(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    plan: &Plan,
    join_cap: i64,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    let project = allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    let detail = detail(&mut tx.conn(), id).await?;
    let mut plan = plan.clone();
    match detail.state {
        WorkshopState::Draft => {}
        WorkshopState::Closed => return Err(AppError::Refused(Refusal::WrongState)),
        WorkshopState::Open | WorkshopState::Locked => {
            plan.group = detail.plan.group;
            plan.modules.clone_from(&detail.plan.modules);
        }
    }
    for (meeting, known) in plan.meetings.iter_mut().zip(&detail.plan.meetings) {
        meeting.headcount = known.headcount;
    }
    check_plan(&mut tx.conn(), project, &plan).await?;
    if !(1..=1000).contains(&join_cap) {
        return Err(AppError::field("join_cap", Problem::NotInRange(1, 1000)));
    }
    store::update_plan(&mut tx.conn(), id, &plan, join_cap).await?;
    Ok(tx.commit().await?)
}

fn cap_of(plan: &Plan) -> i64 {
    i64::from(join_cap(u32::try_from(plan.expected).unwrap_or(0)))
}

async fn check_plan(conn: &mut Conn<'_>, project: ProjectId, plan: &Plan) -> Result<(), AppError> {
    let mut errors = Vec::new();
    if plan.modules.is_empty() {
        errors.push(FieldError::new("modules", Problem::Required));
    }
    if plan.meetings.is_empty() {
        errors.push(FieldError::new("day1", Problem::Required));
    }
    if plan.meetings.iter().any(|meeting| !(5..=480).contains(&meeting.minutes)) {
        errors.push(FieldError::new("minutes1", Problem::NotInRange(5, 480)));
    }
    if plan
        .meetings
        .windows(2)
        .any(|pair| matches!(pair, [first, second] if second.held_on < first.held_on))
    {
        errors.push(FieldError::new("day2", Problem::EndsBeforeStart));
    }
    if !(1..=500).contains(&plan.expected) {
        errors.push(FieldError::new("expected", Problem::NotInRange(1, 500)));
    }
    if !project::service::has_group(conn, project, plan.group).await? {
        errors.push(FieldError::new("group", Problem::NotAChoice));
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

/// Opens a draft: gives it code and QR token, fixes the questionnaire's version, opens "before".
///
/// # Errors
/// When the actor is a stranger or the workshop is no draft.
pub async fn open_workshop(state: &AppState, actor: Actor, id: WorkshopId) -> Result<(), AppError> {
    let questionnaire = state.questionnaires.newest(YOUTH)?;
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    legal(&detail(&mut tx.conn(), id).await?, WorkshopState::Open)?;
    let code = free_code(&mut tx.conn()).await?;
    let token = URL_SAFE_NO_PAD.encode(random_bytes::<16>());
    let opening = store::Opening {
        join_code: &code,
        join_token: &token,
        questionnaire: YOUTH,
        version: questionnaire.version,
    };
    match store::open(&mut tx.conn(), id, &opening, state.clock.now()).await {
        // Another server drew the same code just now.
        Err(StoreError::Conflict) => Err(AppError::Unavailable),
        other => {
            other?;
            Ok(tx.commit().await?)
        }
    }
}

async fn free_code(conn: &mut Conn<'_>) -> Result<String, AppError> {
    for _ in 0..200 {
        if let Some(code) = JoinCode::from_random(random_bytes()) {
            let code = code.to_string();
            if !store::code_in_use(conn, &code).await? {
                return Ok(code);
            }
        }
    }
    Err(internal(&"no free workshop code"))
}

fn legal(detail: &WorkshopDetail, next: WorkshopState) -> Result<(), AppError> {
    if detail.state.may_become(next) { Ok(()) } else { Err(AppError::Refused(Refusal::WrongState)) }
}

/// Locks a workshop (nobody new joins), unlocks it, or closes it with the waves that are open.
///
/// # Errors
/// When the actor is a stranger or the move is not legal.
pub async fn set_state(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    next: WorkshopState,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    let detail = detail(&mut tx.conn(), id).await?;
    legal(&detail, next)?;
    match next {
        WorkshopState::Closed => store::close(&mut tx.conn(), id, state.clock.now()).await?,
        // Opening a draft gives it a code and more: not by this door.
        WorkshopState::Open if detail.state == WorkshopState::Draft => {
            return Err(AppError::Refused(Refusal::WrongState));
        }
        other => store::set_state(&mut tx.conn(), id, other).await?,
    }
    Ok(tx.commit().await?)
}

/// A coach's move with a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaveMove {
    /// Close it; phones inside have some grace.
    Close,
    /// Take closing back.
    Undo,
    /// Open "after".
    OpenAfter,
}

/// Closes a wave, takes that back, or opens "after".
///
/// # Errors
/// When the actor is a stranger or the move does not fit the moment.
pub async fn move_wave(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    wave: Wave,
    step: WaveMove,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    let detail = detail(&mut tx.conn(), id).await?;
    if !detail.state.running() {
        return Err(AppError::Refused(Refusal::WrongState));
    }
    let now = state.clock.now();
    let (before, after) = phases(state, &detail);
    let phase = if wave == Wave::Before { before } else { after };
    match (step, phase) {
        (WaveMove::Close, WavePhase::Open) => {
            store::set_wave_closed(&mut tx.conn(), id, wave, Some(now)).await?
        }
        (WaveMove::Undo, WavePhase::Closing { undo_until, .. })
            if now < undo_until && wave == detail.current_wave() =>
        {
            store::set_wave_closed(&mut tx.conn(), id, wave, None).await?;
        }
        (WaveMove::Undo, WavePhase::Closing { .. } | WavePhase::Closed) => {
            return Err(AppError::Refused(Refusal::TooLate));
        }
        (WaveMove::OpenAfter, _) if after == WavePhase::Waiting => {
            store::open_after(&mut tx.conn(), id, now).await?
        }
        _ => return Err(AppError::Refused(Refusal::WrongState)),
    }
    Ok(tx.commit().await?)
}

/// How many young people were there, per meeting, counted by the coach.
///
/// # Errors
/// When the actor is a stranger.
pub async fn set_headcount(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    number: i64,
    headcount: Option<i64>,
) -> Result<(), AppError> {
    if headcount.is_some_and(|count| !(0..=500).contains(&count)) {
        return Err(AppError::field("headcount", Problem::NotInRange(0, 500)));
    }
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    store::set_headcount(&mut tx.conn(), id, number, headcount).await?;
    Ok(tx.commit().await?)
}

/// Lets more phones in (or fewer).
///
/// # Errors
/// When the actor is a stranger or the number is out of range.
pub async fn set_join_cap(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    cap: i64,
) -> Result<(), AppError> {
    if !(1..=1000).contains(&cap) {
        return Err(AppError::field("join_cap", Problem::NotInRange(1, 1000)));
    }
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    store::set_join_cap(&mut tx.conn(), id, cap).await?;
    Ok(tx.commit().await?)
}

/// Plans the same workshop again for today, with clean results.
///
/// # Errors
/// When the actor is a stranger.
pub async fn run_again(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<WorkshopId, AppError> {
    let mut tx = state.db.begin().await?;
    let project = allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    let detail = detail(&mut tx.conn(), id).await?;
    let mut plan = detail.plan.clone();
    let today = state.clock.today(&state.settings.time_zone);
    let first = plan.meetings.first().map_or(today, |meeting| meeting.held_on);
    for meeting in &mut plan.meetings {
        let days = (meeting.held_on.0 - first.0).get_days();
        *meeting =
            Meeting { held_on: today.plus_days(days), minutes: meeting.minutes, headcount: None };
    }
    let copy = plan_in(&mut tx.conn(), state, actor, project, &plan).await?;
    tx.commit().await?;
    Ok(copy)
}

/// Whether a project has workshops going on, inside the caller's transaction.
///
/// # Errors
/// When the store fails.
pub async fn any_running(conn: &mut Conn<'_>, project: ProjectId) -> Result<bool, AppError> {
    Ok(store::count_running(conn, project).await? > 0)
}

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
