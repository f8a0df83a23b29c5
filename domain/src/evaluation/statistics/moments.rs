//! Mean and variance of a sample.

/// Values whose largest and smallest differ by less count as all the same: scores are fractions of
/// small whole numbers, so anything below is rounding.
pub const EQUAL_WITHIN: f64 = 1e-9;

/// How many values, their mean and their variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// Values, at least two.
    pub n: u32,
    /// Their mean.
    pub mean: f64,
    /// The sample variance, over n - 1; exactly zero where all are the same.
    pub variance: f64,
}

impl Moments {
    /// Mean and variance in the values' unit and its square. `None` under two values.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let n = u32::try_from(values.len()).ok().filter(|n| *n >= 2)?;
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |range, value| {
            (range.0.min(*value), range.1.max(*value))
        });
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = if high - low < EQUAL_WITHIN {
            0.0
        } else {
            let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
            squares / f64::from(n - 1)
        };
        (values.iter().all(|value| value.is_finite()) && variance.is_finite() && mean.is_finite())
            .then_some(Self { n, mean, variance })
    }

    /// The standard deviation.
    #[must_use]
    pub fn deviation(&self) -> f64 {
        self.variance.sqrt()
    }

    /// The variance of the mean: variance over n.
    #[must_use]
    pub fn of_mean(&self) -> f64 {
        self.variance / f64::from(self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        assert_eq!(Moments::of(&[1.0, 2.0, 3.0]), Some(Moments { n: 3, mean: 2.0, variance: 1.0 }));
        assert_eq!(Moments::of(&[4.2 - 3.2, 3.2 - 2.2, 1.0]).map(|m| m.variance), Some(0.0));
        assert_eq!(Moments::of(&[1.0]), None);
        assert_eq!(Moments::of(&[1.0, f64::NAN]), None);
        assert_eq!(Moments::of(&[f64::MAX, f64::MAX, -f64::MAX]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn moving_and_mirroring(mut values in proptest::collection::vec(-100.0..100.0_f64, 2..30), by in -50.0..50.0_f64) {
            let found = Moments::of(&values).unwrap();
            values.reverse();
            let moved: Vec<f64> = values.iter().map(|value| by - value).collect();
            let moved = Moments::of(&moved).unwrap();
            prop_assert!(found.variance >= 0.0 && (moved.variance - found.variance).abs() < 1e-6);
            prop_assert!((moved.mean - (by - found.mean)).abs() < 1e-9);
        }
    }
}
