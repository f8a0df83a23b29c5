//! What it costs that young people come in groups.

use super::rank::count;

/// How many times larger the variance of a mean is because its values come in groups of `size` that
/// are alike by `correlation`: 1 + (m - 1) · ICC. From 1; a correlation below zero counts as none.
/// `None` with a size under one or a correlation above one. Intervals should be √ of it times as wide.
/// Source: Kish 1965, Survey Sampling, 5.4.
#[must_use]
pub fn design_effect(size: f64, correlation: f64) -> Option<f64> {
    let known = size.is_finite() && size >= 1.0 && correlation <= 1.0;
    known.then(|| 1.0 + (size - 1.0) * correlation.max(0.0))
}

/// How alike the values of one workshop are, beside those of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clustering {
    /// Workshops with values.
    pub clusters: usize,
    /// The size that counts in the design effect, Σm² / Σm: the mean size seen from the persons.
    pub size: f64,
    /// The intraclass correlation ICC(1) from one-way analysis of variance. At most 1; under 0 where
    /// workshops differ less than chance makes them.
    pub correlation: f64,
}

impl Clustering {
    /// From the values by workshop; empty workshops are passed over. `None` with a single workshop
    /// (nothing can be said between workshops), with one value in each, where nothing varies, or where
    /// a value is no finite number. Sources: Donner 1986, International Statistical Review 54, 67-82;
    /// Shrout and Fleiss 1979, Psychological Bulletin 86, 420-428.
    #[must_use]
    pub fn of(groups: &[Vec<f64>]) -> Option<Self> {
        let groups: Vec<&Vec<f64>> = groups.iter().filter(|group| !group.is_empty()).collect();
        let sizes: Vec<f64> = groups.iter().map(|group| count(group.len())).collect();
        let (k, n): (f64, f64) = (count(groups.len()), sizes.iter().sum());
        if groups.len() < 2 || n <= k {
            return None;
        }
        let squares: f64 = sizes.iter().map(|size| size * size).sum();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / count(values.len());
        let whole = groups.iter().flat_map(|group| group.iter()).sum::<f64>() / n;
        let off = |values: &[f64], from: f64| -> f64 {
            values.iter().map(|value| (value - from) * (value - from)).sum()
        };
        let within: f64 = groups.iter().map(|group| off(group, mean(group))).sum::<f64>() / (n - k);
        let between = groups.iter().zip(&sizes).map(|(group, size)| {
            let apart = mean(group) - whole;
            size * apart * apart
        });
        let between = between.sum::<f64>() / (k - 1.0);
        let usual = (n - squares / n) / (k - 1.0);
        let all = between + (usual - 1.0) * within;
        let correlation = (between - within) / all;
        (all > 1e-18 && correlation.is_finite()).then(|| Self {
            clusters: groups.len(),
            size: squares / n,
            correlation: correlation.min(1.0),
        })
    }

    /// The design effect of these workshops.
    #[must_use]
    pub fn design_effect(&self) -> Option<f64> {
        design_effect(self.size, self.correlation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        let effect = design_effect(20.0, 0.05).unwrap();
        assert!((effect - 1.95).abs() < 1e-12 && (effect.sqrt() - 1.4).abs() < 0.005);
        assert_eq!(design_effect(20.0, -0.1), Some(1.0));
        assert_eq!([design_effect(0.0, 0.1), design_effect(5.0, 1.1)], [None; 2]);
        assert_eq!([design_effect(f64::NAN, 0.1), design_effect(5.0, f64::NAN)], [None; 2]);
    }

    /// Shrout and Fleiss 1979, table 2: ICC(1,1) is .17.
    #[test]
    fn published_ratings() {
        let ratings = [
            [9.0, 2.0, 5.0, 8.0],
            [6.0, 1.0, 3.0, 2.0],
            [8.0, 4.0, 6.0, 8.0],
            [7.0, 1.0, 2.0, 6.0],
            [10.0, 5.0, 6.0, 9.0],
            [6.0, 2.0, 4.0, 7.0],
        ];
        let found = Clustering::of(&ratings.map(Vec::from)).unwrap();
        assert!((found.correlation - 0.17).abs() < 5e-3, "{found:?}");
        assert!((found.size - 4.0).abs() < 1e-12 && found.clusters == 6);
    }

    #[test]
    fn one_workshop_says_nothing_between_workshops() {
        assert_eq!(Clustering::of(&[vec![1.0, 2.0, 3.0]]), None);
        assert_eq!(Clustering::of(&[vec![1.0, 2.0], vec![]]), None);
        assert_eq!(Clustering::of(&[vec![1.0], vec![2.0]]), None);
        assert_eq!(Clustering::of(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
        assert_eq!(Clustering::of(&[vec![1.0, f64::NAN], vec![1.0]]), None);
        let apart = Clustering::of(&[vec![1.0, 1.0], vec![2.0, 2.0]]).unwrap();
        assert!((apart.correlation - 1.0).abs() < 1e-12);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn order_does_not_matter(mut groups in proptest::collection::vec(proptest::collection::vec(1.0..5.0_f64, 2..6), 2..6)) {
            let found = Clustering::of(&groups).unwrap();
            groups.reverse();
            for group in &mut groups {
                group.reverse();
            }
            let again = Clustering::of(&groups).unwrap();
            prop_assert!((found.correlation - again.correlation).abs() < 1e-6 && found.correlation <= 1.0);
            let effect = found.design_effect().unwrap();
            prop_assert!(1.0 <= effect && effect <= found.size + 1e-9);
        }
    }
}
