//! Turning causes into incidents: logged once, here, and never shown.

use crate::session::limits::SlowDown;
use crate::{
    db::StoreError,
    error::{AppError, Refusal},
};
use domain::actor::Denied;

/// Logs a cause and returns what the client sees of it.
pub fn internal(cause: &dyn std::fmt::Display) -> AppError {
    let mut bytes = [0; 6];
    // Without randomness the id is zeros; the cause is in the log all the same.
    let _ = getrandom::fill(&mut bytes);
    let incident = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    tracing::error!(incident, cause = %cause, "incident");
    AppError::Internal { incident }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(cause) => {
                tracing::warn!(cause = %cause, "database busy");
                Self::Unavailable
            }
            other => internal(&other),
        }
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::SignIn => Self::SignInNeeded,
            Denied::NotFound => Self::NotFound,
            Denied::Forbidden => Self::Forbidden,
            Denied::ProjectClosed => Self::Refused(Refusal::ProjectClosed),
        }
    }
}

impl From<SlowDown> for AppError {
    fn from(slow: SlowDown) -> Self {
        Self::TooMany(slow.seconds())
    }
}
