//! Planning a workshop: what, with whom, when, how many.

use super::{allow, detail};
use crate::{
    db::{Conn, StoreError},
    error::{AppError, FieldError, Problem, Refusal},
    incident::internal,
    project,
    session::token::{keyed_hash, random_bytes},
    state::AppState,
    workshop::{
        model::{Meeting, Plan},
        store,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    actor::{Action, Actor},
    id::{ProjectId, StaffId, WorkshopId},
    workshop::{WorkshopState, join_cap},
};
use uuid::Uuid;

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
    let id = WorkshopId(Uuid::new_v4());
    if insert(conn, state, actor, project, id, plan).await? {
        Ok(id)
    } else {
        Err(internal(&"two workshops drew the same id"))
    }
}

/// Checks and writes a plan; false where a workshop of this id is there already.
async fn insert(
    conn: &mut Conn<'_>,
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    id: WorkshopId,
    plan: &Plan,
) -> Result<bool, AppError> {
    project::service::allow(conn, actor, project, Action::RunWorkshop).await?;
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    check_plan(conn, project, plan).await?;
    match store::insert(conn, id, project, plan, cap_of(plan), staff, state.clock.now()).await {
        Err(StoreError::Conflict) => return Ok(false),
        inserted => inserted?,
    }
    let letter = URL_SAFE_NO_PAD.encode(random_bytes::<16>());
    store::set_letter_token(conn, id, &letter).await?;
    Ok(true)
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
            plan.trial = detail.plan.trial;
        }
    }
    for (meeting, known) in plan.meetings.iter_mut().zip(&detail.plan.meetings) {
        meeting.headcount = known.headcount;
    }
    check_plan(&mut tx.conn(), project, &plan).await?;
    if !(1..=1000).contains(&join_cap) {
        return Err(AppError::field("join_cap", Problem::NotInRange(1, 1000)));
    }
    if !store::update_plan(&mut tx.conn(), id, detail.state, &plan, join_cap).await? {
        return Err(AppError::Refused(Refusal::WrongState));
    }
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

/// Plans the same workshop again for today, with clean results. `press` is the mark of one button on
/// one page: pressed twice it makes one copy.
///
/// # Errors
/// When the actor is a stranger.
pub async fn run_again(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    press: &str,
) -> Result<WorkshopId, AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let copy = copy_id(state.secret(), staff, id, press);
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
    // Where it is there already, the first tap has made it, perhaps in this very moment.
    if insert(&mut tx.conn(), state, actor, project, copy, &plan).await? {
        tx.commit().await?;
    }
    Ok(copy)
}

/// The id of the copy that one press makes: the same for the same press, and nobody else's to choose.
fn copy_id(secret: &[u8], staff: StaffId, of: WorkshopId, press: &str) -> WorkshopId {
    if press.is_empty() {
        return WorkshopId(Uuid::new_v4());
    }
    let parts: [&[u8]; 4] = [b"run again", staff.0.as_bytes(), of.0.as_bytes(), press.as_bytes()];
    let hash = keyed_hash(secret, &parts);
    let (id, _) = hash.split_at(16);
    WorkshopId(Uuid::from_slice(id).unwrap_or(Uuid::nil()))
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
