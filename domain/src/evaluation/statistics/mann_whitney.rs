//! Whether one group lies higher than another, by ranks.

use super::{
    rank::{all_fixed, count, mid_ranks, sums_of_picked, wide},
    tails::Tails,
};

/// Values of both groups together up to which the test is exact.
pub const EXACT_UP_TO: usize = 40;

/// Two independent groups ranked together, with mid-ranks. Values are rounded to a billionth first.
#[derive(Debug, Clone, PartialEq)]
pub struct MannWhitney {
    ranks: Vec<usize>,
    first: usize,
    sum_of_first: u64,
    ties: f64,
}

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MannWhitneyTest {
    /// All values are the same (p = 1).
    AllTied,
    /// From all ways to deal the values to the groups, ties included, for up to [`EXACT_UP_TO`] values.
    Exact(Tails),
    /// From the normal distribution, with corrections for ties and for continuity.
    Normal(Tails),
}

impl MannWhitney {
    /// Ranks two groups. `None` where one is empty, or a value is no number of at most a billion.
    /// Source: Mann and Whitney 1947, Annals of Mathematical Statistics 18, 50-60.
    #[must_use]
    pub fn of(first: &[f64], second: &[f64]) -> Option<Self> {
        if first.is_empty() || second.is_empty() {
            return None;
        }
        let values = all_fixed(&[first, second].concat())?;
        let ranks = mid_ranks(&values);
        let sum_of_first = ranks.doubled.iter().take(first.len()).map(|rank| *rank as u64).sum();
        Some(Self { first: first.len(), sum_of_first, ranks: ranks.doubled, ties: ranks.ties })
    }

    /// U of the first group: pairs in which its value is the higher one, ties counting half; 0 to m·n.
    /// R calls it W.
    #[must_use]
    pub fn u(&self) -> f64 {
        let m = count(self.first);
        wide(self.sum_of_first) / 2.0 - m * (m + 1.0) / 2.0
    }

    /// The tails of U over all equally likely ways to deal these values to groups of these sizes.
    /// `None` above [`EXACT_UP_TO`].
    #[must_use]
    pub fn exact(&self) -> Option<Tails> {
        (self.ranks.len() <= EXACT_UP_TO)
            .then(|| Tails::of_counts(&sums_of_picked(&self.ranks, self.first), self.sum_of_first))
    }

    /// The tails of U by the normal distribution of variance m·n / 12 · (N + 1 - Σ(t³ - t) / (N(N - 1))),
    /// with a continuity correction of 0.5. `None` where all values are the same.
    #[must_use]
    pub fn normal(&self) -> Option<Tails> {
        let (all, m) = (count(self.ranks.len()), count(self.first));
        let product = m * (all - m);
        let variance = product / 12.0 * (all + 1.0 - self.ties / (all * (all - 1.0)));
        (variance > 1e-9).then(|| Tails::of_normal(self.u(), product / 2.0, variance.sqrt(), 0.5))
    }

    /// The test that fits the groups. Its upper tail is small where the first group lies higher.
    #[must_use]
    pub fn test(&self) -> MannWhitneyTest {
        let Some(normal) = self.normal() else { return MannWhitneyTest::AllTied };
        self.exact().map_or(MannWhitneyTest::Normal(normal), MannWhitneyTest::Exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Permeability of membranes after Hollander and Wolfe, as in R's help.
    #[test]
    fn permeability_data() {
        let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
        let early = [1.15, 0.88, 0.90, 0.74, 1.21];
        let found = MannWhitney::of(&term, &early).unwrap();
        assert!((found.u() - 35.0).abs() < 1e-12);
        let MannWhitneyTest::Exact(tails) = found.test() else { panic!() };
        assert!((tails.upper - 0.1272).abs() < 5e-5);
    }

    #[test]
    fn edges() {
        assert_eq!(MannWhitney::of(&[], &[1.0]), None);
        assert_eq!(MannWhitney::of(&[f64::NAN], &[1.0]), None);
        let tied = MannWhitney::of(&[2.0, 2.0], &[2.0]).unwrap();
        assert_eq!(tied.test(), MannWhitneyTest::AllTied);
        assert_eq!(tied.exact(), Some(Tails { lower: 1.0, upper: 1.0 }));
        let large = MannWhitney::of(&[1.0; 30], &[2.0; 30]).unwrap();
        assert_eq!(large.exact(), None);
        assert!(matches!(large.test(), MannWhitneyTest::Normal(tails) if tails.two_sided() < 1e-9));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn exchanging_the_groups_exchanges_the_tails(mut one in proptest::collection::vec(1..=5_i32, 1..8), two in proptest::collection::vec(1..=5_i32, 1..8)) {
            let of = |one: &[i32], two: &[i32]| {
                let [one, two] = [one, two].map(|values| values.iter().copied().map(f64::from).collect::<Vec<_>>());
                MannWhitney::of(&one, &two).unwrap()
            };
            let forth = of(&one, &two);
            one.reverse();
            let back = of(&two, &one);
            let pairs = count(one.len() * two.len());
            prop_assert!((forth.u() + back.u() - pairs).abs() < 1e-9 && (0.0..=pairs).contains(&forth.u()));
            let (tails, mirrored) = (forth.exact().unwrap(), back.exact().unwrap());
            prop_assert!((tails.lower - mirrored.upper).abs() < 1e-9);
            prop_assert!((tails.two_sided() - mirrored.two_sided()).abs() < 1e-9 && tails.two_sided() <= 1.0);
        }

        #[test]
        fn exact_and_normal_form_agree(one in proptest::collection::vec(0..1_000_000_i32, 5..=6), two in proptest::collection::vec(0..1_000_000_i32, 5..=6)) {
            let [one, two] = [one, two].map(|values| values.into_iter().map(f64::from).collect::<Vec<_>>());
            let found = MannWhitney::of(&one, &two).unwrap();
            let (exact, normal) = (found.exact().unwrap(), found.normal().unwrap());
            prop_assert!((exact.lower - normal.lower).abs() < 0.04 && (exact.upper - normal.upper).abs() < 0.04);
        }
    }
}
