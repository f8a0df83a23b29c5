//! What a phone answers live.

use super::{
    super::{model::Live, store},
    load, read,
};
use crate::{
    db::Conn,
    error::{AppError, Problem, Refusal},
    participate::intake::{Job, Write},
    session::phone::Phone,
    state::AppState,
    workshop,
};
use domain::{
    id::{ParticipantId, WorkshopId},
    locale::Language,
    questionnaire::Wave,
    run::{Phase, Play, Run, SIZE},
};

/// Where a phone stands in the live run.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The run.
    pub live: Live,
    /// What this phone answered: ask and value.
    pub votes: Vec<(String, String)>,
}

impl Standing {
    /// What this phone answered to an ask.
    #[must_use]
    pub fn vote(&self, ask: &str) -> Option<&str> {
        self.votes.iter().find(|(found, _)| found == ask).map(|(_, value)| value.as_str())
    }

    /// What may be answered here and now: in a story at one's own pace, the size of the group first,
    /// then the scene this phone has come to.
    #[must_use]
    pub fn asks(&self) -> Vec<domain::run::Ask> {
        let asks = self.live.run.open_asks(&self.live.script);
        let Play::Story(story) = &self.live.run.play else { return asks };
        if !story.own_pace {
            return asks;
        }
        let scene = self.live.run.own_scene(&self.live.script, &self.votes);
        let sized = asks.iter().any(|ask| ask.item == SIZE && self.vote(&ask.id).is_some());
        let item = if sized { scene } else { SIZE };
        asks.into_iter().filter(|ask| ask.item == item).collect()
    }
}

/// Where a phone stands; none where the workshop has no live run.
///
/// # Errors
/// When the store fails.
pub async fn standing(
    conn: &mut Conn<'_>,
    detail: &workshop::model::WorkshopDetail,
    participant: ParticipantId,
) -> Result<Option<Standing>, AppError> {
    let Some(live) = load(conn, detail).await? else { return Ok(None) };
    let votes = store::votes_of(conn, detail.id, participant).await?;
    Ok(Some(Standing { live, votes }))
}

/// Saves what a phone answers to what is asked just now.
///
/// # Errors
/// [`AppError::Invalid`] for what is no answer; [`Refusal::WaveClosed`] where it is asked no more.
pub async fn vote(
    state: &AppState,
    phone: Phone,
    language: Language,
    ask: &str,
    value: &str,
) -> Result<(), AppError> {
    state.limits.participant_write(&phone.token.hash())?;
    {
        let mut reader = state.db.read().await?;
        let conn = &mut reader.conn();
        let detail = workshop::service::detail(conn, phone.workshop).await?;
        let standing = standing(conn, &detail, phone.participant()).await?;
        let standing = standing.ok_or(AppError::NotFound)?;
        let open = standing.asks().into_iter().find(|open| open.id == ask);
        let open = open.ok_or(AppError::Refused(Refusal::WaveClosed))?;
        if !open.takes(value) {
            return Err(AppError::field("value", Problem::NotAChoice));
        }
    }
    let workshop = phone.workshop;
    let write = Write::Vote { ask: ask.to_owned(), value: value.to_owned() };
    state.intake.submit(Job { phone, language, wave: Wave::Before, write }).await?;
    state.announce_counts(workshop);
    Ok(())
}

/// Whether a run takes an answer to this ask just now: asked again inside the transaction that saves
/// it, because the coach may have moved on.
///
/// # Errors
/// When the store fails.
pub async fn takes(conn: &mut Conn<'_>, workshop: WorkshopId, ask: &str) -> Result<bool, AppError> {
    let held = store::hold(conn, workshop, store::Hold::Vote).await?;
    let Some((_, content)) = held else { return Ok(false) };
    Ok(open(&read(&content)?, ask))
}

fn open(run: &Run, ask: &str) -> bool {
    let Some(step) = run.step().filter(|_| run.phase() == Some(Phase::Open)) else { return false };
    let Some(rest) = ask.strip_prefix(&step.key).and_then(|rest| rest.strip_prefix(':')) else {
        return false;
    };
    match &run.play {
        Play::Plain => false,
        Play::Poll { number, round, .. } => rest == format!("{number}:{round}"),
        Play::Story(story) => story.own_pace || rest == story.scene,
        Play::Film { .. } => rest == "film",
    }
}

/// Saves an answer, inside the intake's transaction.
///
/// # Errors
/// [`Refusal::WaveClosed`] where the coach has moved on.
pub async fn save_in(
    conn: &mut Conn<'_>,
    phone: &Phone,
    ask: &str,
    value: &str,
) -> Result<(), AppError> {
    Ok(store::put_vote(conn, phone.workshop, phone.participant(), ask, value).await?)
}
