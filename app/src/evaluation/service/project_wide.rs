//! The evaluation of a project.

use super::{
    super::model::{ItemFinding, Part, ProjectResults, Targets, TickFinding},
    alone,
    books::{Books, Held, chosen},
    scores::scores,
    tables::tables,
    ticked_alone,
};
use crate::{error::AppError, state::AppState};
use domain::{
    actor::Actor,
    evaluation::ticks::{ShownTicks, total_ticks},
    id::ProjectId,
    question::Item,
};

/// The evaluation of a project, or of a part of it.
///
/// # Errors
/// When the actor is not the project's manager, or the workshop is not one of its.
pub async fn project_results(
    state: &AppState,
    actor: Actor,
    id: ProjectId,
    part: Part,
) -> Result<ProjectResults, AppError> {
    let books = Books::open(state, actor, id).await?;
    if let Part::Workshop(only) = part
        && !books.summaries.iter().any(|summary| summary.id == only)
    {
        return Err(AppError::NotFound);
    }
    let single = books.held.iter().find(|held| part == Part::Workshop(held.summary.id));
    // A single workshop has its own page whatever is decided about totals.
    let counts = |held: &Held| chosen(part, &held.summary) && (single.is_some() || !held.left_out);
    let items = &books.questionnaire.items;
    let (found, ticks) = match single {
        Some(held) => (
            items
                .iter()
                .filter_map(|item| alone(&books.questionnaire, item, &held.frozen))
                .collect(),
            items
                .iter()
                .filter_map(|item| ticked_alone(&books.questionnaire, item, &held.frozen))
                .collect(),
        ),
        None => (
            items.iter().filter_map(|item| together(&books, item, counts)).collect(),
            items.iter().filter_map(|item| ticked_together(&books, item, counts)).collect(),
        ),
    };
    let workshops = books
        .summaries
        .iter()
        .filter(|summary| books.held.iter().any(|held| held.summary.id == summary.id));
    let (workshops_wanted, participants) = books.targets;
    Ok(ProjectResults {
        workshops: workshops
            .map(|summary| (summary.id, summary.modules.clone(), summary.group.clone()))
            .collect(),
        modules: books.held.iter().flat_map(|held| &held.summary.modules).copied().collect(),
        version: books.version,
        reach: books.reach(|id| {
            books.summaries.iter().any(|summary| summary.id == id && chosen(part, summary))
        }),
        finished: books.held.iter().filter(|held| counts(held)).count(),
        items: found,
        ticks,
        scores: if single.is_some() { Vec::new() } else { scores(&books, counts) },
        targets: Targets { workshops: workshops_wanted, participants },
        left_out: books.left_out(part),
        tables: if part == Part::All { tables(&books) } else { None },
        name: books.name,
    })
}

/// An item's finding over several workshops: totals that give no single one away. `None` where no
/// workshop that counts asked it.
fn together(books: &Books, item: &Item, counts: impl Fn(&Held) -> bool) -> Option<ItemFinding> {
    let (shape, release, asked) = books.release(item)?;
    let counts =
        |position: usize| asked.get(position).is_some_and(|&index| counts(&books.held[index]));
    if !(0..asked.len()).any(&counts) {
        return None;
    }
    let totals = release.totals(counts);
    let waiting = [totals.before.waiting, totals.after.waiting, totals.change.waiting];
    Some(ItemFinding { item: item.clone(), shape, result: totals.into_result(), waiting })
}

/// A question with ticks over several workshops: the sum of what their own pages tell.
fn ticked_together(
    books: &Books,
    item: &Item,
    counts: impl Fn(&Held) -> bool,
) -> Option<TickFinding> {
    let of = books.held.iter().filter(|held| counts(held));
    let pages: Vec<TickFinding> =
        of.filter_map(|held| ticked_alone(&books.questionnaire, item, &held.frozen)).collect();
    let shown: Vec<ShownTicks> = pages.iter().map(|page| page.ticks.clone()).collect();
    let (ticks, waiting) = total_ticks(&shown);
    let first = pages.into_iter().next()?;
    Some(TickFinding { ticks, waiting, ..first })
}
