//! The difference of two means where persons could not be linked.

use super::{
    distribution::{t_point, t_two_sided},
    moments::Moments,
};

/// Difference of two means. To be labelled: not the same persons one by one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Welch {
    /// The first group, before.
    pub before: Moments,
    /// The second group, after.
    pub after: Moments,
    /// Mean after minus mean before.
    pub difference: f64,
    /// Difference over its standard error.
    pub t: f64,
    /// Degrees of freedom after Welch and Satterthwaite: a fraction between the smaller n - 1 and the
    /// sum of both.
    pub freedom: f64,
    /// Two-sided, 0 to 1.
    pub p: f64,
    /// difference ± t(.975, freedom) · standard error.
    pub interval: (f64, f64),
}

/// Welch's test of two independent groups with variances of their own. `None` where a group has fewer
/// than two values, or where neither varies. Source: Welch 1947, Biometrika 34, 28-35.
#[must_use]
pub fn welch(before: &[f64], after: &[f64]) -> Option<Welch> {
    let (before, after) = (Moments::of(before)?, Moments::of(after)?);
    let (first, second) = (before.of_mean(), after.of_mean());
    let sum = first + second;
    if sum <= 0.0 {
        return None;
    }
    // In shares of the sum, so that small variances do not vanish when squared.
    let part = |share: f64, n: u32| share * share / f64::from(n - 1);
    let freedom = 1.0 / (part(first / sum, before.n) + part(second / sum, after.n));
    // Rounding may leave it a hair under the one that it is at least.
    let freedom = freedom.max(1.0);
    let difference = after.mean - before.mean;
    let error = sum.sqrt();
    let half = t_point(freedom)? * error;
    let t = difference / error;
    Some(Welch {
        before,
        after,
        difference,
        t,
        freedom,
        p: t_two_sided(t, freedom)?,
        interval: (difference - half, difference + half),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::paired_t::tests::SLEEP, *};
    use proptest::prelude::*;

    /// As R prints it, first group minus second; shows why linking matters.
    #[test]
    fn students_sleep_data_unlinked() {
        let (pre, post): (Vec<f64>, Vec<f64>) = SLEEP.into_iter().unzip();
        let found = welch(&post, &pre).unwrap();
        assert!((found.t + 1.8608).abs() < 5e-5 && (found.freedom - 17.776).abs() < 5e-4);
        assert!((found.p - 0.079_39).abs() < 5e-6);
        assert!((found.interval.0 + 3.365_483_2).abs() < 5e-8);
        assert!((found.interval.1 - 0.205_483_2).abs() < 5e-8);
    }

    #[test]
    fn edges() {
        assert_eq!(welch(&[1.0], &[1.0, 2.0]), None);
        assert_eq!(welch(&[1.0, 1.0], &[2.0, 2.0]), None);
        let one_varies = welch(&[1.0, 1.0], &[1.0, 2.0]).unwrap();
        assert!((one_varies.freedom - 1.0).abs() < 1e-12);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn exchanging_the_groups_mirrors(one in proptest::collection::vec(1.0..5.0_f64, 2..20), mut two in proptest::collection::vec(1.0..5.0_f64, 2..20)) {
            let forth = welch(&one, &two).unwrap();
            two.reverse();
            let back = welch(&two, &one).unwrap();
            prop_assert!((forth.t + back.t).abs() < 1e-6 * (1.0 + forth.t.abs()));
            prop_assert!((forth.p - back.p).abs() < 1e-9 && (0.0..=1.0).contains(&forth.p));
            let least = one.len().min(two.len()) as f64 - 1.0;
            let most = (one.len() + two.len()) as f64 - 2.0;
            prop_assert!(least - 1e-9 <= forth.freedom && forth.freedom <= most + 1e-9);
            prop_assert!(forth.interval.0 < forth.difference && forth.difference < forth.interval.1);
        }
    }
}
