//! Scores of one person's form. They are only ever used inside sums over groups.

use super::{statistics::response::Response, tally::Shape};
use crate::{
    module::Module,
    question::{Answer, Construct, Item, Part},
    questionnaire::{Questionnaire, Wave},
};
use std::{collections::BTreeSet, str::FromStr};

/// Of how many items the protective index is made, and how many must be answered.
pub const INDEX_ITEMS: usize = 8;
/// See [`INDEX_ITEMS`].
pub const INDEX_ANSWERED: usize = 6;
/// Rated items that a form must ask of a module for them to be a score and not just an item.
pub const MODULE_ITEMS: usize = 2;
/// A score is stored in whole parts of one point: divisible by every possible number of answered items,
/// so that sums are exact.
pub const PARTS: i64 = 840;

/// What is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Score {
    /// Share of the answered knowledge items that are right, 0 to 1.
    Knowledge,
    /// Mean of a module's rated items, 1 to 5.
    Module(Module),
    /// Mean of Q7 to Q14, full form only, 1 to 5.
    Index,
}

/// The text names no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such score")]
pub struct UnknownScore;

impl Score {
    /// The least and the most it can be.
    #[must_use]
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Knowledge => (0.0, 1.0),
            Self::Module(_) | Self::Index => (1.0, 5.0),
        }
    }

    /// The score as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Knowledge => "knowledge",
            Self::Index => "index",
            Self::Module(module) => module.as_str(),
        }
    }

    /// The scores that a workshop with these modules has, each with its items in the order asked.
    #[must_use]
    pub fn of_form<'a>(
        questionnaire: &'a Questionnaire,
        modules: &BTreeSet<Module>,
    ) -> Vec<(Self, Vec<(&'a Item, Shape)>)> {
        let form: Vec<(&Item, Shape)> = questionnaire
            .form(modules, Wave::Before)
            .into_iter()
            .filter_map(|item| Some((item, Shape::of(item, questionnaire.scale(item)?)?)))
            .collect();
        let pick = |wanted: &dyn Fn(&Item, Shape) -> bool| -> Vec<(&Item, Shape)> {
            form.iter().copied().filter(|(item, shape)| wanted(item, *shape)).collect()
        };
        let rated = |shape: Shape| matches!(shape, Shape::Rating { .. });
        let mut scores =
            vec![(Self::Knowledge, pick(&|item, _| item.construct == Construct::Knowledge))];
        for module in modules {
            let items = pick(&|item, shape| rated(shape) && item.modules.contains(module));
            scores.push((Self::Module(*module), items));
        }
        scores.push((
            Self::Index,
            pick(&|item, shape| rated(shape) && matches!(item.part, Part::Core | Part::Shared)),
        ));
        scores.retain(|(score, items)| match score {
            Self::Knowledge => !items.is_empty(),
            Self::Module(_) => items.len() >= MODULE_ITEMS,
            Self::Index => items.len() == INDEX_ITEMS,
        });
        scores
    }

    /// One person's score in [`PARTS`], if enough was answered.
    #[must_use]
    pub fn parts<'a>(
        self,
        answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>,
    ) -> Option<i64> {
        let (sum, answered) = match self {
            Self::Knowledge => {
                let Knowledge { right, answered } = knowledge(answers);
                (right, answered)
            }
            Self::Module(_) => module_points(answers)?,
            Self::Index => index_points(answers)?,
        };
        (i64::from(sum) * PARTS).checked_div(i64::from(answered))
    }
}

impl FromStr for Score {
    type Err = UnknownScore;

    fn from_str(text: &str) -> Result<Self, UnknownScore> {
        match text {
            "knowledge" => Ok(Self::Knowledge),
            "index" => Ok(Self::Index),
            module => module.parse().map(Self::Module).map_err(|_| UnknownScore),
        }
    }
}

/// Right answers among the answered knowledge items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Knowledge {
    /// Right ones. "Not sure" is not right.
    pub right: u32,
    /// Answered ones, "not sure" included; skipped and "I'd rather not say" are not answered.
    pub answered: u32,
}

/// Counts the right answers of a person; other items than knowledge are passed over.
#[must_use]
pub fn knowledge<'a>(answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>) -> Knowledge {
    let classes = answers.into_iter().filter_map(|(shape, answer)| {
        matches!(shape, Shape::Truth { .. }).then(|| shape.class(answer?)).flatten()
    });
    classes.fold(Knowledge::default(), |sum, class| Knowledge {
        right: sum.right + u32::from(class == 2),
        answered: sum.answered + 1,
    })
}

/// Mean of a module's rated items, 1 to 5, reversed ones turned round (6 - x): the mean of what was
/// answered, if that is at least two thirds.
#[must_use]
pub fn module_mean<'a>(
    answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>,
) -> Option<f64> {
    module_points(answers).map(mean)
}

/// The protective index: the mean of Q7 to Q14, if at least six of the eight are answered. `None` for
/// forms that do not ask all eight.
#[must_use]
pub fn protective_index<'a>(
    answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>,
) -> Option<f64> {
    index_points(answers).map(mean)
}

/// The responses to the items of the protective index, for [`CronbachAlpha::of`]: reversed items turned
/// round, each kind of having no point kept apart. `None` for forms that do not ask all eight.
///
/// [`CronbachAlpha::of`]: super::statistics::cronbach_alpha::CronbachAlpha::of
#[must_use]
pub fn index_responses<'a>(
    answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>,
) -> Option<Vec<Response<u8>>> {
    let responses: Vec<Response<u8>> = answers
        .into_iter()
        .filter_map(|(shape, answer)| match shape {
            Shape::Rating { reverse } => Some(Response::rating(reverse, answer)),
            Shape::Truth { .. } => None,
        })
        .collect();
    (responses.len() == INDEX_ITEMS).then_some(responses)
}

/// Sum and number of the answered points of a module, if they are enough.
fn module_points<'a>(
    answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>,
) -> Option<(u32, u32)> {
    let points = points(answers);
    let answered = points.iter().flatten().count();
    (answered * 3 >= points.len() * 2).then(|| summed(&points)).flatten()
}

/// Likewise for the protective index.
fn index_points<'a>(
    answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>,
) -> Option<(u32, u32)> {
    let points = points(answers);
    let answered = points.iter().flatten().count();
    (points.len() == INDEX_ITEMS && answered >= INDEX_ANSWERED).then(|| summed(&points)).flatten()
}

/// Points of the rated items, in the direction in which more is better.
fn points<'a>(answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>) -> Vec<Option<u32>> {
    answers
        .into_iter()
        .filter(|(shape, _)| matches!(shape, Shape::Rating { .. }))
        .map(|(shape, answer)| u32::try_from(shape.class(answer?)? + 1).ok())
        .collect()
}

fn summed(points: &[Option<u32>]) -> Option<(u32, u32)> {
    let answered = u32::try_from(points.iter().flatten().count()).ok()?;
    (answered > 0).then(|| (points.iter().flatten().sum(), answered))
}

fn mean((sum, answered): (u32, u32)) -> f64 {
    f64::from(sum) / f64::from(answered)
}

#[cfg(test)]
mod tests;
