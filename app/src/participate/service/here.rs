//! Where a phone stands in its workshop.

use super::questionnaire_of;
use crate::{
    db::Conn,
    directory::{self, service::Directory},
    error::AppError,
    participate::{
        card::card_of,
        model::{Screen, Step},
        store,
    },
    project,
    run::{
        model::Live,
        service::{self as run, Standing},
    },
    session::phone::Phone,
    state::AppState,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    agenda::StepKind,
    id::AnswerKey,
    question::Item,
    questionnaire::{Questionnaire, Wave},
    workshop::{WavePhase, WorkshopState},
};
use std::sync::Arc;

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
    /// Whether the phone has joined the workshop.
    pub joined: bool,
    /// Whether the phone has entered this wave's form.
    pub begun: bool,
    /// Whether the phone said "No thanks" and may still change its mind.
    pub may_return: bool,
    /// The card, while it can be shown.
    pub card: Option<String>,
    /// Questions this phone sent without an answer and could still answer.
    pub open: usize,
    /// Whether this phone may begin the form although the room is elsewhere: it was left open.
    pub form_open: bool,
    /// Help and reporting services.
    pub directory: Arc<Directory>,
    /// The live run, where the workshop has one and goes on.
    pub live: Option<Standing>,
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
    let withdrawn = standing.as_ref().is_some_and(store::StandingRow::withdrawn);
    let counter = standing.as_ref().and_then(|row| row.card_counter);
    let joined = counter.is_some();
    let wave_state = standing.and_then(|row| row.state);
    let full = !joined
        && detail.state == WorkshopState::Open
        && store::count(conn, phone.workshop).await? >= detail.join_cap;
    let (before, after) = workshop::service::phases(state, &detail);
    let phase = if wave == Wave::After { after } else { before };
    let live = if detail.state.running() {
        run::standing(conn, &detail, phone.participant()).await?
    } else {
        None
    };
    let screen = if withdrawn {
        Screen::Withdrawn
    } else if full {
        Screen::Full
    } else {
        let screen = screen(&detail, wave, phase, joined, wave_state.as_deref());
        match &live {
            Some(standing) => in_step(screen, &standing.live, wave_state.is_some(), wave),
            None => screen,
        }
    };
    let questionnaire = questionnaire_of(state, &detail)?;
    let answers = if joined {
        store::list_answers(conn, phone.workshop, phone.participant(), wave).await?
    } else {
        Vec::new()
    };
    // A card that was typed here cannot be derived from this phone's token.
    let shows_card = detail.state.running() && !withdrawn && !phone.by_card();
    let card = match counter.filter(|_| shows_card) {
        Some(counter) => card(conn, &detail, phone, counter).await?,
        None => None,
    };
    let answered = |code: &str| {
        answers.iter().any(|(question, _, value)| *question == code && !value.is_empty())
    };
    let left_open = |item: &&Item| !answered(&item.code);
    let declined = wave_state.as_deref() == Some("declined");
    let seconds_left = match phase {
        WavePhase::Closing { grace_until, .. } => {
            u32::try_from(grace_until.seconds_since(state.clock.now())).ok()
        }
        _ => None,
    };
    let sent = wave_state.as_deref() == Some("sent") && phase.takes_answers();
    let open = if sent {
        questionnaire.form(&detail.plan.modules, wave).iter().filter(|item| left_open(item)).count()
    } else {
        0
    };
    Ok(Here {
        step: Step { screen, wave, seconds_left },
        joined,
        begun: wave_state.is_some(),
        may_return: declined && detail.state.running() && phase.lets_in(),
        detail,
        questionnaire,
        answers,
        card,
        open,
        form_open: screen == Screen::Step && phase.lets_in() && wave_state.is_none(),
        directory: directory::service::current_in(conn, state).await?,
        live,
    })
}

/// The screen in a live run: that of the questionnaire while the room is there or this phone is still
/// inside it, the step's own otherwise.
fn in_step(screen: Screen, live: &Live, begun: bool, wave: Wave) -> Screen {
    let step = live.run.step();
    let asked = step.is_some_and(|step| step.wave == Some(wave));
    match screen {
        Screen::Locked | Screen::Full | Screen::Withdrawn => screen,
        Screen::Form if asked || begun => Screen::Form,
        Screen::Sent | Screen::Declined | Screen::Finished if asked => screen,
        _ if step.is_some_and(|step| step.kind == StepKind::Close) => Screen::Finished,
        _ => Screen::Step,
    }
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
