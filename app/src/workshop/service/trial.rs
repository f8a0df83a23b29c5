//! Trying a workshop out: simulated phones, for trials only.

use super::{allow, detail};
use crate::{
    error::{AppError, Refusal},
    state::AppState,
};
use domain::{
    actor::{Action, Actor},
    id::WorkshopId,
};
use std::sync::{Arc, OnceLock, Weak};

/// Simulated phones that one tap adds.
pub const PHONES_A_TAP: usize = 12;
/// Simulated phones that take part in one workshop at the same time, at most.
pub const MOST_PHONES: usize = 60;

/// Whoever can send simulated phones into a workshop: the server, which has the whole application to
/// hand. They use the same pages and forms as a teenager's phone.
pub trait SimulatedPhones: Send + Sync {
    /// Sends up to so many phones through a door (a path that leads into the workshop), while fewer
    /// than [`MOST_PHONES`] are in it.
    fn send_in(&self, workshop: WorkshopId, door: &str, phones: usize);

    /// How many are in a workshop now.
    fn taking_part(&self, workshop: WorkshopId) -> usize;
}

/// Where services find the simulated phones once the server runs. Whoever sends them holds this
/// application itself, so it is only looked at from here, never kept alive.
#[derive(Clone, Default)]
pub struct PhoneBox(Arc<OnceLock<Weak<dyn SimulatedPhones>>>);

impl PhoneBox {
    /// Says who sends phones; the first one stays.
    pub fn connect(&self, phones: &Arc<dyn SimulatedPhones>) {
        self.0.get_or_init(|| Arc::downgrade(phones));
    }

    fn reach(&self) -> Option<Arc<dyn SimulatedPhones>> {
        self.0.get()?.upgrade()
    }
}

/// Sends twelve simulated phones into a trial that is going on.
///
/// # Errors
/// When the actor is a stranger, the workshop is no trial or not going on, or the server sends none.
pub async fn add_simulated_phones(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<(), AppError> {
    let mut reader = state.db.read().await?;
    allow(&mut reader.conn(), actor, id, Action::RunWorkshop).await?;
    let detail = detail(&mut reader.conn(), id).await?;
    if !detail.plan.trial {
        return Err(AppError::Refused(Refusal::NotATrial));
    }
    let token = detail.join_token.filter(|_| detail.state.running());
    let token = token.ok_or(AppError::Refused(Refusal::WrongState))?;
    let phones = state.phone_box.reach().ok_or(AppError::Unavailable)?;
    phones.send_in(id, &format!("/j/{token}"), PHONES_A_TAP);
    Ok(())
}

/// How many simulated phones are in a workshop now, on this server.
#[must_use]
pub fn simulated_phones(state: &AppState, id: WorkshopId) -> usize {
    state.phone_box.reach().map_or(0, |phones| phones.taking_part(id))
}
