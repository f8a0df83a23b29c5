//! What goes beside the distribution of a single rated item instead of a mean.

use super::participation::Rate;

/// The median point, 1 to 5, of answers counted by point; between two points where the middle falls
/// between them. `None` of nobody.
#[must_use]
pub fn median(counts: [u32; 5]) -> Option<f64> {
    let n: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let point = |place: u64| {
        let mut left = place;
        (1_u8..).zip(counts).find_map(|(point, count)| {
            if left <= u64::from(count) {
                return Some(f64::from(point));
            }
            left -= u64::from(count);
            None
        })
    };
    (n > 0).then(|| Some(point(n.div_ceil(2))?.midpoint(point(n / 2 + 1)?))).flatten()
}

/// The share of the two highest points.
#[must_use]
pub fn top_two(counts: [u32; 5]) -> Rate {
    Rate { part: counts[3] + counts[4], whole: counts.iter().sum() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        assert_eq!(median([1, 2, 4, 6, 7]), Some(4.0));
        assert_eq!(median([0, 2, 0, 2, 0]), Some(3.0));
        assert_eq!(median([0, 0, 0, 0, 1]), Some(5.0));
        assert_eq!(median([0; 5]), None);
        assert_eq!(top_two([1, 2, 4, 6, 7]), Rate { part: 13, whole: 20 });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn turning_the_scale_round_turns_the_median(counts in proptest::array::uniform5(0..9_u32)) {
            let mut turned = counts;
            turned.reverse();
            prop_assert_eq!(median(counts), median(turned).map(|point| 6.0 - point));
        }
    }
}
