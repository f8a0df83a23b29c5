//! Making accounts, and helping their owners back in.

use super::{allow, check_person, new_link};
use crate::{
    account::{
        model::{NewStaff, StaffSummary},
        store,
    },
    db::{Conn, StoreError},
    error::{AppError, Problem},
    state::AppState,
};
use domain::{actor::Actor, id::StaffId, text::Email};
use uuid::Uuid;

/// Every account, for administrators.
///
/// # Errors
/// When the actor is none, or the store fails.
pub async fn list_accounts(state: &AppState, actor: Actor) -> Result<Vec<StaffSummary>, AppError> {
    allow(actor)?;
    let mut reader = state.db.read().await?;
    let rows = store::list(&mut reader.conn()).await?;
    Ok(rows.into_iter().map(store::StaffRow::summary).collect::<Result<_, _>>()?)
}

/// Creates an account and returns the link by which its owner sets a password.
///
/// # Errors
/// What is wrong with the fields; when the actor is no administrator.
pub async fn add_account(
    state: &AppState,
    actor: Actor,
    new: &NewStaff,
) -> Result<String, AppError> {
    allow(actor)?;
    add_account_unchecked(state, new).await
}

/// As [`add_account`], for the command line, whose user owns the machine.
///
/// # Errors
/// What is wrong with the fields.
pub async fn add_account_unchecked(state: &AppState, new: &NewStaff) -> Result<String, AppError> {
    let mut tx = state.db.begin().await?;
    let (id, _) = invite(&mut tx.conn(), state, new).await?;
    let link = new_link(&mut tx.conn(), state, id).await?;
    tx.commit().await?;
    Ok(link)
}

/// A new sign-in link for any account, by an administrator.
///
/// # Errors
/// When the actor is no administrator or there is no such account.
pub async fn reset_account(
    state: &AppState,
    actor: Actor,
    id: StaffId,
) -> Result<String, AppError> {
    allow(actor)?;
    let mut tx = state.db.begin().await?;
    store::find(&mut tx.conn(), id).await?.ok_or(AppError::NotFound)?;
    let link = new_link(&mut tx.conn(), state, id).await?;
    tx.commit().await?;
    Ok(link)
}

/// A new sign-in link by sign-in name, for the command line.
///
/// # Errors
/// When there is no such account.
pub async fn reset_by_email(state: &AppState, email: &str) -> Result<String, AppError> {
    let mut tx = state.db.begin().await?;
    let row = store::find_by_email(&mut tx.conn(), &email.trim().to_lowercase())
        .await?
        .ok_or(AppError::NotFound)?;
    let link = new_link(&mut tx.conn(), state, row.id).await?;
    tx.commit().await?;
    Ok(link)
}

/// Creates an account without a password inside the caller's transaction. The caller has checked the
/// rights.
///
/// # Errors
/// What is wrong with the fields; [`Problem::Taken`] where the e-mail has an account.
pub async fn invite(
    conn: &mut Conn<'_>,
    state: &AppState,
    new: &NewStaff,
) -> Result<(StaffId, Email), AppError> {
    let (email, name) = check_person(&new.email, &new.name, None)?;
    let id = StaffId(Uuid::new_v4());
    match store::insert(conn, id, email.as_str(), &name, new.role, None, state.clock.now()).await {
        Err(StoreError::Conflict) => Err(AppError::field("email", Problem::Taken)),
        other => Ok(other.map(|()| (id, email))?),
    }
}

/// Creates an account with a password at once. Only the demonstration does this.
///
/// # Errors
/// What is wrong with the fields.
pub async fn add_demonstration_account(
    state: &AppState,
    new: &NewStaff,
    password: &str,
) -> Result<StaffId, AppError> {
    let hash = state.passwords.hash(password).await?;
    let mut tx = state.db.begin().await?;
    let (id, _) = invite(&mut tx.conn(), state, new).await?;
    store::set_password(&mut tx.conn(), id, &hash).await?;
    tx.commit().await?;
    Ok(id)
}
