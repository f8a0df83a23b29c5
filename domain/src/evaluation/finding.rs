//! Which one sentence a chart carries. The words are the application's; here is decided what they say,
//! from what is seen and nothing else, so that a sentence gives away no more than its chart.
//!
//! The rules, in this order: what is hidden stays hidden; a drop is never passed over; a clear change
//! is told; where most were right before there was little room to grow; what cannot be told from chance
//! is called so. Nothing here says that the workshop was the cause.

mod rule;
mod side;

use super::{paired::Change, rounding::PERCENT_FROM, suppression::FROM_THREE};
use crate::questionnaire::Wave;
pub use side::Side;

/// From which share of the wanted side before, in percent, there was little room to grow.
pub const CEILING_PERCENT: u32 = 85;

/// What a chart's sentence says.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Nothing but the number of answers and why there is no more.
    Hidden {
        /// Answers, or linked pairs.
        n: u32,
        /// Why.
        why: Hidden,
    },
    /// How one wave answered; there is no other to compare with.
    One {
        /// The wave.
        wave: Wave,
        /// The wanted side.
        side: Side,
    },
    /// Most were there before, so there was little room to grow.
    Ceiling {
        /// The wanted side before.
        before: Side,
        /// After.
        after: Side,
    },
    /// Both waves beside each other, in counts or words: "after, 14 of 18; before, 9 of 18".
    Counts {
        /// The wanted side before.
        before: Side,
        /// After.
        after: Side,
    },
    /// Both waves in whole percent: "from 50 % to 75 %: 25 points". Fewer points are a drop.
    Points {
        /// Percent before.
        before: u32,
        /// Percent after.
        after: u32,
        /// After minus before, of the percentages as they are printed.
        points: i64,
        /// Answers of the smaller wave.
        n: u32,
    },
    /// Of the same persons more got worse than better. Told whether clear or not.
    Drop {
        /// By direction.
        change: Change,
        /// Whether it could be chance.
        clarity: Clarity,
    },
    /// Of the same persons more got better than worse.
    Better {
        /// By direction.
        change: Change,
        /// Whether it could be chance.
        clarity: Clarity,
    },
    /// As many got better as worse.
    Balanced {
        /// By direction.
        change: Change,
    },
    /// How many of the same persons got better, where no more may be told.
    BetterOnly {
        /// The better side.
        side: Side,
    },
    /// A score went up, and the interval leaves zero out.
    ScoreUp(ScoreChange),
    /// A score went down, and the interval leaves zero out.
    ScoreDown(ScoreChange),
    /// The interval includes zero: it cannot be told whether there was a change.
    ScoreUnclear(ScoreChange),
    /// The score was high before, and did not clearly change.
    ScoreCeiling(ScoreChange),
    /// Everybody's score changed by the same, so there is no interval; zero where nobody's did.
    ScoreConstant {
        /// Linked pairs.
        pairs: u32,
        /// By how many points.
        shift: f64,
    },
    /// A breakdown: to spot needs, not to rank groups.
    Groups {
        /// Rows that are shown.
        shown: u32,
        /// Rows that are hidden.
        hidden: u32,
        /// Answers of the smallest shown row; `None` where none is shown.
        smallest: Option<u32>,
    },
}

/// Why there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Too few answers.
    TooFew,
    /// It counts in the module's total.
    Elsewhere,
    /// It would give away what is hidden beside it.
    Withheld,
}

/// Whether a change of the same persons could be chance, by McNemar's mid-p on those who changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clarity {
    /// It is told from chance.
    Clear,
    /// It cannot be told from chance.
    Unclear,
    /// Not tested: under [`FROM_THREE`] pairs, or too few of them changed.
    Untested,
}

/// A mean change and between which it likely lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreChange {
    /// Whether persons were linked.
    pub basis: Basis,
    /// Mean after minus mean before.
    pub difference: f64,
    /// The interval of 95 %.
    pub interval: (f64, f64),
}

/// On whom a mean change rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The same persons; those who dropped out are not in it.
    Linked {
        /// Pairs.
        pairs: u32,
    },
    /// Not the same persons one by one.
    Unlinked {
        /// Before.
        before: u32,
        /// After.
        after: u32,
    },
}

/// How much care a sentence asks for, by the answers it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Care {
    /// Under ten: it speaks of these persons only.
    VerySmall,
    /// Ten to nineteen: a small group, to be read with care.
    Small,
    /// Twenty and more.
    Usual,
}

impl Finding {
    /// Answers that the sentence rests on: of the smaller wave, of the linked pairs, of the smallest
    /// group.
    #[must_use]
    pub fn n(&self) -> u32 {
        match self {
            Self::Hidden { n, .. } | Self::Points { n, .. } => *n,
            Self::One { side, .. } | Self::BetterOnly { side } => side.n(),
            Self::Ceiling { before, after } | Self::Counts { before, after } => {
                before.n().min(after.n())
            }
            Self::Drop { change, .. } | Self::Better { change, .. } | Self::Balanced { change } => {
                change.n()
            }
            Self::ScoreUp(change)
            | Self::ScoreDown(change)
            | Self::ScoreUnclear(change)
            | Self::ScoreCeiling(change) => match change.basis {
                Basis::Linked { pairs } => pairs,
                Basis::Unlinked { before, after } => before.min(after),
            },
            Self::ScoreConstant { pairs, .. } => *pairs,
            Self::Groups { smallest, .. } => smallest.unwrap_or(0),
        }
    }

    /// How much care it asks for.
    #[must_use]
    pub fn care(&self) -> Care {
        match self.n() {
            n if n < FROM_THREE => Care::VerySmall,
            n if n < PERCENT_FROM => Care::Small,
            _ => Care::Usual,
        }
    }
}

#[cfg(test)]
mod tests;
