//! The typical shift of the same persons.

use super::{
    distribution::Z,
    rank::{all_fixed, count, plain, sums_of_some},
};

/// Differences from which there is an estimate: with fewer no interval of 95 % exists.
pub const FROM: usize = 6;
/// Differences up to which the interval's end points are found exactly.
const EXACT_UP_TO: usize = 50;

/// The typical shift, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// The median of the means of all pairs of differences, each also paired with itself.
    pub estimate: f64,
    /// At least 95 % for differences without ties; with ties slightly more or less.
    pub interval: (f64, f64),
}

/// The median of the n(n + 1) / 2 Walsh averages of differences (after minus before), those of zero
/// included, with the interval that belongs to Wilcoxon's signed ranks. `None` under [`FROM`]
/// differences, or where one is no number of at most a billion. Source: Hodges and Lehmann 1963,
/// Annals of Mathematical Statistics 34, 598-611; Hollander and Wolfe 1973, chapter 3.
#[must_use]
pub fn hodges_lehmann(differences: &[f64]) -> Option<Shift> {
    let mut sorted = all_fixed(differences).filter(|differences| differences.len() >= FROM)?;
    sorted.sort_unstable();
    let n = sorted.len() as u64;
    let averages = n * (n + 1) / 2;
    let at = |place: u64| smallest_sum(&sorted, place) / 2.0;
    let estimate = at(averages.div_ceil(2)).midpoint(at(averages / 2 + 1));
    let cut = cut(sorted.len());
    Some(Shift { estimate, interval: (at(cut), at(averages + 1 - cut)) })
}

/// The sum of a pair of values that has this place, from 1, among all pairs in order. Found by halving
/// the range of sums, because a hundred thousand values have five thousand million pairs.
fn smallest_sum(sorted: &[i64], place: u64) -> f64 {
    let (Some(least), Some(most)) = (sorted.first(), sorted.last()) else { return 0.0 };
    let (mut low, mut high) = (2 * least, 2 * most);
    while low < high {
        let middle = low + (high - low) / 2;
        if pairs_up_to(sorted, middle) >= place {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    plain(low)
}

/// How many pairs, each value with itself and with those after it, have a sum of at most this.
fn pairs_up_to(sorted: &[i64], sum: i64) -> u64 {
    let mut end = sorted.len();
    let mut pairs = 0;
    for (start, value) in sorted.iter().enumerate() {
        while end > start && sorted.get(end - 1).is_some_and(|last| value + last > sum) {
            end -= 1;
        }
        if end <= start {
            break;
        }
        pairs += (end - start) as u64;
    }
    pairs
}

/// The place from either end at which the interval begins: the smallest q with P(T ≤ q) ≥ .025 for
/// signed ranks of n values, at least 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place, at least 1")]
fn cut(n: usize) -> u64 {
    if n > EXACT_UP_TO {
        let n = count(n);
        let deviation = (n * (n + 1.0) * (2.0 * n + 1.0) / 24.0).sqrt();
        return (n * (n + 1.0) / 4.0 - Z * deviation).floor().max(1.0) as u64;
    }
    let ranks: Vec<usize> = (1..=n).collect();
    let ways = sums_of_some(&ranks);
    let wanted = 0.025 * ways.iter().sum::<f64>();
    let mut sum = 0.0;
    let below = ways.iter().take_while(|ways| {
        sum += **ways;
        sum < wanted
    });
    below.count().max(1) as u64
}

#[cfg(test)]
mod tests {
    use super::{
        super::wilcoxon::tests::{DEPRESSION, first_minus_second},
        *,
    };
    use proptest::prelude::*;

    #[test]
    fn depression_data() {
        let found = hodges_lehmann(&first_minus_second(&DEPRESSION)).unwrap();
        assert!((found.estimate - 0.46).abs() < 1e-9, "{found:?}");
        assert!((found.interval.0 - 0.010).abs() < 5e-4 && (found.interval.1 - 0.786).abs() < 5e-4);
    }

    #[test]
    fn edges() {
        assert_eq!(hodges_lehmann(&[1.0; 5]), None);
        assert_eq!(hodges_lehmann(&[f64::NAN; 6]), None);
        let tied = hodges_lehmann(&[0.5; 6]).unwrap();
        assert_eq!(tied, Shift { estimate: 0.5, interval: (0.5, 0.5) });
        let six = hodges_lehmann(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap();
        assert_eq!(six.interval, (1.0, 6.0));
    }

    #[test]
    fn both_ways_to_the_cut_meet() {
        let n = count(EXACT_UP_TO);
        let exact = cut(EXACT_UP_TO);
        let deviation = (n * (n + 1.0) * (2.0 * n + 1.0) / 24.0).sqrt();
        assert!((exact as f64 - (n * (n + 1.0) / 4.0 - Z * deviation)).abs() < 2.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn it_is_the_median_of_all_averages(changes in proptest::collection::vec(-40..=40_i32, 6..14), by in -5..5_i32) {
            let changes: Vec<f64> = changes.into_iter().map(|change| f64::from(change) / 8.0).collect();
            let mut averages: Vec<f64> = changes
                .iter()
                .enumerate()
                .flat_map(|(index, one)| changes[index..].iter().map(move |two| one.midpoint(*two)))
                .collect();
            averages.sort_unstable_by(f64::total_cmp);
            let n = averages.len();
            let median = averages[(n - 1) / 2].midpoint(averages[n / 2]);
            let found = hodges_lehmann(&changes).unwrap();
            prop_assert!((found.estimate - median).abs() < 1e-9);
            prop_assert!(found.interval.0 <= found.estimate && found.estimate <= found.interval.1);
            let moved: Vec<f64> = changes.iter().rev().map(|change| f64::from(by) - change).collect();
            let moved = hodges_lehmann(&moved).unwrap();
            prop_assert!((moved.estimate - (f64::from(by) - found.estimate)).abs() < 1e-9);
            prop_assert!((moved.interval.0 - (f64::from(by) - found.interval.1)).abs() < 1e-9);
        }
    }
}
