//! The doors on the front page: one click, no password.

use super::{
    open::ensure_open_workshop,
    service::{COACH, MANAGER},
};
use crate::{
    account::{self, service::SignedIn},
    error::AppError,
    state::AppState,
};

/// Where a door of the demonstration leads.
#[derive(Debug)]
pub enum Behind {
    /// Into the open workshop as a phone.
    Join(String),
    /// Into a staff page, signed in.
    Staff(SignedIn, String),
}

/// Goes through a door.
///
/// # Errors
/// [`AppError::NotFound`] where there are none.
pub async fn enter(state: &AppState, door: &str) -> Result<Behind, AppError> {
    if !state.doors_stand_open() {
        return Err(AppError::NotFound);
    }
    let open = ensure_open_workshop(state).await?.detail;
    match door {
        "participant" => open
            .join_token
            .map(|token| Behind::Join(format!("/j/{token}")))
            .ok_or(AppError::NotFound),
        "coach" => {
            let signed_in = account::service::sign_in_to_demonstration(state, COACH).await?;
            Ok(Behind::Staff(signed_in, format!("/staff/workshops/{}", open.id)))
        }
        "manager" => {
            let signed_in = account::service::sign_in_to_demonstration(state, MANAGER).await?;
            Ok(Behind::Staff(signed_in, format!("/staff/projects/{}/results", open.project)))
        }
        _ => Err(AppError::NotFound),
    }
}
