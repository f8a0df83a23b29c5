//! Scores of one person's form. They are only ever used inside sums over groups.

use super::tally::Shape;
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLUS: Shape = Shape::Rating { reverse: false };

    fn form(shape: Shape, texts: &[&str]) -> Vec<(Shape, Option<Answer>)> {
        let answer = |text: &&str| match *text {
            "" => None,
            "declined" => Some(Answer::Declined),
            text => Some(Answer::Given(text.to_owned())),
        };
        texts.iter().map(|text| (shape, answer(text))).collect()
    }

    fn lent(form: &[(Shape, Option<Answer>)]) -> impl Iterator<Item = (Shape, Option<&Answer>)> {
        form.iter().map(|(shape, answer)| (*shape, answer.as_ref()))
    }

    fn near(found: Option<f64>, wanted: f64) -> bool {
        found.is_some_and(|found| (found - wanted).abs() < 5e-4)
    }

    #[test]
    fn the_index_by_hand() {
        let full = form(PLUS, &["5", "5", "5", "4", "4", "5", "3", "4"]);
        assert!(near(protective_index(lent(&full)), 4.375));
        let one_skipped = form(PLUS, &["5", "5", "5", "4", "4", "5", "", "4"]);
        assert!(near(protective_index(lent(&one_skipped)), 4.571));
        let three_skipped = form(PLUS, &["5", "5", "5", "4", "declined", "5", "", ""]);
        assert_eq!(protective_index(lent(&three_skipped)), None);
        assert_eq!(protective_index(lent(&full[..7])), None);
    }

    #[test]
    fn parts_are_the_same_scores_in_whole_numbers() {
        let full = form(PLUS, &["5", "5", "5", "4", "4", "5", "3", "4"]);
        assert_eq!(Score::Index.parts(lent(&full)), Some(PARTS * 35 / 8));
        let one_skipped = form(PLUS, &["5", "5", "5", "4", "4", "5", "", "4"]);
        assert_eq!(Score::Index.parts(lent(&one_skipped)), Some(PARTS * 32 / 7));
        let module = Score::Module(Module::Respect);
        assert_eq!(module.parts(lent(&form(PLUS, &["5", "4", ""]))), Some(PARTS * 9 / 2));
        assert_eq!(module.parts(lent(&form(PLUS, &["5", "", ""]))), None);
        let truth = Shape::Truth { right: true };
        let knows = form(truth, &["true", "unsure", "declined", ""]);
        assert_eq!(Score::Knowledge.parts(lent(&knows)), Some(PARTS / 2));
        assert_eq!(Score::Knowledge.parts(lent(&form(truth, &["", "declined"]))), None);
    }

    #[test]
    fn a_score_is_read_as_it_was_written() {
        for score in [Score::Knowledge, Score::Index, Score::Module(Module::ImageRights)] {
            assert_eq!(score.as_str().parse(), Ok(score));
        }
        assert_eq!("wisdom".parse::<Score>(), Err(UnknownScore));
    }

    #[test]
    fn knowledge_by_hand() {
        let keys = [true, true, false, true, true, false];
        let texts = ["true", "true", "unsure", "true", "true", "false"];
        let mut form: Vec<_> = keys
            .into_iter()
            .zip(texts)
            .map(|(right, text)| (Shape::Truth { right }, Some(Answer::Given(text.into()))))
            .collect();
        assert_eq!(knowledge(lent(&form)), Knowledge { right: 5, answered: 6 });
        form[0].1 = Some(Answer::Declined);
        form[1].1 = None;
        form.push((PLUS, Some(Answer::Given("5".into()))));
        assert_eq!(knowledge(lent(&form)), Knowledge { right: 3, answered: 4 });
    }

    #[test]
    fn a_module_needs_two_thirds() {
        assert!(near(module_mean(lent(&form(PLUS, &["5", "4", ""]))), 4.5));
        assert_eq!(module_mean(lent(&form(PLUS, &["5", "", ""]))), None);
        assert_eq!(module_mean(lent(&form(PLUS, &["5", "5", "", ""]))), None);
        assert_eq!(module_mean(std::iter::empty()), None);
    }

    proptest! {
        #[test]
        fn reversing_turns_the_mean_round(points in proptest::collection::vec(1..=5_u32, 1..9)) {
            let texts: Vec<String> = points.iter().map(u32::to_string).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let plain = module_mean(lent(&form(PLUS, &texts))).unwrap();
            let reversed = module_mean(lent(&form(Shape::Rating { reverse: true }, &texts))).unwrap();
            prop_assert!((plain + reversed - 6.0).abs() < 1e-9 && (1.0..=5.0).contains(&plain));
        }
    }
}
