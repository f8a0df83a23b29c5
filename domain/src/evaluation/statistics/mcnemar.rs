//! Whether the same persons were right more often after than before.

use super::{
    super::tally::CrossTab,
    distribution::{Z, chi_square_upper},
    response::Response,
};
use statrs::function::gamma::ln_gamma;

/// People who changed from which there is a test; below, the two counts are shown.
pub const TESTED_FROM: u32 = 6;

/// The same persons, right or not right, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fourfold {
    /// Right both times.
    pub both_right: u32,
    /// Right before, not after: b.
    pub lost: u32,
    /// Right after, not before: c.
    pub gained: u32,
    /// Right neither time.
    pub both_wrong: u32,
}

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum McNemarTest {
    /// Nobody changed.
    NobodyChanged,
    /// Fewer than [`TESTED_FROM`] changed.
    TooFew,
    /// Two-sided mid-p, 0 to 1.
    MidP(f64),
}

/// A chi-square of one degree of freedom with its p.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asymptotic {
    /// From 0.
    pub chi_square: f64,
    /// Two-sided, 0 to 1.
    pub p: f64,
}

impl Fourfold {
    /// Counts linked pairs (before, after). "Not sure" is not right; who gave no answer in either wave,
    /// or would rather not say, is no pair.
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = (Response<bool>, Response<bool>)>) -> Self {
        let mut table = Self::default();
        for (before, after) in pairs {
            table.add(before, after, 1);
        }
        table
    }

    /// Counts an item's table, whose right answer this is.
    #[must_use]
    pub fn of_table(answers: &CrossTab, right: bool) -> Self {
        let mut table = Self::default();
        for (before, after, count) in answers.cells() {
            let [before, after] =
                [before, after].map(|answer| Response::truth(right, answer.as_ref()));
            table.add(before, after, count);
        }
        table
    }

    fn add(&mut self, before: Response<bool>, after: Response<bool>, count: u32) {
        if let (Some(before), Some(after)) = (before.right(), after.right()) {
            *match (before, after) {
                (true, true) => &mut self.both_right,
                (true, false) => &mut self.lost,
                (false, true) => &mut self.gained,
                (false, false) => &mut self.both_wrong,
            } += count;
        }
    }

    /// Linked pairs.
    #[must_use]
    pub const fn n(self) -> u32 {
        self.both_right + self.lost + self.gained + self.both_wrong
    }

    /// Who changed: b + c.
    #[must_use]
    pub const fn changed(self) -> u32 {
        self.lost + self.gained
    }

    /// The test that fits the number of people who changed: mid-p. Source: Fagerland, Lydersen and
    /// Laake 2013, BMC Medical Research Methodology 13, 91.
    #[must_use]
    pub fn test(self) -> McNemarTest {
        match self.mid_p() {
            None => McNemarTest::NobodyChanged,
            Some(_) if self.changed() < TESTED_FROM => McNemarTest::TooFew,
            Some(p) => McNemarTest::MidP(p),
        }
    }

    /// Exact two-sided p: 2 · P(X ≤ min(b, c)) with X binomial of b + c and ½, at most 1. `None` where
    /// nobody changed.
    #[must_use]
    pub fn exact_p(self) -> Option<f64> {
        let (tail, _) = self.tail()?;
        Some((2.0 * tail).min(1.0))
    }

    /// Two-sided mid-p: the exact one less the probability of the counts found; 1 - ½ of that
    /// probability where b = c. `None` where nobody changed.
    #[must_use]
    pub fn mid_p(self) -> Option<f64> {
        let (tail, point) = self.tail()?;
        let p = if self.lost == self.gained { 1.0 - point / 2.0 } else { 2.0 * tail - point };
        Some(p.clamp(0.0, 1.0))
    }

    /// (b - c)² / (b + c). For large numbers. `None` where nobody changed.
    #[must_use]
    pub fn asymptotic(self) -> Option<Asymptotic> {
        self.chi_square(0.0)
    }

    /// (|b - c| - 1)² / (b + c), with Edwards' correction; zero where b = c. `None` where nobody
    /// changed.
    #[must_use]
    pub fn corrected(self) -> Option<Asymptotic> {
        self.chi_square(1.0)
    }

    fn chi_square(self, correction: f64) -> Option<Asymptotic> {
        if self.changed() == 0 {
            return None;
        }
        let apart = (f64::from(self.lost.abs_diff(self.gained)) - correction).max(0.0);
        let chi_square = apart * apart / f64::from(self.changed());
        Some(Asymptotic { chi_square, p: chi_square_upper(chi_square, 1.0)? })
    }

    /// Share right after minus share right before, -1 to 1. `None` without pairs.
    #[must_use]
    pub fn difference(self) -> Option<f64> {
        (self.n() > 0)
            .then(|| (f64::from(self.gained) - f64::from(self.lost)) / f64::from(self.n()))
    }

    /// Standard error of the difference: √(b + c - (b - c)² / n) / n. `None` without pairs.
    #[must_use]
    pub fn error(self) -> Option<f64> {
        let (n, apart) = (f64::from(self.n()), f64::from(self.lost.abs_diff(self.gained)));
        let spread = (f64::from(self.changed()) - apart * apart / n).max(0.0);
        (n > 0.0).then(|| spread.sqrt() / n)
    }

    /// Between which the difference likely lies, difference ± z · error, cut to -1 to 1. For large
    /// numbers; `None` where everybody changed in the same way, or nobody.
    #[must_use]
    pub fn interval(self) -> Option<(f64, f64)> {
        let half = Z * self.error().filter(|error| *error > 0.0)?;
        let difference = self.difference()?;
        Some(((difference - half).max(-1.0), (difference + half).min(1.0)))
    }

    /// P(X ≤ min(b, c)) and P(X = min(b, c)).
    fn tail(self) -> Option<(f64, f64)> {
        let n = f64::from(self.changed());
        if n <= 0.0 {
            return None;
        }
        let found = f64::from(self.lost.min(self.gained));
        let ways = ln_gamma(n + 1.0) - ln_gamma(found + 1.0) - ln_gamma(n - found + 1.0);
        let point = (ways - n * std::f64::consts::LN_2).exp();
        let (mut tail, mut next, mut k) = (point, point, found);
        while k > 0.0 && next > tail * 1e-17 {
            next *= k / (n - k + 1.0);
            tail += next;
            k -= 1.0;
        }
        Some((tail.min(1.0), point))
    }
}

#[cfg(test)]
mod tests;
