//! Counts that closed workshops kept, for the evaluation of a project.

use super::{super::store, read, votes_from};
use crate::{db::Conn, error::AppError};
use domain::{
    id::{ProjectId, WorkshopId},
    run::Votes,
};
use std::collections::{BTreeSet, HashMap};

/// What one closed workshop answered to one ask.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Name of the ask in it: step, item and, for polls, the round.
    pub ask: String,
    /// Name of the step: `respect/polls`, `film-1`.
    pub step: String,
    /// Name of the item in the content: a poll, a scene, `film`, `own`.
    pub item: String,
    /// The counts, before they are protected.
    pub votes: Votes,
}

impl Kept {
    /// Which time a poll was asked.
    #[must_use]
    pub fn round(&self) -> u32 {
        self.ask.rsplit(':').next().and_then(|round| round.parse().ok()).unwrap_or(1)
    }
}

/// What was revealed in a project's closed workshops, trials apart. What a coach left open, and a story
/// at one's own pace, was told nowhere and is not told here. For services that have checked the rights
/// and protect it.
///
/// # Errors
/// When the store fails.
pub async fn kept(conn: &mut Conn<'_>, project: ProjectId) -> Result<Vec<Kept>, AppError> {
    let mut revealed: HashMap<WorkshopId, BTreeSet<String>> = HashMap::new();
    for (workshop, content) in store::project_runs(conn, project).await? {
        revealed.insert(workshop, read(&content)?.revealed);
    }
    let mut rows = store::project_tallies(conn, project).await?;
    rows.retain(|(workshop, ask, ..)| {
        revealed.get(workshop).is_some_and(|revealed| revealed.contains(ask))
    });
    let rows = rows.into_iter();
    rows.map(|(workshop, ask, step, item, people, counts)| {
        Ok(Kept { workshop, ask, step, item, votes: votes_from(people, &counts)? })
    })
    .collect()
}
