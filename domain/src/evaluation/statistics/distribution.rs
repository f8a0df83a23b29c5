//! Points and tails of the usual distributions, on top of the crate `statrs`.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

/// z of a two-sided interval of 95 %.
pub const Z: f64 = 1.959_963_984_540_054;

/// Degrees of freedom above which the crate's inverse of Student's t loses digits (five are left at
/// 100,000), while the expansion below is right to ten and better.
const EXPANDED_ABOVE: f64 = 500.0;

/// Probability above `z` under the standard normal distribution.
pub fn normal_upper(z: f64) -> f64 {
    Normal::standard().sf(z).clamp(0.0, 1.0)
}

/// The 97.5 % point of Student's t. `None` under one degree of freedom.
pub fn t_point(freedom: f64) -> Option<f64> {
    if !freedom.is_finite() || freedom < 1.0 {
        None
    } else if freedom > EXPANDED_ABOVE {
        Some(expanded(freedom))
    } else {
        StudentsT::new(0.0, 1.0, freedom).ok().map(|t| t.inverse_cdf(0.975))
    }
}

/// Cornish and Fisher's expansion of the 97.5 % point of Student's t around that of the normal
/// distribution. Source: Abramowitz and Stegun 1964, 26.7.5.
fn expanded(freedom: f64) -> f64 {
    let (z, z2) = (Z, Z * Z);
    let terms = [
        z * (z2 + 1.0) / 4.0,
        z * (z2 * (5.0 * z2 + 16.0) + 3.0) / 96.0,
        z * (z2 * (z2 * (3.0 * z2 + 19.0) + 17.0) - 15.0) / 384.0,
        z * (z2 * (z2 * (z2 * (79.0 * z2 + 776.0) + 1482.0) - 1920.0) - 945.0) / 92_160.0,
    ];
    terms.iter().rev().fold(0.0, |sum, term| (sum + term) / freedom) + z
}

/// Probability of a value at least as far from zero as `t`, under Student's t.
pub fn t_two_sided(t: f64, freedom: f64) -> Option<f64> {
    let t = t.abs();
    let distribution = StudentsT::new(0.0, 1.0, freedom).ok()?;
    t.is_finite().then(|| (2.0 * distribution.sf(t)).clamp(0.0, 1.0))
}

/// Probability of a value of at least `x` under the chi-square distribution.
pub fn chi_square_upper(x: f64, freedom: f64) -> Option<f64> {
    let distribution = ChiSquared::new(freedom).ok()?;
    x.is_finite().then(|| distribution.sf(x).clamp(0.0, 1.0))
}

/// The 2.5 % and the 97.5 % point of F.
pub fn f_points(numerator: f64, denominator: f64) -> Option<(f64, f64)> {
    let distribution = FisherSnedecor::new(numerator, denominator).ok()?;
    Some((distribution.inverse_cdf(0.025), distribution.inverse_cdf(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As SciPy 1.17.1 prints them.
    #[test]
    fn points_of_t() {
        for (freedom, point) in [
            (1.0, 12.706_204_736_175),
            (1.5, 6.016_663_104_428),
            (9.0, 2.262_157_162_798),
            (17.776, 2.102_821_310_380),
            (1_000.0, 1.962_339_080_826),
            (100_000.0, 1.959_987_707_535),
            (10_000_000.0, 1.959_964_221_767),
        ] {
            let found = t_point(freedom).unwrap();
            assert!((found - point).abs() < 1e-9, "{freedom}: {found}");
        }
        assert_eq!([t_point(0.0), t_point(f64::NAN), t_point(f64::INFINITY)], [None; 3]);
    }

    #[test]
    fn both_ways_to_points_of_t_meet() {
        let crates = t_point(EXPANDED_ABOVE).unwrap();
        assert!((crates - expanded(EXPANDED_ABOVE)).abs() < 1e-9);
    }

    /// As SciPy 1.17.1 prints them.
    #[test]
    fn points_of_f_and_tails() {
        for (numerator, denominator, low, high) in [
            (1.0, 1.0, 0.001_543_712_509, 647.789_011_477_844),
            (9.0, 18.0, 0.270_162_139_362, 2.929_112_493_123),
            (99_999.0, 699_993.0, 0.990_656_722_170, 1.009_397_703_459),
        ] {
            let (found_low, found_high) = f_points(numerator, denominator).unwrap();
            assert!((found_low - low).abs() < 1e-9 && (found_high / high - 1.0).abs() < 1e-9);
        }
        assert!((chi_square_upper(4.5, 1.0).unwrap() - 0.033_894_853_524_689).abs() < 1e-12);
        assert_eq!(chi_square_upper(0.0, 3.0), Some(1.0));
        assert!((t_two_sided(-8.0, 30.0).unwrap() / 6.265_822_475_700_8e-9 - 1.0).abs() < 1e-9);
        assert!((normal_upper(2.0) - 0.022_750_131_948_179).abs() < 1e-11);
    }
}
