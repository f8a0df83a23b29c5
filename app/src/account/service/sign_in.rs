//! Signing in and out.

use super::{SignedIn, begin};
use crate::{
    account::store,
    error::{AppError, Problem},
    session::{self, limits::Source},
    state::AppState,
};
use domain::{actor::Actor, text::Email};

/// Signs in with e-mail and password. Unknown names take as long as wrong passwords and get the same
/// answer; too many wrong tries slow the account down.
///
/// # Errors
/// [`Problem::WrongPassword`] at the password, or [`AppError::TooMany`].
pub async fn sign_in(
    state: &AppState,
    email: &str,
    password: &str,
    source: Source,
) -> Result<SignedIn, AppError> {
    let wrong = || AppError::field("password", Problem::WrongPassword);
    let email = Email::parse(email).map_err(|_| wrong())?;
    let attempt = state.limits.sign_in_try(email.as_str(), source, None).await?;
    let found = {
        let mut reader = state.db.read().await?;
        store::find_by_email(&mut reader.conn(), email.as_str()).await?
    };
    let stored = found.as_ref().and_then(|row| row.password_hash.as_deref());
    let right = state.passwords.verify(password, stored).await?;
    let row = found.filter(|_| right).ok_or_else(wrong)?;
    attempt.succeeded();
    let role = row.role()?;
    let mut tx = state.db.begin().await?;
    let session = begin(&mut tx.conn(), state, row.id, role).await?;
    tx.commit().await?;
    Ok(session)
}

/// Ends the session of this cookie, if it has one.
///
/// # Errors
/// When the store fails.
pub async fn sign_out(state: &AppState, cookie: Option<&str>) -> Result<(), AppError> {
    session::service::end(&state.db, cookie).await
}

/// Ends every session of the actor.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn sign_out_everywhere(state: &AppState, actor: Actor) -> Result<(), AppError> {
    let id = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut tx = state.db.begin().await?;
    session::service::end_all(&mut tx.conn(), id).await?;
    store::delete_links_of(&mut tx.conn(), id).await?;
    Ok(tx.commit().await?)
}

/// Signs in to a demonstration account without its password.
///
/// # Errors
/// [`AppError::NotFound`] unless this is a demonstration that only this machine reaches.
pub async fn sign_in_to_demonstration(state: &AppState, email: &str) -> Result<SignedIn, AppError> {
    if !state.doors_stand_open() {
        return Err(AppError::NotFound);
    }
    let mut tx = state.db.begin().await?;
    let row = store::find_by_email(&mut tx.conn(), email).await?.ok_or(AppError::NotFound)?;
    let role = row.role()?;
    let session = begin(&mut tx.conn(), state, row.id, role).await?;
    tx.commit().await?;
    Ok(session)
}
