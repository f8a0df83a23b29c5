//! What a phone can do in a workshop.

mod entry;
mod here;
mod keepsake;

pub use entry::{bind, cookie_age, cookie_age_of, find_by_code, find_by_link, may_continue};
pub use here::{Here, here};
pub use keepsake::{
    go_on_by_card, may_hand_over, somebody_else, withdraw, withdraw_by_card, withdrawal_until,
};

use super::{
    asked::Asked,
    intake::{Job, Write},
    model::{Receipt, SaveAnswer, Step},
};
use crate::{
    error::{AppError, Problem},
    questionnaire::service::YOUTH,
    session::phone::Phone,
    state::AppState,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    id::AnswerKey,
    locale::Language,
    questionnaire::{Questionnaire, Wave},
};
use std::sync::Arc;

/// The questionnaire a workshop uses: its own version once opened, the newest before.
///
/// # Errors
/// When this server lacks that version.
pub fn questionnaire_of(
    state: &AppState,
    detail: &WorkshopDetail,
) -> Result<Arc<Questionnaire>, AppError> {
    match detail.questionnaire_version {
        Some(version) => state.questionnaires.version(YOUTH, version),
        None => state.questionnaires.newest(YOUTH),
    }
}

/// Saves one answer from the island.
///
/// # Errors
/// The refusals of decision 9; [`AppError::Invalid`] for what is no answer to this question.
pub async fn save_answer(
    state: &AppState,
    phone: Phone,
    language: Language,
    save: &SaveAnswer,
) -> Result<Receipt, AppError> {
    state.limits.participant_write(&phone.token.hash())?;
    let wrong = || AppError::field(&save.question, Problem::NotAChoice);
    let asked = asked(state, &phone).await?;
    let items = asked.items(save.wave);
    let item = items.into_iter().find(|item| item.code == save.question).ok_or_else(wrong)?;
    let value = asked.check(item, &save.value).ok_or_else(wrong)?;
    let key = |text: &str| {
        text.parse::<AnswerKey>().map_err(|_| AppError::field("key", Problem::NotAChoice))
    };
    let replaces =
        save.replaces.iter().take(16).map(|text| key(text)).collect::<Result<Vec<_>, _>>()?;
    let write =
        Write::Save { question: save.question.clone(), key: key(&save.key)?, replaces, value };
    state.intake.submit(Job { phone, language, wave: save.wave, write }).await
}

/// "Yes", "No thanks" or "I am done".
///
/// # Errors
/// When the wave or the workshop does not let this phone in.
pub async fn decide(
    state: &AppState,
    phone: Phone,
    language: Language,
    wave: Wave,
    write: Write,
) -> Result<(), AppError> {
    state.limits.participant_write(&phone.token.hash())?;
    state.intake.submit(Job { phone, language, wave, write }).await.map(drop)
}

/// The hidden field in which a plain form carries [`Phone::ticket`].
pub const TICKET: &str = "ticket";

/// The hidden field that names a question whose ticks the plain form shows: without it, a form that
/// brings no tick could not say whether they were taken back.
pub const TICKED: &str = "ticked";

/// Saves what a plain form brought: a present field overwrites, an absent one keeps. Fields that are
/// no answers of this form are left aside, so that nothing of the rest is lost.
///
/// # Errors
/// When the wave or the workshop does not let this phone in.
pub async fn put_answers(
    state: &AppState,
    phone: Phone,
    language: Language,
    wave: Wave,
    fields: &[(String, String)],
    send: bool,
) -> Result<(), AppError> {
    state.limits.participant_write(&phone.token.hash())?;
    let asked = asked(state, &phone).await?;
    let untickable =
        |code: &str| fields.iter().any(|(name, value)| name == TICKED && value == code);
    let answers = asked.items(wave).into_iter().filter_map(|item| {
        // Several ticks arrive as several fields of one name.
        let sent: Vec<&str> = fields
            .iter()
            .filter(|(name, _)| *name == item.code)
            .map(|(_, value)| value.as_str())
            .collect();
        // Nothing ticked takes ticks back only where the form showed some.
        let told = !sent.is_empty() || untickable(&item.code);
        Some((item.code.clone(), asked.check(item, &sent.join(",")).filter(|_| told)?))
    });
    let ticket = phone.ticket(state.secret(), wave);
    let shown = fields.iter().any(|(name, value)| name == TICKET && *value == ticket);
    let write = Write::Put { answers: answers.collect(), send, shown };
    state.intake.submit(Job { phone, language, wave, write }).await.map(drop)
}

async fn workshop_of(state: &AppState, phone: &Phone) -> Result<WorkshopDetail, AppError> {
    let mut reader = state.db.read().await?;
    workshop::service::detail(&mut reader.conn(), phone.workshop).await
}

/// What the phone's workshop asks.
async fn asked(state: &AppState, phone: &Phone) -> Result<Arc<Asked>, AppError> {
    if let Some(asked) = state.forms.find(phone.workshop) {
        return Ok(asked);
    }
    let detail = workshop_of(state, phone).await?;
    let asked = Arc::new(Asked::new(questionnaire_of(state, &detail)?, &detail));
    state.forms.keep(&detail, &asked);
    Ok(asked)
}

/// Which screen is the true one now.
///
/// # Errors
/// [`AppError::NotFound`] where the workshop is gone, [`AppError::TooMany`] for a phone that asks all
/// the time.
pub async fn step(state: &AppState, phone: &Phone) -> Result<Step, AppError> {
    state.limits.participant_read(&phone.token.hash())?;
    Ok(here(state, phone).await?.step)
}

/// The country whose services help in the phone's workshop.
///
/// # Errors
/// [`AppError::NotFound`] where the workshop is gone.
pub async fn country(state: &AppState, phone: &Phone) -> Result<String, AppError> {
    Ok(workshop_of(state, phone).await?.country)
}

/// Whether the phone's workshop is a trial.
///
/// # Errors
/// [`AppError::NotFound`] where the workshop is gone.
pub async fn in_trial(state: &AppState, phone: &Phone) -> Result<bool, AppError> {
    Ok(workshop_of(state, phone).await?.plan.trial)
}
