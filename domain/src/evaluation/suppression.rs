//! How much of one workshop's counts may be seen: rules 1 and 2 of the small-number rules.
//!
//! A table is shown as finely as its number of answers allows: nothing, two classes, three, or all.
//! A count that would describe one person is put into words. Which words depends on nothing but the
//! number of answers and the range the count lies in, so that the words say no more than that range.

pub use super::result::{ItemResult, workshop_result};
use serde::{Deserialize, Serialize};

/// Answers needed to show anything.
pub const FROM_TWO: u32 = 5;
/// Answers needed for three classes, for sensitive items at all, and for figures of change.
pub const FROM_THREE: u32 = 10;
/// Answers needed for all five points.
pub const FROM_FIVE: u32 = 20;
/// Smallest class of a sensitive item that is shown as a number.
pub const SENSITIVE_CLASS: u32 = 3;
/// Above so many answers two persons are under ten percent, and the words say so. "Under ten percent"
/// for nobody and "fewer than three" for one or two would tell them apart: whoever knows the rule
/// would read "nobody" in the first.
pub const PERCENT_WORDS_ABOVE: u32 = 20;

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

    /// Answers needed to show a table at this level.
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
    /// At most two persons, on a sensitive item of up to [`PERCENT_WORDS_ABOVE`] answers.
    FewerThanThree,
    /// All but at most two persons, likewise.
    AllButFewerThanThree,
    /// At most two persons, on a sensitive item of more answers.
    UnderTenPercent,
    /// All but at most two persons, likewise.
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

    /// The level whose counts are told; `None` where only words are, or nothing.
    pub(super) const fn level(&self) -> Option<Level> {
        match self {
            Self::Two { top: Share::Exactly(_), .. } => Some(Level::Two),
            Self::Three { .. } => Some(Level::Three),
            Self::Five { .. } => Some(Level::Five),
            _ => None,
        }
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

/// Whether these classes may be told at a level finer than two.
fn publishable(classes: &[u32], level: Level, sensitive: bool) -> bool {
    let n: u32 = classes.iter().sum();
    let smallest = merged(classes, level).into_iter().min().unwrap_or(0);
    n >= level.from() && (!sensitive || smallest >= SENSITIVE_CLASS)
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

pub(crate) fn share(top: u32, n: u32, sensitive: bool) -> Share {
    let rest = n.saturating_sub(top);
    match (sensitive, top, rest) {
        (true, 0..SENSITIVE_CLASS, _) if n > PERCENT_WORDS_ABOVE => Share::UnderTenPercent,
        (true, _, 0..SENSITIVE_CLASS) if n > PERCENT_WORDS_ABOVE => Share::OverNinetyPercent,
        (true, 0..SENSITIVE_CLASS, _) => Share::FewerThanThree,
        (true, _, 0..SENSITIVE_CLASS) => Share::AllButFewerThanThree,
        (false, 0..=1, _) => Share::HardlyAnyone,
        (false, _, 0..=1) => Share::NearlyEveryone,
        _ => Share::Exactly(top),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            show(&[0, 0, 1, 20, 10], true, Level::Five),
            Shown::Two { n: 31, top: Share::OverNinetyPercent }
        );
        assert_eq!(
            show(&[16, 4, 2, 0, 0], true, Level::Five),
            Shown::Two { n: 22, top: Share::UnderTenPercent }
        );
        assert_eq!(
            show(&[3, 3, 4, 3, 7], true, Level::Five),
            Shown::Five { counts: [3, 3, 4, 3, 7] }
        );
    }

    #[test]
    fn words_do_not_tell_nobody_from_somebody() {
        for n in 10..60_u32 {
            let words = |top: u32| show(&[0, 0, n - top, top, 0], true, Level::Five);
            for few in 1..SENSITIVE_CLASS {
                assert_eq!(words(0), words(few), "{few} of {n}");
                assert_eq!(words(n), words(n - few), "all but {few} of {n}");
            }
        }
        for n in FROM_TWO..FROM_THREE {
            assert_eq!(
                show(&[n, 0, 0], false, Level::Five),
                show(&[n - 1, 0, 1], false, Level::Five)
            );
        }
    }
}
