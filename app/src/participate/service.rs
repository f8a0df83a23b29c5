//! What a phone can do in a workshop.

use super::{
    asked::Asked,
    card::card_of,
    intake::{Job, Write},
    model::{Receipt, SaveAnswer, Screen, Step},
    store,
};
use crate::{
    db::Conn,
    directory::{self, service::Directory},
    error::{AppError, Problem},
    project,
    questionnaire::service::YOUTH,
    session::{limits::Source, phone::Phone, token::Token},
    state::AppState,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    code::{InvalidCode, JoinCode},
    id::{AnswerKey, WorkshopId},
    locale::Language,
    question::Item,
    questionnaire::{Questionnaire, Wave},
    workshop::{WavePhase, WorkshopState},
};
use std::sync::Arc;

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
    found.ok_or_else(|| wrong(Problem::CodeUnknown))
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
    Phone { workshop, token: known.map_or_else(Token::random, |phone| phone.token) }
}

/// Everything the participant's page shows.
#[derive(Debug, Clone)]
pub struct Here {
    /// Screen and wave.
    pub step: Step,
    /// The workshop.
    pub detail: WorkshopDetail,
    /// Its questionnaire.
    pub questionnaire: Arc<Questionnaire>,
    /// The phone's answers in this wave: question, key, value.
    pub answers: Vec<(String, AnswerKey, String)>,
    /// Whether the phone has entered this wave's form.
    pub begun: bool,
    /// The card, while it can be shown.
    pub card: Option<String>,
    /// Questions this phone sent without an answer and could still answer.
    pub open: usize,
    /// Help and reporting services.
    pub directory: Arc<Directory>,
}

/// Where a phone stands: always the true current screen, whatever happened to the phone.
///
/// # Errors
/// [`AppError::NotFound`] where the workshop is gone.
pub async fn here(state: &AppState, phone: &Phone) -> Result<Here, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let detail = workshop::service::detail(conn, phone.workshop).await?;
    let wave = detail.current_wave();
    let standing = store::standing(conn, phone.workshop, phone.participant(), wave, "").await?;
    let counter = standing.as_ref().and_then(|row| row.card_counter);
    let joined = counter.is_some();
    let wave_state = standing.and_then(|row| row.state);
    let full = !joined
        && detail.state == WorkshopState::Open
        && store::count(conn, phone.workshop).await? >= detail.join_cap;
    let (before, after) = workshop::service::phases(state, &detail);
    let phase = if wave == Wave::After { after } else { before };
    let screen = if full {
        Screen::Full
    } else {
        screen(&detail, wave, phase, joined, wave_state.as_deref())
    };
    let questionnaire = questionnaire_of(state, &detail)?;
    let answers = if joined {
        store::list_answers(conn, phone.workshop, phone.participant(), wave).await?
    } else {
        Vec::new()
    };
    let card = match counter.filter(|_| detail.state.running()) {
        Some(counter) => card(conn, &detail, phone, counter).await?,
        None => None,
    };
    let left_open = |item: &&Item| !answers.iter().any(|(question, _, _)| *question == item.code);
    let sent = wave_state.as_deref() == Some("sent") && phase.takes_answers();
    let open = if sent {
        questionnaire.form(&detail.plan.modules, wave).iter().filter(|item| left_open(item)).count()
    } else {
        0
    };
    Ok(Here {
        step: Step { screen, wave },
        begun: wave_state.is_some(),
        detail,
        questionnaire,
        answers,
        card,
        open,
        directory: directory::service::current_in(conn, state).await?,
    })
}

fn screen(
    detail: &WorkshopDetail,
    wave: Wave,
    phase: WavePhase,
    joined: bool,
    wave_state: Option<&str>,
) -> Screen {
    let last = wave == Wave::After;
    match wave_state {
        Some("inside") if phase.takes_answers() => Screen::Form,
        Some("sent") if !last && detail.state.running() => Screen::Sent,
        Some("declined") if !last && detail.state.running() => Screen::Declined,
        Some("sent" | "declined") => Screen::Finished,
        _ => match detail.state {
            WorkshopState::Closed => Screen::Finished,
            WorkshopState::Draft => Screen::Waiting,
            WorkshopState::Locked if !joined => Screen::Locked,
            WorkshopState::Open | WorkshopState::Locked if phase.lets_in() => Screen::Form,
            // The coach may still take the closing back.
            WorkshopState::Open | WorkshopState::Locked if last && phase == WavePhase::Closed => {
                Screen::Finished
            }
            WorkshopState::Open | WorkshopState::Locked => Screen::Waiting,
        },
    }
}

async fn card(
    conn: &mut Conn<'_>,
    detail: &WorkshopDetail,
    phone: &Phone,
    counter: i64,
) -> Result<Option<String>, AppError> {
    let key = project::service::card_key(conn, detail.project).await?;
    Ok(key.map(|key| card_of(&key, phone, counter).to_string()))
}

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
    let answers = asked.items(wave).into_iter().filter_map(|item| {
        // Several ticks arrive as several fields of one name.
        let sent: Vec<&str> = fields
            .iter()
            .filter(|(name, _)| *name == item.code)
            .map(|(_, value)| value.as_str())
            .collect();
        Some((item.code.clone(), asked.check(item, &sent.join(","))?))
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
