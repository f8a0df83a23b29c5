//! How much a score changed on average, for the same persons before and after.

use super::{
    interval::student,
    score::PARTS,
    statistics::{moments::Moments, paired_t::PairedChange},
};
use serde::{Deserialize, Serialize};

/// Pairs that means of a score need. Rule 3 of the small-number rules asks for ten; with twenty one
/// person moves a mean by less than its last printed digit tells.
pub const PAIRS_FROM: u32 = 20;

/// Sums over linked pairs, in whole [`PARTS`] of a point. They add up over workshops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sums {
    /// People with a score before and after.
    pub pairs: u32,
    /// Their scores before.
    pub before: i64,
    /// Their scores after.
    pub after: i64,
    /// The squares of their differences.
    pub squares: i64,
}

/// What sums come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanChange {
    /// Linked pairs.
    pub pairs: u32,
    /// Mean before.
    pub before: f64,
    /// Mean after.
    pub after: f64,
    /// Between which the mean difference likely lies (95 %); `None` where all changed by the same.
    pub interval: Option<(f64, f64)>,
}

impl Sums {
    /// Counts one person.
    pub const fn add(&mut self, before: i64, after: i64) {
        self.pairs += 1;
        self.before += before;
        self.after += after;
        self.squares += (after - before) * (after - before);
    }

    /// Adds another group's sums.
    pub const fn merge(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.before += other.before;
        self.after += other.after;
        self.squares += other.squares;
    }

    /// The means with the interval of the difference: mean ± t(.975, n - 1) · s / √n. `None` under two
    /// pairs.
    #[must_use]
    pub fn change(self) -> Option<MeanChange> {
        let differences = self.differences()?;
        let n = f64::from(self.pairs);
        let interval = (differences.variance > 0.0).then(|| {
            let half = student(self.pairs - 1) * differences.of_mean().sqrt();
            (differences.mean - half, differences.mean + half)
        });
        Some(MeanChange {
            pairs: self.pairs,
            before: points(self.before) / n,
            after: points(self.after) / n,
            interval,
        })
    }

    /// The same with Student's test. `None` under two pairs.
    #[must_use]
    pub fn test(self) -> Option<PairedChange> {
        PairedChange::of(self.differences()?)
    }

    /// Mean and variance of the differences, in points. `None` under two pairs.
    #[must_use]
    pub fn differences(self) -> Option<Moments> {
        if self.pairs < 2 {
            return None;
        }
        let n = f64::from(self.pairs);
        let difference = self.after - self.before;
        // In whole numbers, so that equal differences have no variance at all.
        let spread = i128::from(self.squares) * i128::from(self.pairs)
            - i128::from(difference) * i128::from(difference);
        let variance = wide(spread.max(0)) / (n * (n - 1.0)) / (whole(PARTS) * whole(PARTS));
        Some(Moments { n: self.pairs, mean: points(difference) / n, variance })
    }
}

impl MeanChange {
    /// Mean difference.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.after - self.before
    }
}

fn points(sum: i64) -> f64 {
    whole(sum) / whole(PARTS)
}

#[expect(clippy::cast_precision_loss, reason = "sums of at most some millions of points")]
const fn whole(sum: i64) -> f64 {
    sum as f64
}

#[expect(clippy::cast_precision_loss, reason = "a variance of fifteen digits is enough")]
const fn wide(sum: i128) -> f64 {
    sum as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(pairs: &[(i64, i64)]) -> Sums {
        let mut sums = Sums::default();
        for &(before, after) in pairs {
            sums.add(before, after);
        }
        sums
    }

    /// Student's sleep data in tenths of a point; interval as R prints it.
    #[test]
    fn published_interval() {
        let before = [7, -16, -2, -12, -1, 34, 37, 8, 0, 20];
        let after = [19, 8, 11, 1, -1, 44, 55, 16, 46, 34];
        let tenth = PARTS / 10;
        let pairs: Vec<(i64, i64)> = before
            .iter()
            .zip(after)
            .map(|(&before, after)| (before * tenth, after * tenth))
            .collect();
        let change = of(&pairs).change().unwrap();
        let (low, high) = change.interval.unwrap();
        assert!((change.difference() - 1.58).abs() < 1e-9);
        assert!(
            (low - 0.700_114_2).abs() < 5e-8 && (high - 2.459_885_8).abs() < 5e-8,
            "{low} {high}"
        );
        let Some(PairedChange::Varied(test)) = of(&pairs).test() else { panic!() };
        assert!((test.t - 4.0621).abs() < 5e-5 && (test.p - 0.002_833).abs() < 5e-7);
    }

    #[test]
    fn edges() {
        assert_eq!(of(&[(PARTS, PARTS)]).change(), None);
        let same = of(&[(PARTS, 2 * PARTS), (3 * PARTS, 4 * PARTS)]).change().unwrap();
        assert_eq!(same.interval, None);
        assert!((same.difference() - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn sums_of_parts_are_sums_of_the_whole(pairs in proptest::collection::vec((840..4200_i64, 840..4200_i64), 2..60), cut in 0..60_usize) {
            let cut = cut.min(pairs.len());
            let mut parts = of(&pairs[..cut]);
            parts.merge(of(&pairs[cut..]));
            prop_assert_eq!(parts, of(&pairs));
            let change = parts.change().unwrap();
            prop_assert!((1.0..=5.0).contains(&change.before) && (1.0..=5.0).contains(&change.after));
            if let Some((low, high)) = change.interval {
                prop_assert!(low < change.difference() && change.difference() < high);
            }
        }
    }
}
