//! Projectors: read-only, without a sign-in, paired by a short code.

use super::{
    super::{
        model::{Wall, WallView},
        store,
    },
    answered, counted_version, load, timer_left,
};
use crate::{
    db::StoreError,
    error::{AppError, Problem},
    session::{
        limits::Source,
        token::{Token, random_bytes},
    },
    state::AppState,
    workshop,
};
use domain::{
    actor::{Action, Actor},
    code::{InvalidCode, JoinCode},
    id::WorkshopId,
};
use uuid::Uuid;

/// Seconds a pairing code is shown before a new one takes its place.
const PAIRING: i64 = 30 * 60;
/// Seconds a paired projector lives at most: a workshop closes itself at night.
const PAIRED: i64 = 20 * 3600;
/// The room in which projectors wait for their workshop.
pub const WAITING_SCREENS: WorkshopId = WorkshopId(Uuid::nil());
/// Projectors that may wait at once, on the whole installation.
const MOST_WAITING: i64 = 500;

/// A new projector that waits for its workshop: its secret, for the cookie.
///
/// # Errors
/// [`AppError::Unavailable`] when too many wait.
pub async fn new_screen(state: &AppState) -> Result<Token, AppError> {
    let token = Token::random();
    let now = state.clock.now();
    let mut tx = state.db.begin().await?;
    let conn = &mut tx.conn();
    store::delete_old_screens(conn, now).await?;
    if store::count_waiting_screens(conn).await? >= MOST_WAITING {
        return Err(AppError::Unavailable);
    }
    let code = loop {
        if let Some(code) = JoinCode::from_random(random_bytes()) {
            break code.to_string();
        }
    };
    match store::insert_screen(conn, &token.hash(), &code, now.plus_seconds(PAIRING)).await {
        Err(StoreError::Conflict) => return Err(AppError::Unavailable),
        other => other?,
    }
    tx.commit().await?;
    Ok(token)
}

/// The workshop a projector is paired with, or nothing while it waits.
///
/// # Errors
/// [`AppError::NotFound`] where the projector is unknown: its time is over, or the workshop's.
pub async fn screen_workshop(
    state: &AppState,
    token: &Token,
) -> Result<Option<WorkshopId>, AppError> {
    let mut reader = state.db.read().await?;
    let found = store::find_screen(&mut reader.conn(), &token.hash(), state.clock.now()).await?;
    found.map(|(_, workshop)| workshop).ok_or(AppError::NotFound)
}

/// What a projector shows.
///
/// # Errors
/// [`AppError::NotFound`] where the projector is unknown.
pub async fn wall(state: &AppState, token: &Token) -> Result<Wall, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let now = state.clock.now();
    match store::find_screen(conn, &token.hash(), now).await?.ok_or(AppError::NotFound)? {
        (Some(code), _) => Ok(Wall::Pairing { code }),
        (None, None) => Err(AppError::NotFound),
        (None, Some(id)) => {
            let detail = workshop::service::detail(conn, id).await?;
            let live = load(conn, &detail).await?.ok_or(AppError::NotFound)?;
            Ok(Wall::Workshop(Box::new(WallView {
                here: state.live.here(id),
                answered: answered(conn, &live).await?,
                timer: timer_left(&live.run, now),
                told: counted_version(conn, state, id).await?,
                live,
            })))
        }
    }
}

/// Makes the projector that shows `typed` the projector of a workshop.
///
/// # Errors
/// What is wrong with the code; when the actor is a stranger to the workshop.
pub async fn pair_screen(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    typed: &str,
    source: Source,
) -> Result<(), AppError> {
    {
        // A stranger learns nothing, not even what a code looks like.
        let mut reader = state.db.read().await?;
        workshop::service::allow(&mut reader.conn(), actor, id, Action::RunWorkshop).await?;
    }
    let wrong = |problem| AppError::field("screen", problem);
    let code: JoinCode = typed.parse().map_err(|invalid| match invalid {
        InvalidCode::Length => wrong(Problem::CodeLength),
        InvalidCode::Character | InvalidCode::Check => wrong(Problem::CodeCharacter),
    })?;
    let attempt = state.limits.code_try(source).await?;
    let mut tx = state.db.begin().await?;
    let conn = &mut tx.conn();
    workshop::service::allow(conn, actor, id, Action::RunWorkshop).await?;
    let now = state.clock.now();
    let paired =
        store::pair_screen(conn, &code.to_string(), id, now, now.plus_seconds(PAIRED)).await?;
    if !paired {
        return Err(wrong(Problem::ScreenUnknown));
    }
    attempt.hit();
    tx.commit().await?;
    state.announce(WAITING_SCREENS);
    Ok(())
}
