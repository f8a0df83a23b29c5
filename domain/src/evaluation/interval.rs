//! How sure a share is.

use super::statistics::distribution::t_point;

/// z of a two-sided interval of 95 %.
const Z: f64 = 1.959_964;

/// The Wilson score interval of 95 % for `hits` of `n`: centre (p + z²/2n) / (1 + z²/n). Both ends lie
/// in 0 to 1. `None` where nobody answered. Source: Newcombe 1998, Statistics in Medicine 17, 857-872,
/// method 3.
#[must_use]
pub fn wilson(hits: u32, n: u32) -> Option<(f64, f64)> {
    if n == 0 || hits > n {
        return None;
    }
    let (count, share) = (f64::from(n), f64::from(hits) / f64::from(n));
    let z2 = Z * Z;
    let centre = share + z2 / (2.0 * count);
    let half = Z * (share * (1.0 - share) / count + z2 / (4.0 * count * count)).sqrt();
    let scale = 1.0 + z2 / count;
    Some((((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0)))
}

/// The 97.5 % point of Student's t, for whole degrees of freedom from 1.
#[must_use]
pub fn student(freedom: u32) -> f64 {
    t_point(f64::from(freedom.max(1))).unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Newcombe 1998, table I, method 3.
    #[test]
    fn published_intervals() {
        for (hits, n, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (found_low, found_high) = wilson(hits, n).unwrap();
            assert!(
                (found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5,
                "{hits}/{n}: {found_low} {found_high}"
            );
        }
        assert_eq!(wilson(0, 0), None);
    }

    /// The usual printed tables.
    #[test]
    fn published_points_of_t() {
        for (freedom, point) in [
            (1, 12.706),
            (2, 4.303),
            (7, 2.365),
            (9, 2.262),
            (19, 2.093),
            (39, 2.023),
            (120, 1.980),
            (100_000, 1.960),
        ] {
            assert!((student(freedom) - point).abs() < 6e-4, "{freedom}: {}", student(freedom));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn the_share_lies_inside_and_the_mirror_image_mirrors(n in 1..2000_u32, part in 0.0..=1.0_f64) {
            let hits = (f64::from(n) * part) as u32;
            let (low, high) = wilson(hits, n).unwrap();
            let share = f64::from(hits) / f64::from(n);
            prop_assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0);
            let (mirror_low, mirror_high) = wilson(n - hits, n).unwrap();
            prop_assert!((low - (1.0 - mirror_high)).abs() < 1e-9 && (high - (1.0 - mirror_low)).abs() < 1e-9);
        }
    }
}
