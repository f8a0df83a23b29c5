//! What a workshop's paper says.

use super::{model::Pack, practice::ladder};
use crate::{agenda, error::AppError, participate, state::AppState, workshop};
use domain::{actor::Actor, id::WorkshopId};

/// A workshop's pack, for the people who run it.
///
/// # Errors
/// When the actor is a stranger to the workshop.
pub async fn pack(state: &AppState, actor: Actor, id: WorkshopId) -> Result<Pack, AppError> {
    let detail = workshop::service::find_workshop(state, actor, id).await?.detail;
    Ok(Pack {
        workshop: id,
        state: detail.state,
        trial: detail.plan.trial,
        room: agenda::service::room(state, &detail).await?,
        kits: agenda::service::kits(&detail.plan.modules)?,
        ladder: ladder(&detail.plan.modules)?,
        questionnaire: participate::service::questionnaire_of(state, &detail)?,
        days: detail.plan.meetings.iter().map(|meeting| meeting.held_on).collect(),
        code: detail.join_code.clone().filter(|_| detail.state.running()),
        group: detail.group,
        modules: detail.plan.modules,
    })
}
