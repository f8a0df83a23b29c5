//! The two tails of a test.

/// How probable values at least as extreme as the one found are if nothing had changed. All between 0
/// and 1; the two overlap in the value itself, so they add up to at least 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// At most the value found.
    pub lower: f64,
    /// At least the value found.
    pub upper: f64,
}

impl Tails {
    /// From counts of equally likely cases by value, and the value found.
    pub(super) fn of_counts(counts: &[f64], found: u64) -> Self {
        // Only small sums are counted out.
        let found = usize::try_from(found).unwrap_or(usize::MAX - 1);
        let all: f64 = counts.iter().sum();
        let lower: f64 = counts.iter().take(found + 1).sum();
        let upper: f64 = counts.iter().skip(found).sum();
        Self { lower: (lower / all).min(1.0), upper: (upper / all).min(1.0) }
    }

    /// From a value, its mean and its standard deviation, with a continuity correction.
    pub(super) fn of_normal(found: f64, mean: f64, deviation: f64, continuity: f64) -> Self {
        use super::distribution::normal_upper;
        Self {
            lower: normal_upper((mean - found - continuity) / deviation),
            upper: normal_upper((found - mean - continuity) / deviation),
        }
    }

    /// Twice the smaller tail, at most 1.
    #[must_use]
    pub fn two_sided(&self) -> f64 {
        (2.0 * self.lower.min(self.upper)).min(1.0)
    }
}
