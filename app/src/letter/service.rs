//! The letter for staff, its public page for parents, the privacy text for participants.

use super::{
    model::{Asked, Letter, PrivacyFacts},
    store,
};
use crate::{
    db::Conn, directory, error::AppError, incident::internal, participate, project,
    session::phone::Phone, state::AppState, workshop,
};
use domain::{
    actor::{Action, Actor},
    id::{ProjectId, WorkshopId},
    questionnaire::{Questionnaire, Wave},
};
use std::collections::BTreeSet;

/// A workshop's letter, for the people who hand it out.
///
/// # Errors
/// When the actor is a stranger to the workshop.
pub async fn for_staff(state: &AppState, actor: Actor, id: WorkshopId) -> Result<Letter, AppError> {
    let mut reader = state.db.read().await?;
    workshop::service::allow(&mut reader.conn(), actor, id, Action::ViewProject).await?;
    letter(&mut reader.conn(), state, id).await
}

/// The public page behind a letter, for whoever has its address; it lets nobody join. It ends on the
/// day on which the answers are deleted.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or no longer.
pub async fn for_parents(state: &AppState, token: &str) -> Result<Letter, AppError> {
    let mut reader = state.db.read().await?;
    let id = store::find_by_token(&mut reader.conn(), token).await?.ok_or(AppError::NotFound)?;
    let letter = letter(&mut reader.conn(), state, id).await?;
    let today = state.clock.today(&state.settings.time_zone);
    if letter.privacy.deletion_day <= today { Err(AppError::NotFound) } else { Ok(letter) }
}

/// What the privacy text says to a phone inside a workshop.
///
/// # Errors
/// When the workshop is gone.
pub async fn for_phone(state: &AppState, phone: &Phone) -> Result<PrivacyFacts, AppError> {
    let mut reader = state.db.read().await?;
    let detail = workshop::service::detail(&mut reader.conn(), phone.workshop).await?;
    privacy(&mut reader.conn(), detail.project).await
}

async fn privacy(conn: &mut Conn<'_>, id: ProjectId) -> Result<PrivacyFacts, AppError> {
    let deletion_day = project::service::deletion_day(conn, id).await?;
    let facts = project::service::facts(conn, id).await?;
    Ok(PrivacyFacts {
        organisation: facts.organisation,
        contact: facts.contact,
        parents: facts.parents,
        ends_on: facts.ends_on,
        deletion_day,
    })
}

async fn letter(conn: &mut Conn<'_>, state: &AppState, id: WorkshopId) -> Result<Letter, AppError> {
    let detail = workshop::service::detail(conn, id).await?;
    let row = store::find(conn, id).await?.ok_or(AppError::NotFound)?;
    let token = row.letter_token.ok_or_else(|| internal(&"a workshop has no letter"))?;
    let directory = directory::service::current_in(conn, state).await?;
    let questionnaire = participate::service::questionnaire_of(state, &detail)?;
    Ok(Letter {
        workshop: id,
        questions: questions(&questionnaire, &detail.plan.modules),
        days: detail.plan.meetings.iter().map(|meeting| meeting.held_on).collect(),
        privacy: privacy(conn, detail.project).await?,
        help: directory.for_families(&detail.country).into_iter().cloned().collect(),
        law_q4: directory
            .file(&detail.country)
            .map(|file| file.slots.law_q4.clone())
            .unwrap_or_default(),
        public_path: format!("/letter/{token}"),
        confirmed: row.confirmed_at.map(|at| (at, row.confirmed_by.unwrap_or_default())),
        modules: detail.plan.modules,
        partner: detail.partner,
        group: detail.group,
    })
}

/// Every question of both waves, those asked only after the workshop marked.
fn questions(
    questionnaire: &Questionnaire,
    modules: &BTreeSet<domain::module::Module>,
) -> Vec<Asked> {
    let before = questionnaire.form(modules, Wave::Before);
    let after = questionnaire.form(modules, Wave::After);
    let only_after = after.iter().filter(|item| !before.iter().any(|one| one.code == item.code));
    let marked =
        before.iter().map(|item| (*item, false)).chain(only_after.map(|item| (*item, true)));
    marked
        .filter_map(|(item, after_only)| {
            let scale = questionnaire.scale(item)?.clone();
            Some(Asked { item: item.clone(), scale, after_only })
        })
        .collect()
}
