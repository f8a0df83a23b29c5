//! Ways into a workshop.

use super::workshop_of;
use crate::{
    error::{AppError, Problem},
    participate::store,
    session::{limits::Source, phone::Phone, token::Token},
    state::AppState,
    workshop::model::WorkshopDetail,
};
use domain::{
    code::{Card, InvalidCode, JoinCode},
    id::WorkshopId,
};

/// The workshop behind a code as typed: open or locked ones only.
///
/// # Errors
/// What is wrong with the code; unknown and closed codes get the same answer.
pub async fn find_by_code(
    state: &AppState,
    typed: &str,
    source: Source,
) -> Result<WorkshopId, AppError> {
    let wrong = |problem| AppError::field("code", problem);
    let code: JoinCode = typed.parse().map_err(|invalid| match invalid {
        InvalidCode::Length => wrong(Problem::CodeLength),
        InvalidCode::Character | InvalidCode::Check => wrong(Problem::CodeCharacter),
    })?;
    let attempt = state.limits.code_try(source).await?;
    let mut reader = state.db.read().await?;
    let found = store::find_by_code(&mut reader.conn(), &code.to_string()).await?;
    if found.is_some() {
        attempt.hit();
    }
    // A code may look like a card, so this is said only of what opens nothing.
    let unknown =
        if typed.parse::<Card>().is_ok() { Problem::CodeIsCard } else { Problem::CodeUnknown };
    found.ok_or_else(|| wrong(unknown))
}

/// The workshop behind a join link: a typed code or the QR code's token.
///
/// # Errors
/// [`AppError::NotFound`] where there is none.
pub async fn find_by_link(
    state: &AppState,
    link: &str,
    source: Source,
) -> Result<WorkshopId, AppError> {
    if let Ok(code) = link.parse::<JoinCode>() {
        return find_by_code(state, &code.to_string(), source).await;
    }
    // 128 random bits need no brake.
    let mut reader = state.db.read().await?;
    let found = store::find_by_token(&mut reader.conn(), link).await?;
    found.ok_or(AppError::NotFound)
}

/// The phone inside this workshop: its own token where it has one (so that coming back finds what it
/// gave), a new one otherwise. Writes nothing.
#[must_use]
pub fn bind(known: Option<Phone>, workshop: WorkshopId) -> Phone {
    match known {
        // A typed card still holds when the code is scanned again.
        Some(phone) if phone.workshop == workshop => phone,
        Some(phone) => Phone::new(workshop, phone.token),
        None => Phone::new(workshop, Token::random()),
    }
}

/// Whether the phone is in a workshop that goes on: the start page then leads back there.
pub async fn may_continue(state: &AppState, phone: &Phone) -> bool {
    workshop_of(state, phone).await.is_ok_and(|detail| detail.state.running())
}

/// How long the phone's cookie lives: until a week after the last meeting, 180 days at most. Later
/// only the card finds the answers.
#[must_use]
pub fn cookie_age(state: &AppState, detail: &WorkshopDetail) -> std::time::Duration {
    let today = state.clock.today(&state.settings.time_zone);
    let last = detail.last_day().unwrap_or(today);
    let days = (last.plus_days(7).0 - today.0).get_days().clamp(1, 180);
    std::time::Duration::from_secs(u64::try_from(days).unwrap_or(1) * 24 * 3600)
}

/// As [`cookie_age`], for a phone on its way in.
///
/// # Errors
/// [`AppError::NotFound`] where the workshop is gone.
pub async fn cookie_age_of(
    state: &AppState,
    phone: &Phone,
) -> Result<std::time::Duration, AppError> {
    Ok(cookie_age(state, &workshop_of(state, phone).await?))
}
