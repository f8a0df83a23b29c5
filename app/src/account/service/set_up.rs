//! The first account of an installation.

use super::{SignedIn, begin, check_person};
use crate::{
    account::store,
    error::AppError,
    session::{password, token::Token},
    state::AppState,
};
use domain::{actor::InstallationRole, id::StaffId};
use uuid::Uuid;

/// Hours the set-up link of an empty installation works; a restart prints a new one.
const SETUP_HOURS: i64 = 24;

/// The set-up link of an installation without accounts, or `None` once there is one. Each call
/// replaces the link before.
///
/// # Errors
/// When the store fails.
pub async fn setup_link(state: &AppState) -> Result<Option<String>, AppError> {
    let token = Token::random();
    let mut tx = state.db.begin().await?;
    if store::count(&mut tx.conn()).await? > 0 {
        return Ok(None);
    }
    let expires = state.clock.now().plus_seconds(SETUP_HOURS * 3600);
    store::replace_setup_link(&mut tx.conn(), &token.hash(), expires).await?;
    tx.commit().await?;
    Ok(Some(state.link(&format!("/set-up/{}", token.text()))))
}

/// Whether this set-up link works.
///
/// # Errors
/// [`AppError::NotFound`] when it does not.
pub async fn check_setup_link(state: &AppState, token: &str) -> Result<(), AppError> {
    let token = Token::parse(token).ok_or(AppError::NotFound)?;
    let mut reader = state.db.read().await?;
    let works = store::has_setup_link(&mut reader.conn(), &token.hash(), state.clock.now()).await?;
    if works { Ok(()) } else { Err(AppError::NotFound) }
}

/// Creates the administrator with the set-up link and signs them in.
///
/// # Errors
/// What is wrong with the fields, or [`AppError::NotFound`] for a used link.
pub async fn set_up(
    state: &AppState,
    link: &str,
    email: &str,
    name: &str,
    password: &str,
) -> Result<SignedIn, AppError> {
    let token = Token::parse(link).ok_or(AppError::NotFound)?;
    let (email, name) = check_person(email, name, password::check_new(password).err())?;
    let hash = state.passwords.hash(password).await?;
    let now = state.clock.now();
    let mut tx = state.db.begin().await?;
    let works = store::has_setup_link(&mut tx.conn(), &token.hash(), now).await?;
    if !works || store::count(&mut tx.conn()).await? > 0 {
        return Err(AppError::NotFound);
    }
    let id = StaffId(Uuid::new_v4());
    store::insert(
        &mut tx.conn(),
        id,
        email.as_str(),
        &name,
        InstallationRole::Admin,
        Some(&hash),
        now,
    )
    .await?;
    store::delete_setup_link(&mut tx.conn()).await?;
    let session = begin(&mut tx.conn(), state, id, InstallationRole::Admin).await?;
    tx.commit().await?;
    Ok(session)
}
