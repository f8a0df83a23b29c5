//! What of a finding is seen, at one level for both waves.

use super::{Bar, Piece};
use crate::evaluation::model::ItemFinding;
use domain::{
    evaluation::{
        chart::Extent,
        rounding::{PERCENT_FROM, percentages},
        suppression::{Level, Share, Shown, merged},
        tally::Shape,
    },
    question::Construct,
    questionnaire::Wave,
};

/// What of a finding a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The answers before and after.
    Answers,
    /// The change of linked pairs.
    Change,
}

impl Measure {
    /// The word in a picture's address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Change => "change",
        }
    }
}

/// Numbers as they may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbers {
    /// Counts by class, the least wanted first: two, three or five.
    Counts(Vec<u32>),
    /// The wanted side in words.
    Words(Share),
    /// Nothing, and why.
    Hidden(Shown),
}

/// One wave of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Before or after.
    pub wave: Wave,
    /// Answers.
    pub n: u32,
    /// "I'd rather not say"; 0 where it is not told.
    pub declined: u32,
    /// What may be told.
    pub numbers: Numbers,
    /// Whether counts are printed as whole percentages: where all waves drawn have
    /// [`PERCENT_FROM`] answers, so that they compare.
    pub percent: bool,
}

impl Seen {
    /// The wanted side, exactly.
    #[must_use]
    pub fn top(&self) -> Option<u32> {
        match &self.numbers {
            Numbers::Counts(counts) => Some(counts.iter().skip(top_from(counts.len())).sum()),
            Numbers::Words(_) | Numbers::Hidden(_) => None,
        }
    }

    /// Whether there is something to show.
    #[must_use]
    pub const fn visible(&self) -> bool {
        !matches!(self.numbers, Numbers::Hidden(_))
    }

    /// The wanted side in whole percent, as the picture's labels add up to it; `None` where counts
    /// are printed.
    #[must_use]
    pub fn top_percent(&self) -> Option<u32> {
        match &self.numbers {
            Numbers::Counts(counts) if self.percent => {
                Some(percentages(counts).iter().skip(top_from(counts.len())).sum())
            }
            _ => None,
        }
    }

    pub(super) fn bar(
        &self,
        percent: impl Fn(u32) -> String,
        words: impl Fn(Share) -> String,
    ) -> Option<Bar> {
        match &self.numbers {
            Numbers::Counts(counts) => Some(Bar::Pieces(pieces(counts, self.percent, percent))),
            Numbers::Words(share) => Some(Bar::Words(words(*share))),
            Numbers::Hidden(_) => None,
        }
    }
}

/// Index of the first class of the wanted side.
const fn top_from(classes: usize) -> usize {
    match classes {
        2 => 1,
        3 => 2,
        _ => 3,
    }
}

/// Counts with the number that is printed.
pub(super) fn pieces(
    counts: &[u32],
    as_percent: bool,
    percent: impl Fn(u32) -> String,
) -> Vec<Piece> {
    let shares = percentages(counts);
    let label = |(count, share): (&u32, u32)| Piece {
        count: *count,
        label: if as_percent { percent(share) } else { count.to_string() },
    };
    counts.iter().zip(shares).map(label).collect()
}

/// Whether an item is about the workshop itself and so has no "before".
#[must_use]
pub const fn asked_after_only(finding: &ItemFinding) -> bool {
    matches!(finding.item.construct, Construct::Satisfaction)
}

/// The waves of a finding, brought to the coarser level of the two, so that they compare.
#[must_use]
pub fn waves(finding: &ItemFinding) -> Vec<Seen> {
    let result = &finding.result;
    let before =
        (!asked_after_only(finding)).then_some((Wave::Before, &result.before, result.declined.0));
    let after = result.after.as_ref().map(|after| (Wave::After, after, result.declined.1));
    let shown: Vec<_> = before.into_iter().chain(after).collect();
    let level = shown.iter().filter_map(|(_, shown, _)| level(shown)).min().unwrap_or(Level::Two);
    let percent = shown
        .iter()
        .filter(|(_, shown, _)| shown.visible())
        .all(|(_, shown, _)| shown.n() >= PERCENT_FROM);
    let seen = |(wave, shown, declined): (Wave, &Shown, u32)| Seen {
        wave,
        n: shown.n(),
        declined,
        numbers: numbers(shown, level),
        percent,
    };
    shown.into_iter().map(seen).collect()
}

/// Classes of the rows drawn as bars; 0 where words stand for all numbers.
#[must_use]
pub fn classes(seen: &[Seen]) -> usize {
    let counts = seen.iter().filter_map(|seen| match &seen.numbers {
        Numbers::Counts(counts) => Some(counts.len()),
        Numbers::Words(_) | Numbers::Hidden(_) => None,
    });
    counts.max().unwrap_or(0)
}

/// The change of linked pairs, where both waves are over.
#[must_use]
pub const fn change(finding: &ItemFinding) -> Option<&Shown> {
    if asked_after_only(finding) { None } else { finding.result.change.as_ref() }
}

const fn level(shown: &Shown) -> Option<Level> {
    match shown {
        Shown::Two { .. } => Some(Level::Two),
        Shown::Three { .. } => Some(Level::Three),
        Shown::Five { .. } => Some(Level::Five),
        Shown::TooFew { .. } | Shown::Elsewhere { .. } | Shown::Withheld { .. } => None,
    }
}

fn numbers(shown: &Shown, level: Level) -> Numbers {
    match shown {
        Shown::Two { n, top: Share::Exactly(top) } => {
            Numbers::Counts(vec![n.saturating_sub(*top), *top])
        }
        Shown::Two { top, .. } => Numbers::Words(*top),
        Shown::Three { counts } => Numbers::Counts(merged(counts, level)),
        Shown::Five { counts } => Numbers::Counts(merged(counts, level)),
        hidden => Numbers::Hidden(hidden.clone()),
    }
}

/// How far the diverging bars of these findings reach.
#[must_use]
pub fn extent(findings: &[ItemFinding]) -> Extent {
    let ratings = findings.iter().filter(|finding| matches!(finding.shape, Shape::Rating { .. }));
    ratings.flat_map(waves).fold(Extent::default(), |extent, seen| match &seen.numbers {
        Numbers::Counts(counts) => match counts[..] {
            [low, middle, high] => extent.with(low, middle, high),
            [first, second, third, fourth, fifth] => {
                extent.with(first + second, third, fourth + fifth)
            }
            _ => extent,
        },
        Numbers::Words(_) | Numbers::Hidden(_) => extent,
    })
}
