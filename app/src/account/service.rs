//! What people do with accounts.

mod accounts;
mod password;
mod set_up;
mod sign_in;

pub use accounts::{
    add_account, add_account_unchecked, add_demonstration_account, invite, list_accounts,
    reset_account, reset_by_email,
};
pub use password::{change_password, link_owner, new_link, set_password_by_link, void_link};
pub use set_up::{check_setup_link, set_up, setup_link};
pub use sign_in::{sign_in, sign_in_to_demonstration, sign_out, sign_out_everywhere};

use super::{model::StaffSummary, store};
use crate::{
    db::Conn,
    error::{AppError, FieldError, Problem},
    session::{self, token::Token},
    state::AppState,
};
use domain::{
    actor::{Action, Actor, InstallationRole, Target, may},
    id::StaffId,
    text::{Email, line},
};

/// Days an invitation or a new sign-in link works.
pub const LINK_DAYS: i64 = 7;

/// Longest name of a person, in characters.
pub const LONGEST_NAME: usize = 80;

/// A session that has just begun.
#[derive(Debug)]
pub struct SignedIn {
    /// The token for the cookie.
    pub token: Token,
}

/// Begins a session inside the caller's transaction.
async fn begin(
    conn: &mut Conn<'_>,
    state: &AppState,
    id: StaffId,
    role: InstallationRole,
) -> Result<SignedIn, AppError> {
    let (rules, now) = (state.settings.sessions, state.clock.now());
    let token = session::service::start(conn, rules, now, id, role).await?;
    Ok(SignedIn { token })
}

/// Asks the table of rights about the installation's accounts.
fn allow(actor: Actor) -> Result<(), AppError> {
    Ok(may(actor, Action::KeepAccounts, Target::Installation)?)
}

/// Whether the actor keeps the installation's accounts, for pages that lead there.
#[must_use]
pub fn may_keep_accounts(actor: Actor) -> bool {
    allow(actor).is_ok()
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

/// Finds an account inside the caller's transaction.
///
/// # Errors
/// When the store fails.
pub async fn find(conn: &mut Conn<'_>, id: StaffId) -> Result<Option<StaffSummary>, AppError> {
    let row = store::find(conn, id).await?;
    Ok(row.map(store::StaffRow::summary).transpose()?)
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
