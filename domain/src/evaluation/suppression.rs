//! How much of one workshop's counts may be seen: rules 1 and 2 of the small-number rules.
//!
//! A table is shown as finely as its number of answers allows: nothing, two classes, three, or all.
//! A count that would describe one person is put into words.

use super::{
    paired::Change,
    tally::{CrossTab, Shape, Tally},
};
use serde::{Deserialize, Serialize};

/// Answers needed to show anything.
pub const FROM_TWO: u32 = 5;
/// Answers needed for three classes, for sensitive items at all, and for figures of change.
pub const FROM_THREE: u32 = 10;
/// Answers needed for all five points.
pub const FROM_FIVE: u32 = 20;
/// Smallest class of a sensitive item that is shown as a number.
pub const SENSITIVE_CLASS: u32 = 3;

/// How fine a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Two merged classes.
    Two,
    /// Three merged classes.
    Three,
    /// All classes.
    Five,
}

impl Level {
    /// All levels, coarsest first.
    pub const ALL: [Self; 3] = [Self::Two, Self::Three, Self::Five];

    const fn from(self) -> u32 {
        match self {
            Self::Two => FROM_TWO,
            Self::Three => FROM_THREE,
            Self::Five => FROM_FIVE,
        }
    }
}

/// The wanted side of two classes (right; agree; better).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Share {
    /// This many.
    Exactly(u32),
    /// Nobody or one person.
    HardlyAnyone,
    /// Everybody or all but one.
    NearlyEveryone,
    /// One or two persons, on a sensitive item.
    FewerThanThree,
    /// All but one or two persons, on a sensitive item.
    AllButFewerThanThree,
    /// Nobody, on a sensitive item.
    UnderTenPercent,
    /// Everybody, on a sensitive item.
    OverNinetyPercent,
}

/// A table as it may be seen. Everything that is drawn, read aloud or exported comes from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// Too few answers; only their number.
    TooFew {
        /// Answers.
        n: u32,
    },
    /// A sensitive item of a small workshop: it counts in the module's total.
    Elsewhere {
        /// Answers.
        n: u32,
    },
    /// Would tell together with other numbers of the page what must stay hidden.
    Withheld {
        /// Answers.
        n: u32,
    },
    /// Two merged classes.
    Two {
        /// Answers.
        n: u32,
        /// The wanted side.
        top: Share,
    },
    /// Three classes: wrong, not sure, right; disagree, in between, agree; worse, same, better.
    Three {
        /// Counts, the least wanted first.
        counts: [u32; 3],
    },
    /// All five points.
    Five {
        /// Counts, the least wanted first.
        counts: [u32; 5],
    },
}

impl Shown {
    /// Answers behind the table; never hidden.
    #[must_use]
    pub fn n(&self) -> u32 {
        match self {
            Self::TooFew { n }
            | Self::Elsewhere { n }
            | Self::Withheld { n }
            | Self::Two { n, .. } => *n,
            Self::Three { counts } => counts.iter().sum(),
            Self::Five { counts } => counts.iter().sum(),
        }
    }

    /// Whether there is something to draw.
    #[must_use]
    pub const fn visible(&self) -> bool {
        matches!(self, Self::Two { .. } | Self::Three { .. } | Self::Five { .. })
    }

    /// The wanted side's count, where it may be told.
    #[must_use]
    pub fn top(&self) -> Option<u32> {
        match self {
            Self::Two { top: Share::Exactly(top), .. } => Some(*top),
            Self::Three { counts } => Some(counts[2]),
            Self::Five { counts } => Some(counts[3] + counts[4]),
            _ => None,
        }
    }

    fn exact(&self) -> bool {
        self.top().is_some()
    }
}

/// Classes merged to a level, the least wanted first. Tables of three classes have no finer level.
#[must_use]
pub fn merged(classes: &[u32], level: Level) -> Vec<u32> {
    match (classes, level) {
        ([first, second, third], Level::Two) => vec![first + second, *third],
        ([first, second, third, fourth, fifth], Level::Two) => {
            vec![first + second + third, fourth + fifth]
        }
        ([first, second, third, fourth, fifth], Level::Three) => {
            vec![first + second, *third, fourth + fifth]
        }
        _ => classes.to_vec(),
    }
}

/// Whether these classes may be told exactly at a level.
#[must_use]
pub fn publishable(classes: &[u32], level: Level, sensitive: bool) -> bool {
    let n: u32 = classes.iter().sum();
    let parts = merged(classes, level);
    if n < level.from() || (sensitive && n < FROM_THREE) {
        return false;
    }
    let smallest = parts.iter().copied().min().unwrap_or(0);
    match (sensitive, level) {
        (true, _) => smallest >= SENSITIVE_CLASS,
        (false, Level::Two) if n < FROM_THREE => smallest >= 2,
        (false, _) => true,
    }
}

/// One table of one workshop as it may be seen, at most at level `finest`.
#[must_use]
pub fn show(classes: &[u32], sensitive: bool, finest: Level) -> Shown {
    let n: u32 = classes.iter().sum();
    if sensitive && n < FROM_THREE {
        return Shown::Elsewhere { n };
    }
    if n < FROM_TWO {
        return Shown::TooFew { n };
    }
    let level = Level::ALL.into_iter().rev().find(|&level| {
        level <= finest && level > Level::Two && publishable(classes, level, sensitive)
    });
    let parts = merged(classes, level.unwrap_or(Level::Two));
    match parts[..] {
        [low, middle, high] => Shown::Three { counts: [low, middle, high] },
        [first, second, third, fourth, fifth] => {
            Shown::Five { counts: [first, second, third, fourth, fifth] }
        }
        _ => Shown::Two { n, top: share(parts.last().copied().unwrap_or(0), n, sensitive) },
    }
}

fn share(top: u32, n: u32, sensitive: bool) -> Share {
    let rest = n.saturating_sub(top);
    match (sensitive, top, rest) {
        (true, 0, _) => Share::UnderTenPercent,
        (true, _, 0) => Share::OverNinetyPercent,
        (true, 1..SENSITIVE_CLASS, _) => Share::FewerThanThree,
        (true, _, 1..SENSITIVE_CLASS) => Share::AllButFewerThanThree,
        (false, 0..=1, _) => Share::HardlyAnyone,
        (false, _, 0..=1) => Share::NearlyEveryone,
        _ => Share::Exactly(top),
    }
}

/// One item as it may be seen: before, after, and the change of linked pairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemResult {
    /// Before.
    pub before: Shown,
    /// After; `None` while only "before" is over.
    pub after: Option<Shown>,
    /// Worse, same, better; `None` while only "before" is over.
    pub change: Option<Shown>,
    /// "I'd rather not say" before and after, told only beside tables that are shown.
    pub declined: (u32, u32),
}

/// The result of one item in one workshop.
#[must_use]
pub fn workshop_result(
    shape: Shape,
    sensitive: bool,
    table: &CrossTab,
    after_too: bool,
) -> ItemResult {
    let (before, after, change) = (table.before(shape), table.after(shape), table.change(shape));
    let shown_before = show(&before.classes, sensitive, Level::Five);
    if !after_too {
        let declined = if shown_before.visible() { (before.declined, 0) } else { (0, 0) };
        return ItemResult { before: shown_before, after: None, change: None, declined };
    }
    let shown_after = show(&after.classes, sensitive, Level::Five);
    let shown_change = show_change(change, shape, sensitive, &shown_before, &shown_after);
    let declined = |shown: &Shown, tally: &Tally| if shown.visible() { tally.declined } else { 0 };
    let declined = (declined(&shown_before, &before), declined(&shown_after, &after));
    ItemResult {
        before: shown_before,
        after: Some(shown_after),
        change: Some(shown_change),
        declined,
    }
}

/// The change as it may be seen beside `before` and `after`. Together they could tell what each of
/// them hides: right-before plus better minus worse is right-after. So the change is withheld where a
/// count beside it stands in words, and for knowledge in groups under ten, where it would give away
/// who got worse.
fn show_change(
    change: Change,
    shape: Shape,
    sensitive: bool,
    before: &Shown,
    after: &Shown,
) -> Shown {
    let classes = [change.worse, change.same, change.better];
    let shown = show(&classes, sensitive, Level::Three);
    let small = change.n() < FROM_THREE;
    let in_words = [before, after].into_iter().any(|table| !table.exact());
    let knowledge = matches!(shape, Shape::Truth { .. });
    if shown.visible() && (in_words || (small && knowledge)) {
        Shown::Withheld { n: change.n() }
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Answer;

    fn truth(pairs: &[(&str, &str, u32)]) -> CrossTab {
        let mut table = CrossTab::default();
        for (before, after, count) in pairs {
            let answer = |text: &str| (!text.is_empty()).then(|| Answer::Given(text.to_owned()));
            table.add(answer(before), answer(after), *count);
        }
        table
    }

    const RIGHT: Shape = Shape::Truth { right: true };

    #[test]
    fn a_workshop_of_nine_shows_something_useful() {
        assert_eq!(
            show(&[2, 1, 6], false, Level::Five),
            Shown::Two { n: 9, top: Share::Exactly(6) }
        );
        assert_eq!(
            show(&[1, 0, 8], false, Level::Five),
            Shown::Two { n: 9, top: Share::NearlyEveryone }
        );
        assert_eq!(
            show(&[8, 1, 0], false, Level::Five),
            Shown::Two { n: 9, top: Share::HardlyAnyone }
        );
        assert_eq!(show(&[0, 1, 2, 3, 3], true, Level::Five), Shown::Elsewhere { n: 9 });
    }

    #[test]
    fn four_answers_are_only_counted() {
        assert_eq!(show(&[1, 1, 2], false, Level::Five), Shown::TooFew { n: 4 });
    }

    #[test]
    fn more_answers_show_more() {
        assert_eq!(show(&[1, 2, 3, 3, 1], false, Level::Five), Shown::Three { counts: [3, 3, 4] });
        assert_eq!(
            show(&[1, 2, 4, 6, 7], false, Level::Five),
            Shown::Five { counts: [1, 2, 4, 6, 7] }
        );
        assert_eq!(show(&[4, 6, 10], false, Level::Five), Shown::Three { counts: [4, 6, 10] });
    }

    #[test]
    fn small_classes_of_sensitive_items_are_words() {
        assert_eq!(
            show(&[1, 1, 4, 3, 3], true, Level::Five),
            Shown::Two { n: 12, top: Share::Exactly(6) }
        );
        assert_eq!(
            show(&[5, 4, 4, 1, 1], true, Level::Five),
            Shown::Two { n: 15, top: Share::FewerThanThree }
        );
        assert_eq!(
            show(&[1, 0, 1, 6, 7], true, Level::Five),
            Shown::Two { n: 15, top: Share::AllButFewerThanThree }
        );
        assert_eq!(
            show(&[0, 0, 0, 5, 7], true, Level::Five),
            Shown::Two { n: 12, top: Share::OverNinetyPercent }
        );
        assert_eq!(
            show(&[6, 4, 2, 0, 0], true, Level::Five),
            Shown::Two { n: 12, top: Share::UnderTenPercent }
        );
        assert_eq!(
            show(&[3, 3, 4, 3, 7], true, Level::Five),
            Shown::Five { counts: [3, 3, 4, 3, 7] }
        );
    }

    #[test]
    fn before_and_after_do_not_give_away_who_got_worse() {
        // Six right before, seven after, two better: one got worse, and nine people are few.
        let table = truth(&[
            ("true", "true", 5),
            ("false", "true", 2),
            ("true", "false", 1),
            ("unsure", "false", 1),
        ]);
        let result = workshop_result(RIGHT, false, &table, true);
        assert_eq!(result.before.top(), Some(6));
        assert_eq!(result.after.as_ref().and_then(Shown::top), Some(7));
        assert_eq!(result.change, Some(Shown::Withheld { n: 9 }));
    }

    #[test]
    fn ten_pairs_show_their_change() {
        let table = truth(&[
            ("true", "true", 5),
            ("false", "true", 4),
            ("true", "false", 1),
            ("unsure", "false", 2),
        ]);
        let result = workshop_result(RIGHT, false, &table, true);
        assert_eq!(result.change, Some(Shown::Three { counts: [1, 7, 4] }));
    }

    #[test]
    fn before_alone_has_no_after() {
        let result =
            workshop_result(RIGHT, false, &truth(&[("true", "", 6), ("false", "", 6)]), false);
        assert_eq!((result.after, result.change), (None, None));
        assert_eq!(result.before, Shown::Three { counts: [6, 0, 6] });
    }
}
