//! How often a value of one group beats one of another.

use super::{
    distribution::t_point,
    rank::{all_fixed, count, wide},
};

/// How large a delta is, in words that are usual in the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Magnitude {
    /// Under .147.
    Negligible,
    /// Under .33.
    Small,
    /// Under .474.
    Medium,
    /// The rest.
    Large,
}

/// Cliff's delta.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CliffDelta {
    /// Pairs in which the first group's value is the higher one.
    pub wins: u64,
    /// Pairs in which it is the lower one.
    pub losses: u64,
    /// Pairs of equal values.
    pub ties: u64,
    /// (wins - losses) / pairs: -1 to 1.
    pub delta: f64,
    /// `None` where a group has a single value, and where delta is -1 or 1: there none is usable.
    pub interval: Option<(f64, f64)>,
}

impl CliffDelta {
    /// Compares every value of the first group with every value of the second, rounded to a billionth.
    /// `None` where a group is empty, or a value is no number of at most a billion. Interval: Cliff's
    /// unbiased variance, not under (1 - δ²) / (m·n - 1), and t with m + n - 2 degrees of freedom.
    /// Source: Cliff 1993, Psychological Bulletin 114, 494-509; the words of size: Romano et al. 2006.
    #[must_use]
    pub fn of(first: &[f64], second: &[f64]) -> Option<Self> {
        let (mut first, mut second) = (all_fixed(first)?, all_fixed(second)?);
        first.sort_unstable();
        second.sort_unstable();
        let pairs = first.len() as u64 * second.len() as u64;
        if pairs == 0 {
            return None;
        }
        let (wins, losses) = first.iter().fold((0_u64, 0_u64), |sum, value| {
            let (below, above) = beside(*value, &second);
            (sum.0 + below as u64, sum.1 + above as u64)
        });
        let delta = (wide(wins) - wide(losses)) / wide(pairs);
        let ties = pairs - wins - losses;
        let interval = variance(&first, &second, delta, wins + losses)
            .and_then(|variance| interval(delta, variance, count(first.len() + second.len() - 2)));
        Some(Self { wins, losses, ties, delta, interval })
    }

    /// How large delta is.
    #[must_use]
    pub fn magnitude(&self) -> Magnitude {
        match self.delta.abs() {
            size if size < 0.147 => Magnitude::Negligible,
            size if size < 0.33 => Magnitude::Small,
            size if size < 0.474 => Magnitude::Medium,
            _ => Magnitude::Large,
        }
    }
}

/// How many of the sorted values lie below and above this one.
fn beside(value: i64, sorted: &[i64]) -> (usize, usize) {
    let below = sorted.partition_point(|other| *other < value);
    (below, sorted.len() - sorted.partition_point(|other| *other <= value))
}

/// Cliff's unbiased variance of delta; `None` with a single value in a group.
fn variance(first: &[i64], second: &[i64], delta: f64, unequal: u64) -> Option<f64> {
    let (m, n) = (count(first.len()), count(second.len()));
    if m < 2.0 || n < 2.0 {
        return None;
    }
    let squares = |values: &[i64], others: &[i64], delta: f64| -> f64 {
        let deltas = values.iter().map(|value| {
            let (below, above) = beside(*value, others);
            (count(below) - count(above)) / count(others.len()) - delta
        });
        deltas.map(|off| off * off).sum()
    };
    let of_pairs = wide(unequal) - m * n * delta * delta;
    let sum =
        n * n * squares(first, second, delta) + m * m * squares(second, first, -delta) - of_pairs;
    let unbiased = sum / (m * n * (m - 1.0) * (n - 1.0));
    Some(unbiased.max((1.0 - delta * delta) / (m * n - 1.0)))
}

/// Cliff's asymmetric interval, which stays within -1 to 1.
fn interval(delta: f64, variance: f64, freedom: f64) -> Option<(f64, f64)> {
    let rest = 1.0 - delta * delta;
    if rest <= 1e-12 {
        return None;
    }
    let t = t_point(freedom)?;
    let spread = t * t * variance;
    let centre = delta - delta * delta * delta;
    let half = (spread * (rest * rest + spread)).sqrt();
    let ends = |sign: f64| ((centre + sign * half) / (rest + spread)).clamp(-1.0, 1.0);
    Some((ends(-1.0), ends(1.0)))
}

#[cfg(test)]
mod tests {
    use super::{super::mann_whitney::MannWhitney, *};
    use proptest::prelude::*;

    /// The test data of the package effsize.
    #[test]
    fn published_groups() {
        let treatment = [10.0, 10.0, 20.0, 20.0, 20.0, 30.0, 30.0, 30.0, 40.0, 50.0];
        let control = [10.0, 20.0, 30.0, 40.0, 40.0, 50.0];
        let found = CliffDelta::of(&treatment, &control).unwrap();
        assert_eq!((found.wins, found.losses, found.ties), (17, 32, 11));
        assert!((found.delta + 0.25).abs() < 1e-12 && found.magnitude() == Magnitude::Small);
        let (low, high) = found.interval.unwrap();
        assert!((low + 0.726_584_6).abs() < 5e-8 && (high - 0.389_006_2).abs() < 5e-8);
    }

    #[test]
    fn edges() {
        assert_eq!(CliffDelta::of(&[], &[1.0]), None);
        assert_eq!(CliffDelta::of(&[1.0], &[f64::INFINITY]), None);
        let apart = CliffDelta::of(&[3.0, 4.0], &[1.0, 2.0]).unwrap();
        assert!((apart.delta - 1.0).abs() < 1e-12 && apart.interval.is_none());
        assert_eq!(apart.magnitude(), Magnitude::Large);
        let single = CliffDelta::of(&[1.0], &[1.0, 2.0]).unwrap();
        assert!(single.interval.is_none() && (single.delta + 0.5).abs() < 1e-12);
        let tied = CliffDelta::of(&[1.0; 4], &[1.0; 4]).unwrap();
        assert!(tied.interval.is_some() && tied.magnitude() == Magnitude::Negligible);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn exchanging_the_groups_turns_the_sign(mut one in proptest::collection::vec(1..=5_i32, 1..12), two in proptest::collection::vec(1..=5_i32, 1..12)) {
            let plain = |values: &[i32]| values.iter().copied().map(f64::from).collect::<Vec<_>>();
            let forth = CliffDelta::of(&plain(&one), &plain(&two)).unwrap();
            let u = MannWhitney::of(&plain(&one), &plain(&two)).unwrap().u();
            one.reverse();
            let back = CliffDelta::of(&plain(&two), &plain(&one)).unwrap();
            prop_assert!((forth.delta + back.delta).abs() < 1e-12 && forth.delta.abs() <= 1.0);
            prop_assert_eq!(forth.wins + forth.losses + forth.ties, (one.len() * two.len()) as u64);
            // Delta and U are one thing said in two ways.
            prop_assert!((forth.delta - (2.0 * u / count(one.len() * two.len()) - 1.0)).abs() < 1e-9);
            prop_assert_eq!(forth.interval.is_some(), back.interval.is_some());
            if let Some((low, high)) = forth.interval {
                prop_assert!(-1.0 <= low && low <= forth.delta && forth.delta <= high && high <= 1.0);
                let (mirror_low, mirror_high) = back.interval.unwrap();
                prop_assert!((low + mirror_high).abs() < 1e-9 && (high + mirror_low).abs() < 1e-9);
            }
        }
    }
}
