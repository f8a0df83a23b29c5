//! The card, somebody else on the same phone, and taking answers back.

use super::{super::card::card_hash, Here, here, workshop_of};
use crate::{
    error::{AppError, Problem, Refusal},
    participate::{
        intake::{Job, Write},
        model::Screen,
        store,
    },
    project,
    session::{limits::Source, phone::Phone, token::Token},
    state::AppState,
    workshop,
};
use domain::{
    code::{Card, InvalidCode},
    locale::Language,
    questionnaire::Wave,
    time::Day,
};

/// Until when answers can be taken back: while the project is open, which it plans to be until this
/// day. `None` once it is closed.
///
/// # Errors
/// When the store fails.
pub async fn withdrawal_until(state: &AppState, here: &Here) -> Result<Option<Day>, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let open = project::service::card_key(conn, here.detail.project).await?.is_some();
    let facts = project::service::facts(conn, here.detail.project).await?;
    Ok(open.then_some(facts.ends_on))
}

/// The phone as the participant whose card was typed on it: it has joined nothing itself, and the
/// workshop goes on.
///
/// # Errors
/// What is wrong with the card; [`AppError::Gone`] where its answers were taken back.
pub async fn go_on_by_card(
    state: &AppState,
    phone: Phone,
    typed: &str,
    source: Source,
) -> Result<Phone, AppError> {
    let here = here(state, &phone).await?;
    if here.joined || !here.detail.state.running() {
        return Err(AppError::Refused(Refusal::WrongState));
    }
    find_by_card(state, phone, typed, source).await
}

/// Looks a card up inside the phone's workshop only.
async fn find_by_card(
    state: &AppState,
    phone: Phone,
    typed: &str,
    source: Source,
) -> Result<Phone, AppError> {
    let wrong = |problem| AppError::field("card", problem);
    let card: Card = typed.parse().map_err(|invalid| match invalid {
        InvalidCode::Length => wrong(Problem::CardLength),
        InvalidCode::Character => wrong(Problem::CodeCharacter),
        InvalidCode::Check => wrong(Problem::CardMistyped),
    })?;
    let attempt = state.limits.card_try(phone.token.hash(), source).await?;
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let detail = workshop::service::detail(conn, phone.workshop).await?;
    let key = project::service::card_key(conn, detail.project).await?;
    let key = key.ok_or(AppError::Refused(Refusal::ProjectClosed))?;
    let hash = card_hash(&key, phone.workshop, card);
    let found = store::find_by_card(conn, phone.workshop, &hash).await?;
    let (participant, withdrawn) = found.ok_or_else(|| wrong(Problem::CardUnknown))?;
    attempt.hit();
    if withdrawn { Err(AppError::Gone) } else { Ok(phone.going_on_as(participant)) }
}

/// The phone in the hands of somebody else: a new participant of the same workshop. Writes nothing.
///
/// # Errors
/// When the workshop is over.
pub async fn somebody_else(state: &AppState, phone: &Phone) -> Result<Phone, AppError> {
    if workshop_of(state, phone).await?.state.running() {
        Ok(Phone::new(phone.workshop, Token::random()))
    } else {
        Err(AppError::Refused(Refusal::WrongState))
    }
}

/// Takes back everything this phone's participant gave.
///
/// # Errors
/// [`AppError::Gone`] where that happened before, [`Refusal::ProjectClosed`] once it is too late.
pub async fn withdraw(state: &AppState, phone: Phone, language: Language) -> Result<(), AppError> {
    state.limits.participant_write(&phone.token.hash())?;
    let job = Job { phone, language, wave: Wave::Before, write: Write::Withdraw };
    state.intake.submit(job).await.map(drop)
}

/// Takes back everything the participant with this card gave, in the phone's workshop.
///
/// # Errors
/// What is wrong with the card, and as [`withdraw`].
pub async fn withdraw_by_card(
    state: &AppState,
    phone: Phone,
    language: Language,
    typed: &str,
    source: Source,
) -> Result<(), AppError> {
    withdraw(state, find_by_card(state, phone, typed, source).await?, language).await
}

/// Whether somebody else may take this phone over now: it has a participant, and the workshop goes on
/// without a form on the screen.
#[must_use]
pub fn may_hand_over(here: &Here) -> bool {
    here.joined && here.detail.state.running() && here.step.screen != Screen::Form
}
