//! Counting answers.

use super::{
    grid::{Grid, Side},
    paired::Change,
};
use crate::question::{Answer, Item, Kind, Scale};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What counting needs to know of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// True, false or not sure; this one is right.
    Truth {
        /// Whether "true" is right.
        right: bool,
    },
    /// Five points; reversed where agreeing is the worse answer.
    Rating {
        /// Whether the points count the other way round.
        reverse: bool,
    },
}

impl Shape {
    /// The shape of an item; `None` for ticks and choices, which are charted otherwise.
    #[must_use]
    pub fn of(item: &Item, scale: &Scale) -> Option<Self> {
        match scale.kind {
            Kind::Truth => Some(Self::Truth { right: item.key.as_deref() == Some("true") }),
            Kind::Rating => Some(Self::Rating { reverse: item.key.as_deref() == Some("-") }),
            Kind::Ticks | Kind::Choice => None,
        }
    }

    /// How many classes answers fall into: 3 (wrong, not sure, right) or 5.
    #[must_use]
    pub const fn classes(self) -> usize {
        match self {
            Self::Truth { .. } => 3,
            Self::Rating { .. } => 5,
        }
    }

    /// The class of an answer, 0 being the least wanted; `None` for "I'd rather not say".
    #[must_use]
    pub fn class(self, answer: &Answer) -> Option<usize> {
        let Answer::Given(text) = answer else { return None };
        match self {
            Self::Truth { .. } if text == "unsure" => Some(1),
            Self::Truth { right } => Some(if (text == "true") == right { 2 } else { 0 }),
            Self::Rating { reverse } => {
                let point = text.parse::<usize>().ok().filter(|point| (1..=5).contains(point))?;
                Some(if reverse { 5 - point } else { point - 1 })
            }
        }
    }

    /// How far up a class lies when asking whether somebody got better. For knowledge only "right"
    /// counts: from wrong to not sure is no step.
    pub(super) const fn height(self, class: usize) -> usize {
        match self {
            Self::Truth { .. } => (class == 2) as usize,
            Self::Rating { .. } => class,
        }
    }
}

/// How many people gave which pair of answers before and after, to one item in one workshop or in
/// several. `None` is a question without an answer, or a person who was not there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Vec<Cell>", from = "Vec<Cell>")]
pub struct CrossTab {
    cells: BTreeMap<(Option<Answer>, Option<Answer>), u32>,
}

type Cell = (Option<Answer>, Option<Answer>, u32);

impl From<Vec<Cell>> for CrossTab {
    fn from(cells: Vec<Cell>) -> Self {
        let mut table = Self::default();
        for (before, after, count) in cells {
            table.add(before, after, count);
        }
        table
    }
}

impl From<CrossTab> for Vec<Cell> {
    fn from(table: CrossTab) -> Self {
        table.cells.into_iter().map(|((before, after), count)| (before, after, count)).collect()
    }
}

impl CrossTab {
    /// Counts people who gave this pair of answers; one that was taken back is none.
    pub fn add(&mut self, before: Option<Answer>, after: Option<Answer>, count: u32) {
        let [before, after] =
            [before, after].map(|answer| answer.filter(|answer| *answer != Answer::Cleared));
        if count > 0 && (before.is_some() || after.is_some()) {
            *self.cells.entry((before, after)).or_insert(0) += count;
        }
    }

    /// Adds another table to this one.
    pub fn merge(&mut self, other: &Self) {
        for ((before, after), count) in &other.cells {
            self.add(before.clone(), after.clone(), *count);
        }
    }

    /// Pairs of answers with the number of people who gave them.
    pub fn cells(&self) -> impl Iterator<Item = (&Option<Answer>, &Option<Answer>, u32)> {
        self.cells.iter().map(|((before, after), count)| (before, after, *count))
    }

    /// Answers before.
    #[must_use]
    pub fn before(&self, shape: Shape) -> Tally {
        Grid::new(shape, self).tally(Side::Before)
    }

    /// Answers after.
    #[must_use]
    pub fn after(&self, shape: Shape) -> Tally {
        Grid::new(shape, self).tally(Side::After)
    }

    /// Linked pairs: the same person gave an answer both times.
    #[must_use]
    pub fn change(&self, shape: Shape) -> Change {
        Grid::new(shape, self).change()
    }
}

/// Answers to one item, counted by class. "I'd rather not say" is counted beside, never inside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Counts by class, the least wanted first.
    pub classes: Vec<u32>,
    /// "I'd rather not say".
    pub declined: u32,
}

impl Tally {
    /// Answers that say something.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.classes.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn given(text: &str) -> Option<Answer> {
        Some(Answer::Given(text.to_owned()))
    }

    const TRUE_IS_RIGHT: Shape = Shape::Truth { right: true };

    #[test]
    fn missing_declined_and_not_sure_are_three_things() {
        let mut table = CrossTab::default();
        table.add(given("unsure"), given("true"), 2);
        table.add(Some(Answer::Declined), given("true"), 1);
        table.add(None, given("false"), 1);
        assert_eq!(table.before(TRUE_IS_RIGHT), Tally { classes: vec![0, 2, 0], declined: 1 });
        assert_eq!(table.after(TRUE_IS_RIGHT), Tally { classes: vec![1, 0, 3], declined: 0 });
        assert_eq!(table.change(TRUE_IS_RIGHT), Change { better: 2, same: 0, worse: 0 });
    }

    #[test]
    fn from_wrong_to_not_sure_is_no_step() {
        let mut table = CrossTab::default();
        table.add(given("false"), given("unsure"), 3);
        assert_eq!(table.change(TRUE_IS_RIGHT), Change { better: 0, same: 3, worse: 0 });
    }

    #[test]
    fn a_reversed_item_counts_the_other_way_round() {
        let mut table = CrossTab::default();
        table.add(given("5"), given("1"), 1);
        let reversed = Shape::Rating { reverse: true };
        assert_eq!(table.before(reversed).classes, [1, 0, 0, 0, 0]);
        assert_eq!(table.change(reversed).better, 1);
        assert_eq!(table.change(Shape::Rating { reverse: false }).worse, 1);
    }

    fn answer() -> impl Strategy<Value = Option<Answer>> {
        prop_oneof![
            Just(None),
            Just(Some(Answer::Declined)),
            (1..=5_u32).prop_map(|point| Some(Answer::Given(point.to_string())))
        ]
    }

    proptest! {
        #[test]
        fn order_and_grouping_do_not_matter(pairs in proptest::collection::vec((answer(), answer()), 0..40), cut in 0..40_usize) {
            let table = |pairs: &[(Option<Answer>, Option<Answer>)]| {
                let mut table = CrossTab::default();
                for (before, after) in pairs {
                    table.add(before.clone(), after.clone(), 1);
                }
                table
            };
            let cut = cut.min(pairs.len());
            let mut parts = table(&pairs[cut..]);
            parts.merge(&table(&pairs[..cut]));
            let whole = table(&pairs);
            prop_assert_eq!(&parts, &whole);
            let shape = Shape::Rating { reverse: false };
            let change = whole.change(shape);
            prop_assert!(change.n() <= whole.before(shape).n().min(whole.after(shape).n()));
            let stored = serde_json::to_string(&whole).unwrap();
            prop_assert_eq!(serde_json::from_str::<CrossTab>(&stored).unwrap(), whole);
        }
    }
}
