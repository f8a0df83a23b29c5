//! Which one sentence a chart carries. The words are the application's; here is decided what they say,
//! from what is seen and nothing else, so that a sentence gives away no more than its chart.
//!
//! The rules, in this order: what is hidden stays hidden; a drop is never passed over; where most were
//! right before there was little room to grow; what cannot be told from chance is called so; only then
//! something got better. Nothing here says that the workshop was the cause.

use super::{
    mean::MeanChange,
    paired::Change,
    rounding::{PERCENT_FROM, percentages},
    score::Score,
    statistics::{
        mcnemar::{Fourfold, McNemarTest},
        welch::Welch,
    },
    suppression::{FROM_THREE, ItemResult, Share, Shown},
};
use crate::questionnaire::Wave;

/// From which share of the wanted side before, in percent, there was little room to grow.
pub const CEILING_PERCENT: u32 = 85;

/// p under which a change is told from chance.
const CLEAR_BELOW: f64 = 0.05;

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

/// The wanted side of one table, as it may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// So many of so many: under [`PERCENT_FROM`] answers.
    Of {
        /// These.
        top: u32,
        /// Of these.
        n: u32,
    },
    /// Whole percent: from [`PERCENT_FROM`] answers on.
    Percent {
        /// Percent.
        percent: u32,
        /// Answers.
        n: u32,
    },
    /// In words, of so many.
    Words {
        /// The words; never [`Share::Exactly`].
        share: Share,
        /// Answers.
        n: u32,
    },
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
    /// The sentence of an item's chart of answers.
    #[must_use]
    pub fn of_answers(result: &ItemResult) -> Self {
        let before = side(&result.before);
        let after = result.after.as_ref().map(side);
        match (before, after) {
            (Ok(before), Some(Ok(after))) => Self::of_waves(before, after),
            (Ok(side), _) => Self::One { wave: Wave::Before, side },
            (Err(_), Some(Ok(side))) => Self::One { wave: Wave::After, side },
            // The later wave is what the reader asks for.
            (Err(hidden), None) | (Err(_), Some(Err(hidden))) => hidden,
        }
    }

    fn of_waves(before: Side, after: Side) -> Self {
        let fell = after.bounds().1 < before.bounds().0;
        let ceiling = before.bounds().0 >= f64::from(CEILING_PERCENT) / 100.0;
        match (before, after) {
            _ if ceiling && !fell => Self::Ceiling { before, after },
            (Side::Percent { percent: first, n }, Side::Percent { percent: second, n: m }) => {
                let points = i64::from(second) - i64::from(first);
                Self::Points { before: first, after: second, points, n: n.min(m) }
            }
            _ => Self::Counts { before, after },
        }
    }

    /// The sentence of an item's chart of change.
    #[must_use]
    pub fn of_change(result: &ItemResult) -> Self {
        let hidden = Self::Hidden { n: 0, why: Hidden::TooFew };
        let Some(table) = &result.change else { return hidden };
        let [worse, same, better] = match (table, side(table)) {
            (_, Err(hidden)) => return hidden,
            (Shown::Three { counts }, _) => *counts,
            (_, Ok(side)) => return Self::BetterOnly { side },
        };
        let change = Change { better, same, worse };
        let clarity = Clarity::of(change);
        if worse > better {
            return Self::Drop { change, clarity };
        }
        let waves = result.after.as_ref().map(side).zip(Some(side(&result.before)));
        if let Some((Ok(after), Ok(before))) = waves {
            let found = Self::of_waves(before, after);
            if matches!(found, Self::Ceiling { .. }) {
                return found;
            }
        }
        if better == worse { Self::Balanced { change } } else { Self::Better { change, clarity } }
    }

    /// The sentence of a score of the same persons. Under ten pairs nothing is told.
    #[must_use]
    pub fn of_score(score: Score, change: &MeanChange) -> Self {
        let pairs = change.pairs;
        let difference = change.difference();
        match change.interval {
            _ if pairs < FROM_THREE => Self::Hidden { n: pairs, why: Hidden::TooFew },
            None => Self::ScoreConstant { pairs, shift: difference },
            Some(interval) => {
                let basis = Basis::Linked { pairs };
                Self::of_interval(score, change.before, ScoreChange { basis, difference, interval })
            }
        }
    }

    /// The sentence of a score where persons were not linked. Under ten answers in a wave nothing is
    /// told.
    #[must_use]
    pub fn of_unlinked(score: Score, change: &Welch) -> Self {
        let (before, after) = (change.before.n, change.after.n);
        if before.min(after) < FROM_THREE {
            return Self::Hidden { n: before.min(after), why: Hidden::TooFew };
        }
        let basis = Basis::Unlinked { before, after };
        let (difference, interval) = (change.difference, change.interval);
        Self::of_interval(score, change.before.mean, ScoreChange { basis, difference, interval })
    }

    fn of_interval(score: Score, before: f64, change: ScoreChange) -> Self {
        let (least, most) = score.range();
        let high = least + (most - least) * f64::from(CEILING_PERCENT) / 100.0;
        match change.interval {
            (_, end) if end < 0.0 => Self::ScoreDown(change),
            (start, _) if start > 0.0 => Self::ScoreUp(change),
            _ if before >= high => Self::ScoreCeiling(change),
            _ => Self::ScoreUnclear(change),
        }
    }

    /// The sentence of a breakdown, from the answers of its shown rows and the number of hidden ones.
    #[must_use]
    pub fn of_groups(shown: &[u32], hidden: u32) -> Self {
        Self::Groups {
            shown: u32::try_from(shown.len()).unwrap_or(u32::MAX),
            hidden,
            smallest: shown.iter().copied().min(),
        }
    }

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

impl Clarity {
    fn of(change: Change) -> Self {
        let table = Fourfold { lost: change.worse, gained: change.better, ..Fourfold::default() };
        match table.test() {
            _ if change.n() < FROM_THREE => Self::Untested,
            McNemarTest::NobodyChanged | McNemarTest::TooFew => Self::Untested,
            McNemarTest::MidP(p) if p < CLEAR_BELOW => Self::Clear,
            McNemarTest::MidP(_) => Self::Unclear,
        }
    }
}

impl Side {
    /// Answers.
    #[must_use]
    pub const fn n(self) -> u32 {
        match self {
            Self::Of { n, .. } | Self::Percent { n, .. } | Self::Words { n, .. } => n,
        }
    }

    /// Between which the share lies, as far as it is told.
    fn bounds(self) -> (f64, f64) {
        let (low, high) = match self {
            Self::Percent { percent, .. } => {
                let share = f64::from(percent) / 100.0;
                return (share, share);
            }
            Self::Of { top, .. } => (top, top),
            Self::Words { share, n } => match share {
                Share::Exactly(top) => (top, top),
                Share::HardlyAnyone => (0, 1),
                Share::NearlyEveryone => (n.saturating_sub(1), n),
                Share::FewerThanThree | Share::UnderTenPercent => (0, 2),
                Share::AllButFewerThanThree | Share::OverNinetyPercent => (n.saturating_sub(2), n),
            },
        };
        let n = f64::from(self.n().max(1));
        (f64::from(low) / n, f64::from(high) / n)
    }
}

/// The wanted side of a table as it may be said, or that there is nothing to say.
fn side(table: &Shown) -> Result<Side, Finding> {
    let n = table.n();
    let hidden = |why| Err(Finding::Hidden { n, why });
    match (table, table.top()) {
        (Shown::TooFew { .. }, _) => hidden(Hidden::TooFew),
        (Shown::Elsewhere { .. }, _) => hidden(Hidden::Elsewhere),
        (Shown::Withheld { .. }, _) => hidden(Hidden::Withheld),
        (_, Some(top)) if n < PERCENT_FROM => Ok(Side::Of { top, n }),
        (_, Some(top)) => {
            let percent = percentages(&[n.saturating_sub(top), top]).last().copied().unwrap_or(0);
            Ok(Side::Percent { percent, n })
        }
        (Shown::Two { top: share, .. }, None) => Ok(Side::Words { share: *share, n }),
        (Shown::Three { .. } | Shown::Five { .. }, None) => hidden(Hidden::Withheld),
    }
}

#[cfg(test)]
mod tests;
