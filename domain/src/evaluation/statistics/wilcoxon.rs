//! Whether the same persons moved up or down, by ranks.

use super::{
    rank::{all_fixed, count, mid_ranks, sums_of_some, wide},
    tails::Tails,
};

/// Non-zero differences up to which the test is exact.
pub const EXACT_UP_TO: usize = 20;
/// Non-zero differences below which a two-sided p cannot go under .05 (five give .0625): counts are
/// shown instead.
pub const TESTED_FROM: usize = 6;

/// Signed ranks of differences. Zero differences are dropped, absolute values are ranked with
/// mid-ranks. Differences are rounded to a billionth first.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedRank {
    zeros: usize,
    ranks: Vec<usize>,
    plus: u64,
    minus: u64,
    ties: f64,
}

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SignedRankTest {
    /// Nobody changed (p = 1).
    NoChange,
    /// Fewer than [`TESTED_FROM`] changed.
    TooFew {
        /// So many changed.
        changed: usize,
    },
    /// From all ways to set the signs, for up to [`EXACT_UP_TO`] non-zero differences, ties included.
    Exact(Tails),
    /// From the normal distribution, with corrections for ties and for continuity.
    Normal(Tails),
}

impl SignedRank {
    /// Ranks differences, after minus before. `None` without any, or where one is no number of at most
    /// a billion. Source: Wilcoxon 1945, Biometrics Bulletin 1, 80-83.
    #[must_use]
    pub fn of(differences: &[f64]) -> Option<Self> {
        let differences = all_fixed(differences).filter(|differences| !differences.is_empty())?;
        let moved: Vec<i64> = differences.iter().copied().filter(|change| *change != 0).collect();
        let sizes: Vec<i64> = moved.iter().map(|change| change.abs()).collect();
        let ranks = mid_ranks(&sizes);
        let of_sign = |up: bool| -> u64 {
            let ranked = moved.iter().zip(&ranks.doubled);
            ranked.filter(|(change, _)| (**change > 0) == up).map(|(_, rank)| *rank as u64).sum()
        };
        let (plus, minus) = (of_sign(true), of_sign(false));
        let zeros = differences.len() - moved.len();
        Some(Self { zeros, plus, minus, ranks: ranks.doubled, ties: ranks.ties })
    }

    /// Differences that are not zero.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.ranks.len()
    }

    /// Differences that are zero.
    #[must_use]
    pub const fn unchanged(&self) -> usize {
        self.zeros
    }

    /// T⁺, the sum of the ranks of those who went up: 0 to n(n + 1) / 2. R calls it V.
    #[must_use]
    pub const fn plus(&self) -> f64 {
        wide(self.plus) / 2.0
    }

    /// T⁻, the sum of the ranks of those who went down.
    #[must_use]
    pub const fn minus(&self) -> f64 {
        wide(self.minus) / 2.0
    }

    /// The matched rank-biserial correlation (T⁺ - T⁻) / (T⁺ + T⁻): -1 (all went down) to 1 (all went
    /// up). `None` where nobody changed. Source: Kerby 2014, Comprehensive Psychology 3, 11.IT.3.1.
    #[must_use]
    pub fn rank_biserial(&self) -> Option<f64> {
        let sum = self.plus() + self.minus();
        (sum > 0.0).then(|| (self.plus() - self.minus()) / sum)
    }

    /// The tails of T⁺ over all equally likely signs. `None` where nobody changed and above
    /// [`EXACT_UP_TO`].
    #[must_use]
    pub fn exact(&self) -> Option<Tails> {
        (1..=EXACT_UP_TO)
            .contains(&self.changed())
            .then(|| Tails::of_counts(&sums_of_some(&self.ranks), self.plus))
    }

    /// The tails of T⁺ by the normal distribution of variance n(n + 1)(2n + 1) / 24 - Σ(t³ - t) / 48,
    /// with a continuity correction of 0.5. `None` where nobody changed.
    #[must_use]
    pub fn normal(&self) -> Option<Tails> {
        let n = count(self.changed());
        let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - self.ties / 48.0;
        let mean = n * (n + 1.0) / 4.0;
        (variance > 0.0).then(|| Tails::of_normal(self.plus(), mean, variance.sqrt(), 0.5))
    }

    /// The test that fits the number of people who changed.
    #[must_use]
    pub fn test(&self) -> SignedRankTest {
        match self.changed() {
            0 => SignedRankTest::NoChange,
            changed if changed < TESTED_FROM => SignedRankTest::TooFew { changed },
            changed => self.exact().map_or_else(
                || self.normal().map_or(SignedRankTest::TooFew { changed }, SignedRankTest::Normal),
                SignedRankTest::Exact,
            ),
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
