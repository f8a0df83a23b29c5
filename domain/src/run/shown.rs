//! How much of the room's answers may be seen: the small-number rules for what is asked live.
//!
//! Nothing is shown before it is revealed, and nothing of fewer than five people. Then as in the
//! evaluation: two classes, three from ten, all from twenty, with words where a count would describe
//! one person. What is told about an option never depends on anything but these counts. Where the room
//! learns something else (who won, that everybody ticked something), less is told.

use super::Ask;
use crate::{
    evaluation::suppression::{FROM_FIVE, FROM_THREE, FROM_TWO, SENSITIVE_CLASS, Share, share},
    poll::PollKind,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a room answered to one ask.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Votes {
    /// People behind the answers. A phone counts once, except in a story that a small group goes
    /// through on one phone.
    pub people: u32,
    /// How many chose each value (for ticks each option apart, for orders each whole order).
    pub counts: BTreeMap<String, u32>,
}

/// Stands for the two upper points of a rating.
pub const UPPER: &str = "4,5";

/// One option as it may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The option; `None` stands for all that are not listed.
    pub value: Option<String>,
    /// How many.
    pub share: Share,
}

/// Answers as they may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VotesShown {
    /// Too few, or so spread that more would give somebody away; only how many.
    TooFew {
        /// People who answered.
        n: u32,
    },
    /// Some options with their share of the people who answered.
    Bars {
        /// People who answered.
        n: u32,
        /// In the order of the options, "the others" last.
        bars: Vec<Bar>,
    },
    /// The order the room made of ideas, most wanted first.
    Order {
        /// People who answered.
        n: u32,
        /// Values.
        values: Vec<String>,
    },
}

impl VotesShown {
    /// People who answered; never hidden.
    #[must_use]
    pub const fn n(&self) -> u32 {
        match self {
            Self::TooFew { n } | Self::Bars { n, .. } | Self::Order { n, .. } => *n,
        }
    }
}

/// The only most chosen option, by its place; none where two have as many or nobody answered.
#[must_use]
pub fn winner(ask: &Ask, votes: &Votes) -> Option<usize> {
    winner_of(&counts_of(ask, votes))
}

fn counts_of(ask: &Ask, votes: &Votes) -> Vec<u32> {
    ask.values.iter().map(|value| votes.counts.get(value).copied().unwrap_or(0)).collect()
}

fn winner_of(counts: &[u32]) -> Option<usize> {
    let most = counts.iter().max().filter(|most| **most > 0)?;
    let mut first = counts.iter().enumerate().filter(|(_, count)| *count == most);
    match (first.next(), first.next()) {
        (Some((place, _)), None) => Some(place),
        _ => None,
    }
}

/// What may be seen of the answers to an ask, once it is revealed.
#[must_use]
pub fn show_votes(ask: &Ask, votes: &Votes) -> VotesShown {
    let n = votes.people;
    if n < if ask.sensitive { FROM_THREE } else { FROM_TWO } {
        return VotesShown::TooFew { n };
    }
    let counts = counts_of(ask, votes);
    match ask.kind {
        PollKind::Order => VotesShown::Order { n, values: order(ask, votes) },
        PollKind::Ticks => each(ask, &counts, n),
        // All options: from ten where there are three at most, from twenty where there are more.
        _ if whole(&counts, n, ask.sensitive) => {
            let exactly = |(value, count): (&String, &u32)| Bar {
                value: Some(value.clone()),
                share: Share::Exactly(*count),
            };
            VotesShown::Bars { n, bars: ask.values.iter().zip(&counts).map(exactly).collect() }
        }
        _ => two(ask, &counts, n),
    }
}

fn whole(counts: &[u32], n: u32, sensitive: bool) -> bool {
    let enough = n >= if counts.len() > 3 { FROM_FIVE } else { FROM_THREE };
    enough && (!sensitive || counts.iter().all(|count| *count >= SENSITIVE_CLASS))
}

/// Every option apart. Everybody ticks something, so the ticks are as many as the people at least:
/// where that sum needs the one person behind "hardly anyone", nothing is told.
fn each(ask: &Ask, counts: &[u32], n: u32) -> VotesShown {
    let few = if ask.sensitive { SENSITIVE_CLASS - 1 } else { 1 };
    let most = |count: &u32| if n - count.min(&n) <= few { n } else { *count.max(&few) };
    let most: u32 = counts.iter().map(most).sum();
    if counts.iter().any(|count| *count <= few) && most - few < n {
        return VotesShown::TooFew { n };
    }
    let bar = |(value, count): (&String, &u32)| Bar {
        value: Some(value.clone()),
        share: share(*count, n, ask.sensitive),
    };
    VotesShown::Bars { n, bars: ask.values.iter().zip(counts).map(bar).collect() }
}

/// Two classes: the right answer, or the first option where it asks for an opinion, against the rest.
/// Which option that is must not depend on the answers, or the choice itself would tell. In a story
/// everybody hears who won; beside any other option's count that could tell that nobody chose a third.
fn two(ask: &Ask, counts: &[u32], n: u32) -> VotesShown {
    let rating = ask.kind == PollKind::Rating;
    let named: Vec<usize> = if ask.decides && counts.len() > 2 {
        match winner_of(counts) {
            Some(won) if counts.len() == 3 => vec![won],
            _ => return VotesShown::TooFew { n },
        }
    } else if rating {
        vec![3, 4]
    } else if ask.right.is_empty() {
        vec![0]
    } else {
        (0..counts.len()).filter(|place| ask.right.contains(&ask.values[*place])).collect()
    };
    let top: u32 = named.iter().filter_map(|place| counts.get(*place)).sum();
    let value = match named[..] {
        _ if rating => Some(UPPER.to_owned()),
        [one] => ask.values.get(one).cloned(),
        _ => ask.right.first().cloned(),
    };
    let top = share(top, n, ask.sensitive);
    let rest = Bar { value: None, share: opposite(top, n) };
    VotesShown::Bars { n, bars: vec![Bar { value, share: top }, rest] }
}

/// The other side of two classes, in words that say no more.
const fn opposite(share: Share, n: u32) -> Share {
    match share {
        Share::Exactly(top) => Share::Exactly(n.saturating_sub(top)),
        Share::HardlyAnyone => Share::NearlyEveryone,
        Share::NearlyEveryone => Share::HardlyAnyone,
        Share::FewerThanThree => Share::AllButFewerThanThree,
        Share::AllButFewerThanThree => Share::FewerThanThree,
        Share::UnderTenPercent => Share::OverNinetyPercent,
        Share::OverNinetyPercent => Share::UnderTenPercent,
    }
}

/// Options by the sum of their places (Borda count); options with the same sum keep their order.
fn order(ask: &Ask, votes: &Votes) -> Vec<String> {
    let mut sums: Vec<(u64, &String)> = ask.values.iter().map(|value| (0, value)).collect();
    for (answer, people) in &votes.counts {
        for (place, chosen) in answer.split(',').enumerate() {
            if let Some((sum, _)) = sums.iter_mut().find(|(_, value)| *value == chosen) {
                *sum += place as u64 * u64::from(*people);
            }
        }
    }
    sums.sort_by_key(|(sum, _)| *sum);
    sums.into_iter().map(|(_, value)| value.clone()).collect()
}
