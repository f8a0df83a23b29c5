//! Scores of one person's form. They are only ever used inside sums over groups.

use super::tally::Shape;
use crate::question::Answer;

/// Of how many items the protective index is made, and how many must be answered.
pub const INDEX_ITEMS: usize = 8;
/// See [`INDEX_ITEMS`].
pub const INDEX_ANSWERED: usize = 6;

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
    let points = points(answers);
    let answered = points.iter().flatten().count();
    (answered * 3 >= points.len() * 2).then(|| mean(&points)).flatten()
}

/// The protective index: the mean of Q7 to Q14, if at least six of the eight are answered. `None` for
/// forms that do not ask all eight.
#[must_use]
pub fn protective_index<'a>(
    answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>,
) -> Option<f64> {
    let points = points(answers);
    let answered = points.iter().flatten().count();
    (points.len() == INDEX_ITEMS && answered >= INDEX_ANSWERED).then(|| mean(&points)).flatten()
}

/// Points of the rated items, in the direction in which more is better.
fn points<'a>(answers: impl IntoIterator<Item = (Shape, Option<&'a Answer>)>) -> Vec<Option<u32>> {
    answers
        .into_iter()
        .filter(|(shape, _)| matches!(shape, Shape::Rating { .. }))
        .map(|(shape, answer)| u32::try_from(shape.class(answer?)? + 1).ok())
        .collect()
}

fn mean(points: &[Option<u32>]) -> Option<f64> {
    let answered = u32::try_from(points.iter().flatten().count()).ok()?;
    let sum: u32 = points.iter().flatten().sum();
    (answered > 0).then(|| f64::from(sum) / f64::from(answered))
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
