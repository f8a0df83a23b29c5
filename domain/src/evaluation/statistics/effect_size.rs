//! How large a mean change is, measured in standard deviations.

use super::moments::Moments;

/// Pairs under which Hedges' factor is zero or less.
const PAIRS_FROM: u32 = 3;

/// Standardised mean change of linked pairs. Reported is [`EffectSize::g_av`]; the three d differ by
/// half and more on the same data, so the name belongs beside the number. Any real numbers; positive
/// where values went up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectSize {
    /// Mean change over √((s₁² + s₂²) / 2), s₁ and s₂ being the deviations before and after.
    pub d_av: f64,
    /// d_av times Hedges' factor 1 - 3 / (4(n - 1) - 1) against its bias in small groups.
    pub g_av: f64,
    /// Mean change over the deviation of the changes; `None` where all changed by the same.
    pub d_z: Option<f64>,
    /// d_z · √(2(1 - r)), r being the correlation of before and after; `None` where all changed by the
    /// same, or where one wave does not vary.
    pub d_rm: Option<f64>,
}

/// The effect size of linked pairs (before, after). `None` under three pairs, and where the values
/// vary in neither wave. Sources: Cumming 2012, Understanding the New Statistics, chapter 11; Lakens
/// 2013, Frontiers in Psychology 4, 863; Hedges 1981, Journal of Educational Statistics 6, 107-128.
#[must_use]
pub fn effect_size(pairs: &[(f64, f64)]) -> Option<EffectSize> {
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let differences: Vec<f64> = pairs.iter().map(|(before, after)| after - before).collect();
    let (before, after) = (Moments::of(&first)?, Moments::of(&second)?);
    let differences = Moments::of(&differences)?;
    let average = before.variance.midpoint(after.variance);
    if differences.n < PAIRS_FROM || average <= 0.0 {
        return None;
    }
    let d_av = differences.mean / average.sqrt();
    let d_z = (differences.variance > 0.0).then(|| differences.mean / differences.deviation());
    let product = before.deviation() * after.deviation();
    // s_d² = s₁² + s₂² - 2 r s₁ s₂.
    let correlation = (product > 0.0).then(|| {
        let r = (before.variance + after.variance - differences.variance) / (2.0 * product);
        r.clamp(-1.0, 1.0)
    });
    let d_rm = d_z.zip(correlation).map(|(d_z, r)| d_z * (2.0 * (1.0 - r)).sqrt());
    let factor = 1.0 - 3.0 / (4.0 * f64::from(differences.n - 1) - 1.0);
    Some(EffectSize { d_av, g_av: d_av * factor, d_z, d_rm })
}

#[cfg(test)]
mod tests {
    use super::{super::paired_t::tests::SLEEP, *};
    use proptest::prelude::*;

    /// d_rm as the package effsize prints it, the others by hand.
    #[test]
    fn students_sleep_data() {
        let found = effect_size(&SLEEP).unwrap();
        assert!((found.d_rm.unwrap() - 0.822_176_6).abs() < 5e-8);
        assert!((found.d_z.unwrap() - 1.2846).abs() < 5e-5);
        assert!((found.d_av - 0.8322).abs() < 5e-5);
        assert!((found.g_av - 0.7609).abs() < 5e-5);
    }

    #[test]
    fn edges() {
        assert_eq!(effect_size(&[(1.0, 2.0), (2.0, 2.0)]), None);
        assert_eq!(effect_size(&[(1.0, 2.0); 5]), None);
        let same = effect_size(&[(1.0, 2.0), (2.0, 3.0), (4.0, 5.0)]).unwrap();
        assert!(same.d_z.is_none() && same.d_rm.is_none() && same.d_av > 0.0);
        let one_wave = effect_size(&[(1.0, 2.0), (1.0, 3.0), (1.0, 5.0)]).unwrap();
        assert!(one_wave.d_z.is_some() && one_wave.d_rm.is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn exchanging_the_waves_turns_the_sign(mut pairs in proptest::collection::vec((1.0..5.0_f64, 1.0..5.0_f64), 3..30)) {
            let forth = effect_size(&pairs).unwrap();
            pairs.reverse();
            let back: Vec<(f64, f64)> = pairs.iter().map(|(before, after)| (*after, *before)).collect();
            let back = effect_size(&back).unwrap();
            prop_assert!((forth.d_av + back.d_av).abs() < 1e-6 * (1.0 + forth.d_av.abs()));
            prop_assert!(forth.g_av.abs() <= forth.d_av.abs());
            prop_assert!(forth.d_rm.unwrap().is_finite() && forth.d_z.unwrap().is_finite());
        }
    }
}
