//! A test of a table by dealing its answers anew.

use super::rank::count;

/// How often the answers are dealt. With so many, a p of .05 is right to about .004.
pub const DEALS: u32 = 10_000;
/// Answers up to which it is done: beyond, it would take too long for a page.
pub const ANSWERS_UP_TO: u32 = 1_000;

/// The share of deals, the one found included, in which a table with the same margins has a chi-square
/// of at least the one found. The deals are always the same ones, so the same table has the same p.
/// `None` above [`ANSWERS_UP_TO`]. Source: Davison and Hinkley 1997, Bootstrap Methods and Their
/// Application, 4.3.
pub fn permutation(table: &[Vec<u32>]) -> Option<f64> {
    let rows: Vec<u32> = table.iter().map(|row| row.iter().sum()).collect();
    if rows.iter().sum::<u32>() > ANSWERS_UP_TO {
        return None;
    }
    let width = table.first()?.len();
    let columns: Vec<u32> =
        (0..width).map(|column| table.iter().filter_map(|row| row.get(column)).sum()).collect();
    let mut answers: Vec<usize> = columns
        .iter()
        .enumerate()
        .flat_map(|(column, size)| std::iter::repeat_n(column, *size as usize))
        .collect();
    let found = closeness(table, &rows, &columns);
    let mut dice = SplitMix(0);
    let mut extreme = 1_u32;
    for _ in 0..DEALS {
        for place in (1..answers.len()).rev() {
            answers.swap(place, dice.below(place + 1));
        }
        let mut dealt = vec![vec![0; width]; rows.len()];
        let mut hands = answers.iter();
        for (row, size) in dealt.iter_mut().zip(&rows) {
            for column in hands.by_ref().take(*size as usize) {
                row[*column] += 1;
            }
        }
        extreme += u32::from(closeness(&dealt, &rows, &columns) >= found - 1e-9);
    }
    Some(f64::from(extreme) / f64::from(DEALS + 1))
}

/// Σ found² / (row · column): with fixed margins it grows with chi-square.
fn closeness(table: &[Vec<u32>], rows: &[u32], columns: &[u32]) -> f64 {
    let cells = table.iter().zip(rows).flat_map(|(cells, row)| {
        cells.iter().zip(columns).map(move |(cell, column)| {
            f64::from(*cell) * f64::from(*cell) / (f64::from(*row) * f64::from(*column))
        })
    });
    cells.sum()
}

/// A fixed sequence of well-mixed numbers. Source: Steele, Lea and Flood 2014, Fast Splittable
/// Pseudorandom Number Generators.
struct SplitMix(u64);

impl SplitMix {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to under `end`; of a thousand values none is favoured in a measurable way.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "under `end`")]
    fn below(&mut self, end: usize) -> usize {
        let share = count((self.next() >> 32) as usize) / 4_294_967_296.0;
        (share * count(end)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{super::fisher::fisher, *};

    /// R's help has a table of job satisfaction by income; its p is 0.7827 by Fisher's test.
    #[test]
    fn job_satisfaction() {
        let jobs = [vec![1, 2, 1, 0], vec![3, 3, 6, 1], vec![10, 10, 14, 9], vec![6, 7, 12, 11]];
        let p = permutation(&jobs).unwrap();
        assert!((p - 0.7827).abs() < 0.03, "{p}");
        assert_eq!(permutation(&jobs), Some(p));
    }

    #[test]
    fn near_the_exact_test() {
        for table in [
            [vec![3, 1], vec![1, 3]],
            [vec![12, 5], vec![3, 14]],
            [vec![30, 2], vec![20, 9]],
            [vec![1, 9], vec![11, 3]],
        ] {
            let (exact, dealt) = (fisher(&table).unwrap(), permutation(&table).unwrap());
            assert!((exact - dealt).abs() < 0.015, "{table:?}: {exact} {dealt}");
        }
        assert_eq!(permutation(&[vec![500, 1], vec![500, 1]]), None);
    }
}
