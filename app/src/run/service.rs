//! What coaches, peer helpers, projectors and phones do with a live run.

mod helper;
mod kept;
mod screen;
mod steer;
mod vote;

pub use helper::{HelperPass, admit_by_pin, admit_by_token, helper_console};
pub use kept::{Kept, kept};
pub use screen::{WAITING_SCREENS, new_screen, pair_screen, screen_workshop, wall};
pub use steer::{Steering, command, end_in, start_in};
pub use vote::{Standing, save_in, standing, takes, vote};

use super::{
    model::{Console, Live, StepRecord},
    store,
};
use crate::{
    agenda::service::kit,
    db::Conn,
    error::AppError,
    incident::internal,
    project,
    state::AppState,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    actor::{Action, Actor},
    agenda::Length,
    id::WorkshopId,
    module::Module,
    question::Translated,
    run::{Ask, Moment, Phase, Play, Run, SIZE, Script, Votes},
    time::Timestamp,
};
use std::{collections::BTreeMap, sync::LazyLock};

/// The content that a workshop's run plays.
///
/// # Errors
/// When the shipped content is broken.
pub fn script_of(detail: &WorkshopDetail) -> Result<Script<'static>, AppError> {
    let mut script = Script::default();
    for module in &detail.plan.modules {
        let kit = kit(*module)?;
        script.polls.insert(*module, kit.polls.in_country(&detail.country).collect());
        script.stories.insert(*module, &kit.story);
    }
    Ok(script)
}

/// The agenda that fits a workshop's meetings: minutes of the longest one decide.
#[must_use]
pub fn length_of(detail: &WorkshopDetail) -> Length {
    let minutes = detail.plan.meetings.iter().map(|meeting| meeting.minutes).max();
    Length::fitting(minutes.unwrap_or(0))
}

fn read(content: &str) -> Result<Run, AppError> {
    serde_json::from_str(content).map_err(|cause| internal(&cause))
}

fn write(run: &Run) -> Result<String, AppError> {
    serde_json::to_string(run).map_err(|cause| internal(&cause))
}

/// The run of a workshop, for services that have checked the rights or serve a phone inside it; none
/// where the workshop asks its questionnaires only.
///
/// # Errors
/// When the store fails.
pub async fn load(conn: &mut Conn<'_>, detail: &WorkshopDetail) -> Result<Option<Live>, AppError> {
    let Some((version, content)) = store::find(conn, detail.id).await? else { return Ok(None) };
    let run = read(&content)?;
    let script = script_of(detail)?;
    let age_band = project::service::age_band(conn, detail.plan.group).await?;
    let mut revealed = BTreeMap::new();
    if matches!(run.phase(), Some(Phase::Shown)) || !run.rounds.is_empty() {
        for (ask, people, counts) in store::tallies(conn, detail.id).await? {
            // Counts of what is open are kept too when a step is left: they stay out of every page.
            if run.revealed.contains(&ask) {
                revealed.insert(ask, votes_from(people, &counts)?);
            }
        }
    }
    Ok(Some(Live { version, run, detail: detail.clone(), age_band, script, revealed }))
}

fn votes_from(people: i64, counts: &str) -> Result<Votes, AppError> {
    let counts = serde_json::from_str(counts).map_err(|cause| internal(&cause))?;
    Ok(Votes { people: u32::try_from(people).unwrap_or(0), counts })
}

/// What the room answered to an ask so far.
async fn count(
    conn: &mut Conn<'_>,
    run: &Run,
    id: WorkshopId,
    ask: &Ask,
) -> Result<Votes, AppError> {
    use domain::poll::PollKind;
    let own_pace = matches!(&run.play, Play::Story(story) if story.own_pace);
    // The size of a group weighs once, in a story at one's own pace.
    let size = run.step().filter(|_| own_pace).map(|step| format!("{}:{SIZE}", step.key));
    let rows = store::votes(conn, id, &ask.id, size.as_deref().unwrap_or("")).await?;
    let mut votes = Votes::default();
    for (value, size) in rows {
        let weight =
            size.and_then(|size| size.parse::<u32>().ok()).map_or(1, |size| size.clamp(1, 6));
        votes.people += weight;
        let parts: Vec<&str> = match ask.kind {
            PollKind::Ticks => value.split(',').collect(),
            _ => vec![value.as_str()],
        };
        for part in parts {
            *votes.counts.entry(part.to_owned()).or_default() += weight;
        }
    }
    Ok(votes)
}

/// What the room answered to what is asked just now; empty where nothing is.
async fn count_now(
    conn: &mut Conn<'_>,
    run: &Run,
    script: &Script<'_>,
    id: WorkshopId,
) -> Result<Votes, AppError> {
    match run.ask(script) {
        Some(ask) => count(conn, run, id, &ask).await,
        None => Ok(Votes::default()),
    }
}

/// Phones that answered something of what is asked just now.
async fn answered(conn: &mut Conn<'_>, live: &Live) -> Result<i64, AppError> {
    let prefix = match (&live.run.play, live.run.step()) {
        (Play::Plain, _) | (_, None) => return Ok(0),
        (Play::Story(story), Some(step)) if story.own_pace => format!("{}:", step.key),
        _ => match live.run.ask(&live.script) {
            Some(ask) => ask.id,
            None => return Ok(0),
        },
    };
    Ok(store::count_answered(conn, live.detail.id, &prefix).await?)
}

/// What the coach's console shows; none where the workshop has no live run.
///
/// # Errors
/// When the actor is a stranger to the workshop.
pub async fn console(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<Option<Console>, AppError> {
    let now = workshop::service::find_workshop(state, actor, id).await?;
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let Some(live) = load(conn, &now.detail).await? else { return Ok(None) };
    console_of(conn, state, live, now).await.map(Some)
}

async fn console_of(
    conn: &mut Conn<'_>,
    state: &AppState,
    live: Live,
    now: workshop::model::WorkshopNow,
) -> Result<Console, AppError> {
    let moment = state.clock.now();
    let votes = count_now(conn, &live.run, &live.script, live.detail.id).await?;
    let in_form = u32::try_from(now.progress.inside).unwrap_or(0);
    let next =
        live.run.next_thing(Moment { now: moment, script: &live.script, votes: &votes, in_form });
    Ok(Console {
        answered: answered(conn, &live).await?,
        here: state.live.here(live.detail.id),
        elapsed: live.run.elapsed(moment),
        timer: timer_left(&live.run, moment),
        told: counted_version(conn, state, live.detail.id).await?,
        next,
        live,
        now,
    })
}

/// Seconds the timer on the projector has left.
fn timer_left(run: &Run, now: Timestamp) -> Option<i64> {
    run.timer.map(|end| end.seconds_since(now))
}

/// What was done in a workshop's run, for who may see the workshop.
///
/// # Errors
/// When the actor is a stranger to it.
pub async fn done(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<Vec<StepRecord>, AppError> {
    let mut reader = state.db.read().await?;
    workshop::service::allow(&mut reader.conn(), actor, id, Action::ViewProject).await?;
    record(&mut reader.conn(), state, id).await
}

/// What was done in a workshop's run, for the coach's report: every step with its minutes. Empty
/// where there was none.
///
/// # Errors
/// When the store fails.
pub async fn record(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: WorkshopId,
) -> Result<Vec<StepRecord>, AppError> {
    let Some((_, content)) = store::find(conn, id).await? else { return Ok(Vec::new()) };
    let run = read(&content)?;
    let now = state.clock.now();
    let line = |(place, step): (usize, &domain::run::RunStep)| {
        let (outcome, seconds) = run.outcome(place, now);
        let own = step.film.as_ref().map(|film| film.title.clone());
        let own = own.or_else(|| step.own.as_ref().map(|poll| poll.question.clone()));
        StepRecord {
            key: step.key.clone(),
            title: title_of(step),
            own_title: own,
            planned: step.minutes,
            minutes: (seconds + 30) / 60,
            outcome,
        }
    };
    Ok(run.steps.iter().enumerate().map(line).collect())
}

/// A step's title in the content; empty for a step of the coach's own.
#[must_use]
pub fn title_of(step: &domain::run::RunStep) -> Translated {
    content_of(step).map(|step| step.title.clone()).unwrap_or_default()
}

/// A step's coach card in the content; none for a step of the coach's own.
#[must_use]
pub fn content_of(step: &domain::run::RunStep) -> Option<&'static domain::agenda::Step> {
    let agenda = &kit(step.module?).ok()?.agenda;
    agenda.steps.iter().find(|found| found.id == step.name())
}

/// What is said aloud at the opening, short enough for the wall.
#[derive(Debug, serde::Deserialize)]
pub struct RoomRules {
    /// Title.
    pub title: Translated,
    /// The rules.
    #[serde(rename = "rule")]
    pub rules: Vec<RoomRule>,
}

/// One of them.
#[derive(Debug, serde::Deserialize)]
pub struct RoomRule {
    /// The rule.
    pub text: Translated,
    /// The only module it is said in.
    #[serde(default)]
    pub module: Option<Module>,
}

/// The rules of every room.
#[must_use]
pub fn rules() -> &'static RoomRules {
    static RULES: LazyLock<RoomRules> = LazyLock::new(|| {
        let text = include_str!("../../../content/room_rules.toml");
        // A test keeps the shipped file whole.
        toml::from_str(text)
            .unwrap_or(RoomRules { title: Translated::default(), rules: Vec::new() })
    });
    &RULES
}

/// Whether a workshop runs step by step, for pages that have asked for the rights.
///
/// # Errors
/// When the store fails.
pub async fn has_run(state: &AppState, id: WorkshopId) -> Result<bool, AppError> {
    let mut reader = state.db.read().await?;
    Ok(store::find(&mut reader.conn(), id).await?.is_some())
}

/// What everything on a phone depends on, as one text: the page is read again when it differs.
///
/// # Errors
/// When the workshop is gone.
pub async fn version(conn: &mut Conn<'_>, id: WorkshopId) -> Result<String, AppError> {
    let (version, state) = store::version(conn, id).await?.ok_or(AppError::NotFound)?;
    Ok(format!("{version}.{state}"))
}

/// The same for consoles and projectors, which also show counts.
///
/// # Errors
/// When the workshop is gone.
pub async fn counted_version(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: WorkshopId,
) -> Result<String, AppError> {
    let phones = version(conn, id).await?;
    let (joined, votes, inside, done) = store::counts(conn, id).await?;
    let here = state.live.here(id);
    Ok(format!("{phones}.{joined}.{votes}.{inside}.{done}.{here}"))
}

/// As [`counted_version`], once the actor may run the workshop.
///
/// # Errors
/// When the actor is a stranger to it.
pub async fn may_follow(state: &AppState, actor: Actor, id: WorkshopId) -> Result<(), AppError> {
    let mut reader = state.db.read().await?;
    workshop::service::allow(&mut reader.conn(), actor, id, Action::RunWorkshop).await?;
    Ok(())
}
