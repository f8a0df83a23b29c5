//! Ranks in whole numbers, so that ties are ties.

/// A value in billionths. `None` where it is no number of at most a billion.
#[expect(clippy::cast_possible_truncation, reason = "at most 1e18, checked before")]
pub fn fixed(value: f64) -> Option<i64> {
    const LIMIT: f64 = 1e9;
    (value.abs() <= LIMIT).then(|| (value * 1e9).round() as i64)
}

/// Billionths as the value they stand for.
#[expect(clippy::cast_precision_loss, reason = "fifteen digits are enough for a score")]
pub fn plain(billionths: i64) -> f64 {
    billionths as f64 / 1e9
}

/// All values in billionths, if all can be.
pub fn all_fixed(values: &[f64]) -> Option<Vec<i64>> {
    values.iter().map(|value| fixed(*value)).collect()
}

/// Ranks of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks {
    /// Twice the mid-rank of each value, in the order of the values: whole numbers.
    pub doubled: Vec<usize>,
    /// Σ(t³ - t) over the groups of t equal values; zero without ties.
    pub ties: f64,
}

/// Mid-ranks: equal values share the mean of the ranks they take up.
pub fn mid_ranks(values: &[i64]) -> Ranks {
    let mut order: Vec<(i64, usize)> =
        values.iter().enumerate().map(|(index, value)| (*value, index)).collect();
    order.sort_unstable();
    let mut ranks = Ranks { doubled: vec![0; values.len()], ties: 0.0 };
    let mut before = 0;
    for equal in order.chunk_by(|one, two| one.0 == two.0) {
        for (_, index) in equal {
            if let Some(rank) = ranks.doubled.get_mut(*index) {
                // First plus last rank of the group.
                *rank = 2 * before + equal.len() + 1;
            }
        }
        before += equal.len();
        let size = count(equal.len());
        ranks.ties += size * (size * size - 1.0);
    }
    ranks
}

/// How many of the 2ⁿ ways to pick some of the ranks have which sum. Exact up to 53 ranks.
pub fn sums_of_some(ranks: &[usize]) -> Vec<f64> {
    let mut ways = vec![0.0; ranks.iter().sum::<usize>() + 1];
    ways[0] = 1.0;
    let mut reached = 0;
    for rank in ranks {
        for sum in (0..=reached).rev() {
            ways[sum + rank] += ways[sum];
        }
        reached += rank;
    }
    ways
}

/// How many of the ways to pick `picked` of the ranks have which sum.
pub fn sums_of_picked(ranks: &[usize], picked: usize) -> Vec<f64> {
    let most: usize = ranks.iter().sum();
    let mut ways = vec![vec![0.0; most + 1]; picked + 1];
    ways[0][0] = 1.0;
    let mut reached = 0;
    for (index, rank) in ranks.iter().enumerate() {
        for size in (0..picked.min(index + 1)).rev() {
            for sum in 0..=reached {
                let known = ways[size][sum];
                ways[size + 1][sum + rank] += known;
            }
        }
        reached += rank;
    }
    ways.pop().unwrap_or_default()
}

/// A number of things as a real number.
#[expect(clippy::cast_precision_loss, reason = "no group has 2^53 members")]
pub const fn count(number: usize) -> f64 {
    number as f64
}

/// A sum of ranks or a number of pairs as a real number; too large for the browser's `usize`.
#[expect(clippy::cast_precision_loss, reason = "of a hundred thousand people, ten digits")]
pub const fn wide(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_ranks() {
        let ranks = mid_ranks(&[30, 10, 20, 20, 20, 40]);
        assert_eq!(ranks.doubled, [10, 2, 6, 6, 6, 12]);
        assert!((ranks.ties - 24.0).abs() < 1e-12);
        assert_eq!(mid_ranks(&[]), Ranks { doubled: vec![], ties: 0.0 });
    }

    #[test]
    fn billionths() {
        assert_eq!(fixed(4.2 - 3.2), fixed(1.0));
        assert_eq!([fixed(f64::NAN), fixed(f64::INFINITY), fixed(2e9)], [None; 3]);
        assert!((plain(-1_500_000_000) + 1.5).abs() < 1e-12);
    }

    #[test]
    fn sums_by_hand() {
        assert_eq!(sums_of_some(&[1, 2, 3]), [1.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0]);
        assert_eq!(sums_of_picked(&[1, 2, 3], 2), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0]);
        assert_eq!(sums_of_picked(&[1, 2], 0), [1.0, 0.0, 0.0, 0.0]);
    }
}
