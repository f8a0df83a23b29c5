//! Everything that is known about a project's results, before it is protected.

use super::{
    super::{
        model::{LeftOut, Part, Reach},
        store::{self, DecisionRow, ReachRow, TallyRow},
    },
    Frozen, add_reach, frozen,
};
use crate::{
    error::AppError, project, state::AppState, workshop, workshop::model::WorkshopSummary,
};
use domain::{
    actor::{Action, Actor},
    evaluation::{
        mean::Sums,
        release::{Finished, Release},
        score::Score,
        tally::Shape,
    },
    id::{ProjectId, WorkshopId},
    question::Item,
    questionnaire::{Questionnaire, Wave},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// A workshop whose two waves are frozen.
pub(super) struct Held {
    pub summary: WorkshopSummary,
    pub frozen: Frozen,
    pub scores: HashMap<Score, Sums>,
    /// Whether it is left out now.
    pub left_out: bool,
    /// Whether it may be told together with others: not if it stood left out when it froze.
    pub pools: bool,
}

/// A project's books.
pub(super) struct Books {
    pub name: String,
    pub questionnaire: Arc<Questionnaire>,
    pub summaries: Vec<WorkshopSummary>,
    /// In the order in which "after" froze.
    pub held: Vec<Held>,
    pub reach: Vec<ReachRow>,
    pub targets: (Option<i64>, Option<i64>),
    /// Changes with every freeze and every decision.
    pub version: i64,
    decisions: Vec<DecisionRow>,
}

impl Books {
    /// Reads the books, for managers.
    pub async fn open(state: &AppState, actor: Actor, id: ProjectId) -> Result<Self, AppError> {
        let mut summaries = workshop::service::list_workshops(state, actor, id).await?;
        // A trial counts in nothing.
        summaries.retain(|summary| !summary.trial);
        let mut reader = state.db.read().await?;
        project::service::allow(&mut reader.conn(), actor, id, Action::ViewEvaluation).await?;
        let name = project::service::facts(&mut reader.conn(), id).await?.name;
        let rows = store::list_project_tallies(&mut reader.conn(), id).await?;
        let scores = store::list_project_scores(&mut reader.conn(), id).await?;
        let decisions = store::list_decisions(&mut reader.conn(), id).await?;
        let reach = store::reach_of_project(&mut reader.conn(), id).await?;
        let targets = store::targets(&mut reader.conn(), id).await?;
        let frozen_at = rows.iter().map(|row| row.changed_at().0);
        let decided_at = decisions.iter().map(|row| row.decided_at.0);
        let mut books = Self {
            name,
            questionnaire: state.questionnaires.newest(crate::questionnaire::service::YOUTH)?,
            version: frozen_at.chain(decided_at).max().unwrap_or(0),
            held: Vec::new(),
            summaries,
            reach,
            targets,
            decisions,
        };
        books.held = books.finished(rows, scores)?;
        Ok(books)
    }

    fn finished(
        &self,
        rows: Vec<TallyRow>,
        scores: Vec<(WorkshopId, String, Sums)>,
    ) -> Result<Vec<Held>, AppError> {
        let order = freeze_order(&rows);
        let mut by_workshop: HashMap<WorkshopId, Vec<TallyRow>> = HashMap::new();
        for row in rows {
            by_workshop.entry(row.workshop_id).or_default().push(row);
        }
        let mut held = Vec::new();
        for id in order {
            let Some(summary) = self.summaries.iter().find(|summary| summary.id == id) else {
                continue;
            };
            let rows = by_workshop.remove(&id).unwrap_or_default();
            let Some(frozen) = frozen(rows)?.filter(|frozen| frozen.after_too) else { continue };
            let of_workshop = scores.iter().filter(|(workshop, ..)| *workshop == id);
            held.push(Held {
                left_out: self.decision(id, i64::MAX).is_some(),
                pools: self.decision(id, frozen.version).is_none(),
                scores: of_workshop
                    .filter_map(|(_, score, sums)| Some((score.parse().ok()?, *sums)))
                    .collect(),
                summary: summary.clone(),
                frozen,
            });
        }
        Ok(held)
    }

    /// The decision by which a workshop stood left out just before this moment.
    fn decision(&self, id: WorkshopId, before: i64) -> Option<&DecisionRow> {
        self.decisions
            .iter()
            .rfind(|row| row.workshop_id == id && row.decided_at.0 < before)
            .filter(|row| row.left_out())
    }

    /// Whether a workshop is left out of totals now.
    pub fn is_left_out(&self, id: WorkshopId) -> bool {
        self.decision(id, i64::MAX).is_some()
    }

    /// Workshops of a part that are left out.
    pub fn left_out(&self, part: Part) -> Vec<LeftOut> {
        let of_part = self.summaries.iter().filter(|summary| chosen(part, summary));
        of_part
            .filter_map(|summary| {
                let row = self.decision(summary.id, i64::MAX)?;
                Some(LeftOut {
                    workshop: summary.id,
                    modules: summary.modules.clone(),
                    group: summary.group.clone(),
                    reason: row.reason.clone(),
                    by: row.by.clone(),
                    at: row.decided_at,
                })
            })
            .collect()
    }

    /// The units of one item over all workshops that asked it, with the positions of those; `None`
    /// where no workshop asked it or it has no classes.
    pub fn release(&self, item: &Item) -> Option<(Shape, Release<'_>, Vec<usize>)> {
        let shape = Shape::of(item, self.questionnaire.scale(item)?)?;
        let asked: Vec<usize> = (0..self.held.len())
            .filter(|&index| self.held[index].frozen.tables.contains_key(&item.code))
            .collect();
        let finished: Vec<Finished<'_>> =
            asked.iter().filter_map(|&index| self.held[index].finished(item)).collect();
        let release = Release::new(shape, item.sensitive, &finished);
        (!asked.is_empty()).then_some((shape, release, asked))
    }

    /// Counts of these workshops, which are never hidden.
    pub fn reach(&self, counts: impl Fn(WorkshopId) -> bool) -> Reach {
        let rows = self.reach.iter().filter(|row| counts(row.workshop_id));
        rows.fold(Reach::default(), |sum, row| add_reach(sum, row, false))
    }

    /// The workshops that a part has, by their modules.
    pub fn module_sets(&self) -> BTreeSet<&BTreeSet<domain::module::Module>> {
        self.held.iter().map(|held| &held.summary.modules).collect()
    }
}

impl Held {
    /// The workshop's answers to an item, if it asked it.
    pub fn finished(&self, item: &Item) -> Option<Finished<'_>> {
        Some(Finished {
            modules: &self.summary.modules,
            table: self.frozen.tables.get(&item.code)?,
            counts: !self.left_out,
            pools: self.pools,
        })
    }
}

/// Whether a workshop belongs to a part.
pub(super) fn chosen(part: Part, summary: &WorkshopSummary) -> bool {
    match part {
        Part::All => true,
        Part::Module(module) => summary.modules.contains(&module),
        Part::Workshop(only) => summary.id == only,
    }
}

/// Workshops in the order in which their "after" froze.
fn freeze_order(rows: &[TallyRow]) -> Vec<WorkshopId> {
    let mut order = Vec::new();
    for row in rows.iter().filter(|row| row.wave == Wave::After.as_str()) {
        if !order.contains(&row.workshop_id) {
            order.push(row.workshop_id);
        }
    }
    order
}
