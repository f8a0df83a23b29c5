//! Steering a workshop: opening, locking and closing it, moving its waves.

use super::{allow, detail, phases};
use crate::{
    db::{Conn, StoreError},
    error::{AppError, Refusal},
    incident::internal,
    questionnaire::service::YOUTH,
    session::token::random_bytes,
    state::AppState,
    workshop::{model::WorkshopDetail, store},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    actor::{Action, Actor},
    code::JoinCode,
    id::WorkshopId,
    questionnaire::Wave,
    workshop::{WavePhase, WorkshopState},
};

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
        opened => {
            in_time(opened?)?;
            Ok(tx.commit().await?)
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
    Ok(tx.commit().await?)
}
