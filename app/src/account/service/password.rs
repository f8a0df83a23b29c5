//! Passwords, and the links that set them.

use super::{LINK_DAYS, SignedIn, begin, own_row};
use crate::{
    account::{model::StaffSummary, store},
    db::Conn,
    error::{AppError, Problem},
    session::{self, limits::Source, password, token::Token},
    state::AppState,
};
use domain::{
    actor::{Actor, InstallationRole},
    id::StaffId,
};

/// Whose password this link sets.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown, used or old link.
pub async fn link_owner(state: &AppState, token: &str) -> Result<StaffSummary, AppError> {
    let token = Token::parse(token).ok_or(AppError::NotFound)?;
    let mut reader = state.db.read().await?;
    let row = store::find_link(&mut reader.conn(), &token.hash(), state.clock.now()).await?;
    Ok(row.ok_or(AppError::NotFound)?.summary()?)
}

/// Sets a password by link, ends all other sessions and signs in.
///
/// # Errors
/// What is wrong with the password, or [`AppError::NotFound`] for an unknown, used or old link.
pub async fn set_password_by_link(
    state: &AppState,
    link: &str,
    password: &str,
) -> Result<SignedIn, AppError> {
    let token = Token::parse(link).ok_or(AppError::NotFound)?;
    password::check_new(password).map_err(|problem| AppError::field("password", problem))?;
    let hash = state.passwords.hash(password).await?;
    let now = state.clock.now();
    let mut tx = state.db.begin().await?;
    let row =
        store::find_link(&mut tx.conn(), &token.hash(), now).await?.ok_or(AppError::NotFound)?;
    if !store::delete_link(&mut tx.conn(), &token.hash()).await? {
        return Err(AppError::NotFound);
    }
    let session = replace_password(&mut tx.conn(), state, row.id, row.role()?, &hash).await?;
    tx.commit().await?;
    Ok(session)
}

/// Changes the actor's own password; their other sessions end.
///
/// # Errors
/// What is wrong with the fields.
pub async fn change_password(
    state: &AppState,
    actor: Actor,
    current: &str,
    new: &str,
    source: Source,
) -> Result<SignedIn, AppError> {
    let row = own_row(state, actor).await?;
    password::check_new(new).map_err(|problem| AppError::field("new", problem))?;
    let attempt = state.limits.sign_in_try(&row.email, source, None).await?;
    if !state.passwords.verify(current, row.password_hash.as_deref()).await? {
        return Err(AppError::field("current", Problem::WrongPassword));
    }
    attempt.succeeded();
    let hash = state.passwords.hash(new).await?;
    let mut tx = state.db.begin().await?;
    let session = replace_password(&mut tx.conn(), state, row.id, row.role()?, &hash).await?;
    tx.commit().await?;
    Ok(session)
}

async fn replace_password(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: StaffId,
    role: InstallationRole,
    hash: &str,
) -> Result<SignedIn, AppError> {
    store::set_password(conn, id, hash).await?;
    store::delete_links_of(conn, id).await?;
    session::service::end_all(conn, id).await?;
    begin(conn, state, id, role).await
}

/// A link that sets this account's password, inside the caller's transaction; any link before it is
/// void. The caller has checked the rights.
///
/// # Errors
/// When the store fails.
pub async fn new_link(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: StaffId,
) -> Result<String, AppError> {
    let token = Token::random();
    let expires = state.clock.now().plus_seconds(LINK_DAYS * 24 * 3600);
    store::replace_link(conn, id, &token.hash(), expires).await?;
    Ok(state.link(&format!("/welcome/{}", token.text())))
}

/// Makes an open link of somebody void, inside the caller's transaction: whoever holds it must not
/// gain what its owner is given now.
///
/// # Errors
/// When the store fails.
pub async fn void_link(conn: &mut Conn<'_>, id: StaffId) -> Result<(), AppError> {
    Ok(store::delete_links_of(conn, id).await?)
}
