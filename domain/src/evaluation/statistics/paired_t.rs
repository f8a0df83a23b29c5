//! The mean change of the same persons, with Student's t.

use super::{
    distribution::{t_point, t_two_sided},
    moments::Moments,
};

/// What the differences of linked pairs (after minus before) come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PairedChange {
    /// All changed by the same: there is nothing to be unsure about, and no interval.
    Constant {
        /// Linked pairs.
        pairs: u32,
        /// By how much each changed.
        shift: f64,
    },
    /// They changed differently.
    Varied(PairedT),
}

/// Mean change with interval and test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedT {
    /// Of the differences; in the unit of the values.
    pub differences: Moments,
    /// Mean over its standard error.
    pub t: f64,
    /// Degrees of freedom: pairs - 1.
    pub freedom: u32,
    /// Two-sided, 0 to 1.
    pub p: f64,
    /// mean ± t(.975, n - 1) · s / √n.
    pub interval: (f64, f64),
}

/// The change of linked pairs (before, after). `None` under two pairs. Source: Student 1908, Biometrika
/// 6, 1-25.
#[must_use]
pub fn paired_t(pairs: &[(f64, f64)]) -> Option<PairedChange> {
    let differences: Vec<f64> = pairs.iter().map(|(before, after)| after - before).collect();
    PairedChange::of(Moments::of(&differences)?)
}

impl PairedChange {
    /// From what the differences come to. `None` where a number is too large to compute with.
    #[must_use]
    pub fn of(differences: Moments) -> Option<Self> {
        let (pairs, mean) = (differences.n, differences.mean);
        if differences.variance <= 0.0 {
            return Some(Self::Constant { pairs, shift: mean });
        }
        let freedom = pairs.checked_sub(1)?;
        let error = differences.of_mean().sqrt();
        let half = t_point(f64::from(freedom))? * error;
        let t = mean / error;
        Some(Self::Varied(PairedT {
            differences,
            t,
            freedom,
            p: t_two_sided(t, f64::from(freedom))?,
            interval: (mean - half, mean + half),
        }))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Student's sleep data, before and after.
    pub const SLEEP: [(f64, f64); 10] = [
        (0.7, 1.9),
        (-1.6, 0.8),
        (-0.2, 1.1),
        (-1.2, 0.1),
        (-0.1, -0.1),
        (3.4, 4.4),
        (3.7, 5.5),
        (0.8, 1.6),
        (0.0, 4.6),
        (2.0, 3.4),
    ];

    fn varied(pairs: &[(f64, f64)]) -> PairedT {
        match paired_t(pairs) {
            Some(PairedChange::Varied(found)) => found,
            other => panic!("{other:?}"),
        }
    }

    /// As R's manual prints it.
    #[test]
    fn students_sleep_data() {
        let found = varied(&SLEEP);
        assert!((found.differences.mean - 1.58).abs() < 1e-12);
        assert!((found.t - 4.0621).abs() < 5e-5 && found.freedom == 9);
        assert!((found.p - 0.002_833).abs() < 5e-7);
        assert!((found.interval.0 - 0.700_114_2).abs() < 5e-8);
        assert!((found.interval.1 - 2.459_885_8).abs() < 5e-8);
    }

    #[test]
    fn edges() {
        assert_eq!(paired_t(&[]), None);
        assert_eq!(paired_t(&[(1.0, 2.0)]), None);
        assert_eq!(paired_t(&[(1.0, f64::INFINITY), (1.0, 2.0)]), None);
        let same = paired_t(&[(1.0, 1.5), (3.0, 3.5)]);
        assert_eq!(same, Some(PairedChange::Constant { pairs: 2, shift: 0.5 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn exchanging_the_waves_mirrors(mut pairs in proptest::collection::vec((1.0..5.0_f64, 1.0..5.0_f64), 3..30)) {
            let forth = varied(&pairs);
            pairs.reverse();
            let back: Vec<(f64, f64)> = pairs.iter().map(|(before, after)| (*after, *before)).collect();
            let back = varied(&back);
            prop_assert!((forth.t + back.t).abs() < 1e-6 * (1.0 + forth.t.abs()));
            prop_assert!((forth.p - back.p).abs() < 1e-9 && (0.0..=1.0).contains(&forth.p));
            prop_assert!((forth.interval.0 + back.interval.1).abs() < 1e-9);
            // The interval leaves zero out exactly where the test finds a change.
            let without_zero = forth.interval.0 > 0.0 || forth.interval.1 < 0.0;
            prop_assert!(without_zero == (forth.p < 0.05) || (forth.p - 0.05).abs() < 1e-9);
        }
    }
}
