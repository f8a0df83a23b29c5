//! What people do with accounts.

use super::{
    model::{NewStaff, StaffSummary},
    store,
};
use crate::{
    db::{Conn, StoreError},
    error::{AppError, FieldError, Problem},
    session::{self, limits::Source, password, token::Token},
    state::AppState,
};
use domain::{
    actor::{Action, Actor, InstallationRole, Target, may},
    id::StaffId,
    text::{Email, line},
};
use uuid::Uuid;

/// Days an invitation or a new sign-in link works.
pub const LINK_DAYS: i64 = 7;
/// Longest name of a person, in characters.
pub const LONGEST_NAME: usize = 80;
/// Hours the set-up link of an empty installation works; a restart prints a new one.
const SETUP_HOURS: i64 = 24;

/// A session that has just begun.
#[derive(Debug)]
pub struct SignedIn {
    /// The token for the cookie.
    pub token: Token,
}

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
    let token = session::service::start(
        &mut tx.conn(),
        state.settings.sessions,
        now,
        id,
        InstallationRole::Admin,
    )
    .await?;
    tx.commit().await?;
    Ok(SignedIn { token })
}

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
    let token = session::service::start(
        &mut tx.conn(),
        state.settings.sessions,
        state.clock.now(),
        row.id,
        role,
    )
    .await?;
    tx.commit().await?;
    Ok(SignedIn { token })
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
    let token =
        session::service::start(conn, state.settings.sessions, state.clock.now(), id, role).await?;
    Ok(SignedIn { token })
}

/// The actor's own account.
///
/// # Errors
/// [`AppError::SignInNeeded`] when nobody is signed in.
pub async fn own_account(state: &AppState, actor: Actor) -> Result<StaffSummary, AppError> {
    Ok(own_row(state, actor).await?.summary()?)
}

async fn own_row(state: &AppState, actor: Actor) -> Result<store::StaffRow, AppError> {
    let id = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut reader = state.db.read().await?;
    store::find(&mut reader.conn(), id).await?.ok_or(AppError::SignInNeeded)
}

/// Whether the actor keeps the installation's accounts, for pages that lead there.
#[must_use]
pub fn may_keep_accounts(actor: Actor) -> bool {
    may(actor, Action::KeepAccounts, Target::Installation).is_ok()
}

/// Every account, for administrators.
///
/// # Errors
/// When the actor is none, or the store fails.
pub async fn list_accounts(state: &AppState, actor: Actor) -> Result<Vec<StaffSummary>, AppError> {
    may(actor, Action::KeepAccounts, Target::Installation)?;
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
    may(actor, Action::KeepAccounts, Target::Installation)?;
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
    may(actor, Action::KeepAccounts, Target::Installation)?;
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

/// Finds an account by e-mail inside the caller's transaction.
///
/// # Errors
/// When the store fails.
pub async fn find_by_email(
    conn: &mut Conn<'_>,
    email: &Email,
) -> Result<Option<StaffSummary>, AppError> {
    let row = store::find_by_email(conn, email.as_str()).await?;
    Ok(row.map(store::StaffRow::summary).transpose()?)
}

/// Finds an account inside the caller's transaction.
///
/// # Errors
/// When the store fails.
pub async fn find(conn: &mut Conn<'_>, id: StaffId) -> Result<Option<StaffSummary>, AppError> {
    let row = store::find(conn, id).await?;
    Ok(row.map(store::StaffRow::summary).transpose()?)
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

fn check_person(
    email: &str,
    name: &str,
    password: Option<Problem>,
) -> Result<(Email, String), AppError> {
    match (Email::parse(email), line(name, LONGEST_NAME), password) {
        (Ok(email), Ok(name), None) => Ok((email, name)),
        (email, name, password) => {
            let mut errors = Vec::new();
            errors.extend(name.err().map(|text| FieldError::new("name", text.into())));
            errors.extend(email.err().map(|text| FieldError::new("email", text.into())));
            errors.extend(password.map(|problem| FieldError::new("password", problem)));
            Err(AppError::Invalid(errors))
        }
    }
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
    let token = session::service::start(
        &mut tx.conn(),
        state.settings.sessions,
        state.clock.now(),
        row.id,
        role,
    )
    .await?;
    tx.commit().await?;
    Ok(SignedIn { token })
}

/// Makes an open link of somebody void, inside the caller's transaction: whoever holds it must not
/// gain what its owner is given now.
///
/// # Errors
/// When the store fails.
pub async fn void_link(conn: &mut Conn<'_>, id: StaffId) -> Result<(), AppError> {
    Ok(store::delete_links_of(conn, id).await?)
}
