//! Percentages that add up.

/// From how many answers on percentages are shown; below, counts are ("7 of 12").
pub const PERCENT_FROM: u32 = 20;

/// Whole percentages of the counts that sum to 100 (largest remainder; on a tie the earlier class
/// gets the point). All zero where there is nothing to share.
#[must_use]
pub fn percentages(counts: &[u32]) -> Vec<u32> {
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let exact = |count: u32| u64::from(count) * 100;
    let mut whole: Vec<u32> =
        counts.iter().map(|&count| u32::try_from(exact(count) / total).unwrap_or(0)).collect();
    let mut by_remainder: Vec<usize> = (0..counts.len()).collect();
    by_remainder.sort_by_key(|&index| {
        std::cmp::Reverse(counts.get(index).map_or(0, |&count| exact(count) % total))
    });
    let missing = 100_u32.saturating_sub(whole.iter().sum());
    for index in by_remainder.into_iter().take(missing as usize) {
        if let Some(share) = whole.get_mut(index) {
            *share += 1;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thirds_add_up() {
        assert_eq!(percentages(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(percentages(&[0, 0]), [0, 0]);
        assert_eq!(percentages(&[2, 1]), [67, 33]);
    }

    proptest! {
        #[test]
        fn the_sum_is_a_hundred_and_none_is_off_by_one(counts in proptest::collection::vec(0..500_u32, 1..8)) {
            prop_assume!(counts.iter().sum::<u32>() > 0);
            let total = f64::from(counts.iter().sum::<u32>());
            let shares = percentages(&counts);
            prop_assert_eq!(shares.iter().sum::<u32>(), 100);
            for (share, count) in shares.iter().zip(&counts) {
                prop_assert!((f64::from(*share) - f64::from(*count) * 100.0 / total).abs() < 1.0);
            }
        }
    }
}
