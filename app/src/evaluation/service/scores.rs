//! Means of scores over a project: of sets of workshops in which everything they are made of is told.

use super::{
    super::model::ScoreFinding,
    books::{Books, Held},
};
use domain::evaluation::{
    mean::{PAIRS_FROM, Sums},
    release::{Finished, score_units},
    score::Score,
};

/// The scores of the workshops that count. Workshops with other modules have other forms, so they are
/// never mixed.
pub(super) fn scores(books: &Books, counts: impl Fn(&Held) -> bool) -> Vec<ScoreFinding> {
    let mut found = Vec::new();
    for modules in books.module_sets() {
        let held: Vec<&Held> =
            books.held.iter().filter(|held| held.summary.modules == *modules).collect();
        if !held.iter().any(|held| counts(held)) {
            continue;
        }
        for (score, items) in Score::of_form(&books.questionnaire, modules) {
            let tables: Vec<_> = items
                .iter()
                .map(|(item, shape)| {
                    let of: Vec<Option<Finished<'_>>> =
                        held.iter().map(|held| held.finished(item)).collect();
                    (*shape, item.sensitive, of)
                })
                .collect();
            let mut sums = Sums::default();
            for set in score_units(&tables) {
                let of_set: Option<Vec<Sums>> = set
                    .iter()
                    .map(|&index| {
                        let held = held.get(index).filter(|held| counts(held))?;
                        held.scores.get(&score).copied()
                    })
                    .collect();
                of_set.into_iter().flatten().for_each(|of_workshop| sums.merge(of_workshop));
            }
            found.push(ScoreFinding {
                modules: modules.clone(),
                score,
                questions: items.iter().map(|(item, _)| item.code.clone()).collect(),
                change: sums.change().filter(|change| change.pairs >= PAIRS_FROM),
            });
        }
    }
    found
}
