//! Steering a workshop: opening, locking and closing it, moving its waves.

use super::{allow, detail, phases};
use crate::{
    db::{Conn, StoreError},
    error::{AppError, FieldError, Problem, Refusal},
    incident::internal,
    project,
    questionnaire::service::YOUTH,
    run,
    session::token::random_bytes,
    state::AppState,
    workshop::{
        model::{BeforeOpening, Confirmation, WorkshopDetail},
        store,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    actor::{Action, Actor},
    code::JoinCode,
    id::WorkshopId,
    opening::{Missing, Opening, Parents, may_open, needs_safeguarding},
    questionnaire::Wave,
    workshop::{WavePhase, WorkshopState},
};

/// What the coach has to settle before opening, for the form that opens.
///
/// # Errors
/// When the actor is a stranger to the workshop.
pub async fn before_opening(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<BeforeOpening, AppError> {
    let mut reader = state.db.read().await?;
    let project = allow(&mut reader.conn(), actor, id, Action::ViewProject).await?;
    let detail = detail(&mut reader.conn(), id).await?;
    let parents = project::service::facts(&mut reader.conn(), project).await?.parents;
    let named = project::service::safeguarding(&mut reader.conn(), detail.plan.group).await?;
    let safeguarding = needs_safeguarding(&detail.plan.modules).then_some(named);
    Ok(BeforeOpening { parents, safeguarding })
}

/// Sees to it that the parents know and that somebody is named to turn to, and notes who said so.
async fn settle(
    conn: &mut Conn<'_>,
    state: &AppState,
    actor: Actor,
    detail: &WorkshopDetail,
    said: &Confirmation,
) -> Result<(), AppError> {
    let (project, group) = (detail.project, detail.plan.group);
    let known = project::service::safeguarding(&mut *conn, group).await?;
    let or = |typed: &str, known: &str| if typed.is_empty() { known } else { typed }.to_owned();
    let person = or(&said.safeguarding_person, &known.0);
    let phone = or(&said.safeguarding_phone, &known.1);
    let opening = Opening {
        modules: &detail.plan.modules,
        parents_confirmed: said.parents,
        safeguarding_person: &person,
        safeguarding_phone: &phone,
        trial: detail.plan.trial,
    };
    if let Err(missing) = may_open(opening) {
        let parents = project::service::facts(conn, project).await?.parents;
        let told = missing.into_iter().map(|missing| match (missing, parents) {
            (Missing::Parents, Parents::Informed) => {
                FieldError::new("parents", Problem::LetterNotGiven)
            }
            (Missing::Parents, Parents::Agree) => {
                FieldError::new("parents", Problem::ParentsNotAgreed)
            }
            (Missing::SafeguardingPerson, _) => {
                FieldError::new("safeguarding_person", Problem::SafeguardingNeeded)
            }
            (Missing::SafeguardingPhone, _) => {
                FieldError::new("safeguarding_phone", Problem::SafeguardingNeeded)
            }
        });
        return Err(AppError::Invalid(told.collect()));
    }
    if (&person, &phone) != (&known.0, &known.1) {
        project::service::name_safeguarding_in(conn, actor, project, group, &person, &phone)
            .await?;
    }
    if said.parents {
        let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
        store::confirm_parents(conn, detail.id, staff, state.clock.now()).await?;
    }
    Ok(())
}

/// Opens a draft: gives it code and QR token, fixes the questionnaire's version, opens "before".
///
/// # Errors
/// When the actor is a stranger, the workshop is no draft, or what has to be settled before is not.
pub async fn open_workshop(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    said: &Confirmation,
) -> Result<(), AppError> {
    let questionnaire = state.questionnaires.newest(YOUTH)?;
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::RunWorkshop).await?;
    let detail = detail(&mut tx.conn(), id).await?;
    legal(&detail, WorkshopState::Open)?;
    settle(&mut tx.conn(), state, actor, &detail, said).await?;
    let code = free_code(&mut tx.conn()).await?;
    let token = URL_SAFE_NO_PAD.encode(random_bytes::<16>());
    let opening = store::Opening {
        join_code: &code,
        join_token: &token,
        questionnaire: YOUTH,
        version: questionnaire.version,
        before: !said.steps,
    };
    match store::open(&mut tx.conn(), id, &opening, state.clock.now()).await {
        // Another server drew the same code just now.
        Err(StoreError::Conflict) => Err(AppError::Unavailable),
        opened => {
            in_time(opened?)?;
            if said.steps {
                run::service::start_in(&mut tx.conn(), state, &detail).await?;
            }
            tx.commit().await?;
            state.announce(id);
            Ok(())
        }
    }
}

/// Somebody else moved the workshop between our reading and our writing: the page is out of date.
const fn in_time(changed: bool) -> Result<(), AppError> {
    if changed { Ok(()) } else { Err(AppError::Refused(Refusal::WrongState)) }
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
    let changed = match next {
        WorkshopState::Closed => store::close(&mut tx.conn(), id, state.clock.now()).await?,
        // Opening a draft gives it a code and more: not by this door.
        WorkshopState::Open if detail.state == WorkshopState::Draft => {
            return Err(AppError::Refused(Refusal::WrongState));
        }
        other => store::set_state(&mut tx.conn(), id, detail.state, other).await?,
    };
    in_time(changed)?;
    if next == WorkshopState::Closed {
        run::service::end_in(&mut tx.conn(), state, id).await?;
    }
    tx.commit().await?;
    state.announce(id);
    Ok(())
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
            in_time(store::close_wave(&mut tx.conn(), id, wave, now).await?)?;
        }
        (WaveMove::Undo, WavePhase::Closing { undo_until, .. })
            if now < undo_until && wave == detail.current_wave() =>
        {
            // The very closing that was read: not one that another coach made since.
            let Some(closed) = detail.times(wave).closed else {
                return Err(AppError::Refused(Refusal::WrongState));
            };
            in_time(store::reopen_wave(&mut tx.conn(), id, wave, closed).await?)?;
        }
        (WaveMove::Undo, WavePhase::Closing { .. } | WavePhase::Closed) => {
            return Err(AppError::Refused(Refusal::TooLate));
        }
        (WaveMove::OpenAfter, _) if after == WavePhase::Waiting => {
            in_time(store::open_after(&mut tx.conn(), id, now).await?)?;
        }
        _ => return Err(AppError::Refused(Refusal::WrongState)),
    }
    tx.commit().await?;
    state.announce(id);
    Ok(())
}

/// Opens a wave because the room has come to its step: for the first time, or again while its closing
/// can be taken back. A wave that is over stays over.
///
/// # Errors
/// When the store fails.
pub async fn open_wave_in(
    conn: &mut Conn<'_>,
    state: &AppState,
    detail: &WorkshopDetail,
    wave: Wave,
) -> Result<(), AppError> {
    let now = state.clock.now();
    let (before, after) = phases(state, detail);
    let phase = if wave == Wave::Before { before } else { after };
    match (phase, detail.times(wave).closed) {
        (WavePhase::Waiting, _) if wave == Wave::Before => {
            store::open_before(conn, detail.id, now).await?;
        }
        (WavePhase::Waiting, _) => {
            store::open_after(conn, detail.id, now).await?;
        }
        (WavePhase::Closing { undo_until, .. }, Some(closed)) if now < undo_until => {
            store::reopen_wave(conn, detail.id, wave, closed).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Closes a wave because the room leaves its step; phones inside have their time of grace.
///
/// # Errors
/// When the store fails.
pub async fn close_wave_in(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: WorkshopId,
    wave: Wave,
) -> Result<(), AppError> {
    store::close_wave(conn, id, wave, state.clock.now()).await?;
    Ok(())
}
