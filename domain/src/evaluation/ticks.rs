//! Questions with any number of ticks: every option is a table of two classes, ticked or not.

use super::{
    suppression::{FROM_THREE, FROM_TWO, Share, share},
    tally::CrossTab,
};
use crate::{question::Answer, questionnaire::Wave};
use serde::{Deserialize, Serialize};

/// How often each option was ticked, as it may be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShownTicks {
    /// Too few answers; only their number.
    TooFew {
        /// Answers.
        n: u32,
    },
    /// A sensitive question in a small workshop.
    Elsewhere {
        /// Answers.
        n: u32,
    },
    /// The words for some options would tell the count of others.
    Withheld {
        /// Answers.
        n: u32,
    },
    /// Every option, in the scale's order.
    Options {
        /// Answers: people who ticked at least one.
        n: u32,
        /// How many ticked the option.
        ticked: Vec<Share>,
    },
}

impl ShownTicks {
    /// Answers behind the table; never hidden.
    #[must_use]
    pub const fn n(&self) -> u32 {
        match self {
            Self::TooFew { n }
            | Self::Elsewhere { n }
            | Self::Withheld { n }
            | Self::Options { n, .. } => *n,
        }
    }
}

/// One wave of one workshop, for a scale with these option values.
#[must_use]
pub fn show_ticks(values: &[&str], sensitive: bool, table: &CrossTab, wave: Wave) -> ShownTicks {
    let mut n = 0;
    let mut counts = vec![0; values.len()];
    for (before, after, people) in table.cells() {
        let answer = if wave == Wave::Before { before } else { after };
        let Some(Answer::Given(text)) = answer else { continue };
        n += people;
        for (count, value) in counts.iter_mut().zip(values) {
            *count += if text.split(',').any(|ticked| ticked == *value) { people } else { 0 };
        }
    }
    if sensitive && n < FROM_THREE {
        return ShownTicks::Elsewhere { n };
    }
    if n < FROM_TWO {
        return ShownTicks::TooFew { n };
    }
    let exact = !sensitive && n >= FROM_THREE;
    let told =
        |&count: &u32| if exact { Share::Exactly(count) } else { share(count, n, sensitive) };
    let ticked: Vec<Share> = counts.iter().map(told).collect();
    if open(n, &ticked) { ShownTicks::Options { n, ticked } } else { ShownTicks::Withheld { n } }
}

/// The total of several workshops: of those whose own page tells every count, so that it says nothing
/// the pages do not. The second number is the answers that are not in it.
#[must_use]
pub fn total_ticks(workshops: &[ShownTicks]) -> (ShownTicks, u32) {
    let mut included = 0;
    let mut sums: Vec<u32> = Vec::new();
    for workshop in workshops {
        let ShownTicks::Options { n, ticked } = workshop else { continue };
        let counts: Option<Vec<u32>> = ticked
            .iter()
            .map(|share| if let Share::Exactly(count) = share { Some(*count) } else { None })
            .collect();
        if let Some(counts) = counts {
            included += n;
            sums.resize(counts.len().max(sums.len()), 0);
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
    let all: u32 = workshops.iter().map(ShownTicks::n).sum();
    let shown = if included == 0 {
        ShownTicks::TooFew { n: all }
    } else {
        ShownTicks::Options { n: included, ticked: sums.into_iter().map(Share::Exactly).collect() }
    };
    (shown, all - included)
}

/// The least and the most people a share stands for.
const fn range(share: Share, n: u32) -> (u32, u32) {
    match share {
        Share::Exactly(count) => (count, count),
        Share::HardlyAnyone => (0, 1),
        Share::NearlyEveryone => (n - 1, n),
        Share::FewerThanThree | Share::UnderTenPercent => (0, 2),
        Share::AllButFewerThanThree | Share::OverNinetyPercent => (n - 2, n),
    }
}

/// Whether all words stay open. Everybody ticked at least one option, so the ticks are at least as
/// many as the people: if the others cannot make up for it, an option's low count is ruled out.
fn open(n: u32, ticked: &[Share]) -> bool {
    let most: u32 = ticked.iter().map(|&share| range(share, n).1).sum();
    ticked.iter().all(|&share| {
        let (low, high) = range(share, n);
        low == high || most - high + low >= n
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALUES: [&str; 3] = ["settings", "talk", "nothing"];

    fn after(answers: &[(&str, u32)]) -> CrossTab {
        let mut table = CrossTab::default();
        for (text, count) in answers {
            table.add(None, Some(Answer::Given((*text).to_owned())), *count);
        }
        table
    }

    fn shown(answers: &[(&str, u32)], sensitive: bool) -> ShownTicks {
        show_ticks(&VALUES, sensitive, &after(answers), Wave::After)
    }

    #[test]
    fn options_are_counted_one_by_one() {
        let few = shown(&[("settings,talk", 4), ("talk", 2), ("nothing", 1)], false);
        let ticked = vec![Share::Exactly(4), Share::NearlyEveryone, Share::HardlyAnyone];
        assert_eq!(few, ShownTicks::Options { n: 7, ticked });
        let more = shown(&[("settings,talk", 8), ("nothing", 2)], false);
        let ticked = [8, 8, 2].map(Share::Exactly).to_vec();
        assert_eq!(more, ShownTicks::Options { n: 10, ticked });
        assert_eq!(shown(&[("talk", 4)], false), ShownTicks::TooFew { n: 4 });
        assert_eq!(shown(&[("talk", 9)], true), ShownTicks::Elsewhere { n: 9 });
    }

    #[test]
    fn words_that_rule_each_other_out_are_withheld() {
        // Three and twice "hardly anyone" of five people: each of the two must be one.
        let tight = shown(&[("settings", 3), ("talk", 1), ("nothing", 1)], false);
        assert_eq!(tight, ShownTicks::Withheld { n: 5 });
    }

    #[test]
    fn a_total_adds_what_the_pages_tell() {
        let pages = [
            shown(&[("settings", 8), ("nothing", 4)], false),
            shown(&[("talk", 6), ("settings", 1)], false),
        ];
        let ticked = [8, 0, 4].map(Share::Exactly).to_vec();
        assert_eq!(total_ticks(&pages), (ShownTicks::Options { n: 12, ticked }, 7));
        assert_eq!(total_ticks(&pages[1..]), (ShownTicks::TooFew { n: 7 }, 7));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Every count that stands in words could be another one.
        #[test]
        fn words_stay_open(people in proptest::collection::vec(1..8_u32, 5..12), sensitive: bool) {
            let texts: Vec<String> = people.iter().map(|bits| {
                let chosen = VALUES.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                chosen.map(|(_, value)| *value).collect::<Vec<_>>().join(",")
            }).collect();
            let answers: Vec<(&str, u32)> = texts.iter().map(|text| (text.as_str(), 1)).collect();
            let ShownTicks::Options { n, ticked } = shown(&answers, sensitive) else { return Ok(()) };
            let ranges: Vec<(u32, u32)> = ticked.iter().map(|share| range(*share, n)).collect();
            let mut possible = vec![std::collections::BTreeSet::new(); 3];
            for first in ranges[0].0..=ranges[0].1 {
                for second in ranges[1].0..=ranges[1].1 {
                    for third in ranges[2].0..=ranges[2].1 {
                        if first + second + third >= n {
                            for (possible, count) in possible.iter_mut().zip([first, second, third]) {
                                possible.insert(count);
                            }
                        }
                    }
                }
            }
            for (share, possible) in ticked.iter().zip(&possible) {
                prop_assert!(matches!(share, Share::Exactly(_)) || possible.len() >= 2);
            }
        }
    }
}
