//! Whether groups answered differently: tables of counts.

use super::{distribution::chi_square_upper, fisher::fisher, permutation::permutation};

/// Expected count that every cell needs for chi-square.
pub const EXPECTED_FROM: f64 = 5.0;

/// A table of counts with at least two rows and two columns, none of them empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contingency {
    cells: Vec<Vec<u32>>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    n: u32,
}

/// Pearson's chi-square, without a correction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquare {
    /// Σ(found - expected)² / expected, from 0.
    pub statistic: f64,
    /// (rows - 1)(columns - 1).
    pub freedom: u32,
    /// 0 to 1.
    pub p: f64,
}

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Independence {
    /// Every expected count is at least [`EXPECTED_FROM`].
    ChiSquare(ChiSquare),
    /// Otherwise: Fisher's p, exact.
    Exact(f64),
    /// Otherwise, where the table has too many ways to be filled: p from dealing the answers anew.
    Permutation(f64),
    /// Some expected counts are small, and the table is too large for either: merge classes first.
    TooSparse,
}

impl Contingency {
    /// A table by rows, after suppression. Empty rows and columns are removed. `None` where rows differ
    /// in length or fewer than two rows or columns are left.
    #[must_use]
    pub fn of(table: &[Vec<u32>]) -> Option<Self> {
        let width = table.first()?.len();
        if table.iter().any(|row| row.len() != width) {
            return None;
        }
        let sum_of = |column: usize| -> Option<u32> {
            table
                .iter()
                .filter_map(|row| row.get(column))
                .try_fold(0_u32, |sum, cell| sum.checked_add(*cell))
        };
        let sums = (0..width).map(sum_of).collect::<Option<Vec<u32>>>()?;
        let n = sums.iter().try_fold(0_u32, |sum, of_column| sum.checked_add(*of_column))?;
        let cells: Vec<Vec<u32>> = table
            .iter()
            .filter(|row| row.iter().any(|cell| *cell > 0))
            .map(|row| {
                row.iter().zip(&sums).filter(|(_, sum)| **sum > 0).map(|(cell, _)| *cell).collect()
            })
            .collect();
        let rows: Vec<u32> = cells.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<u32> = sums.into_iter().filter(|sum| *sum > 0).collect();
        (rows.len() >= 2 && columns.len() >= 2).then_some(Self { cells, rows, columns, n })
    }

    /// Answers in the table.
    #[must_use]
    pub const fn n(&self) -> u32 {
        self.n
    }

    /// Found and expected count of every cell.
    fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.cells.iter().zip(&self.rows).flat_map(move |(cells, row)| {
            cells.iter().zip(&self.columns).map(move |(cell, column)| {
                (f64::from(*cell), f64::from(*row) * f64::from(*column) / f64::from(self.n))
            })
        })
    }

    /// Pearson's chi-square. `None` only where it cannot be computed. Source: Pearson 1900,
    /// Philosophical Magazine 50, 157-175.
    #[must_use]
    pub fn chi_square(&self) -> Option<ChiSquare> {
        let statistic =
            self.pairs().map(|(found, expected)| (found - expected).powi(2) / expected).sum();
        let freedom = u32::try_from((self.rows.len() - 1) * (self.columns.len() - 1)).ok()?;
        Some(ChiSquare { statistic, freedom, p: chi_square_upper(statistic, f64::from(freedom))? })
    }

    /// Cramér's V, √(χ² / (n · (min(rows, columns) - 1))): 0 (no connection) to 1. Source: Cramér 1946,
    /// Mathematical Methods of Statistics, 21.9.
    #[must_use]
    pub fn cramers_v(&self) -> Option<f64> {
        let least = u32::try_from(self.rows.len().min(self.columns.len()) - 1).ok()?;
        let statistic = self.chi_square()?.statistic;
        Some((statistic / (f64::from(self.n) * f64::from(least))).sqrt().min(1.0))
    }

    /// The test that fits the table.
    #[must_use]
    pub fn test(&self) -> Independence {
        let dense = self.pairs().all(|(_, expected)| expected >= EXPECTED_FROM);
        match self.chi_square().filter(|_| dense) {
            Some(found) => Independence::ChiSquare(found),
            None => fisher(&self.cells)
                .map(Independence::Exact)
                .or_else(|| permutation(&self.cells).map(Independence::Permutation))
                .unwrap_or(Independence::TooSparse),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(rows: &[&[u32]]) -> Option<Contingency> {
        Contingency::of(&rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>())
    }

    /// Party by gender, as R's help prints it; V by hand.
    #[test]
    fn party_by_gender() {
        let table = table(&[&[762, 327, 468], &[484, 239, 477]]).unwrap();
        let Independence::ChiSquare(found) = table.test() else { panic!() };
        assert!((found.statistic - 30.07).abs() < 5e-3 && found.freedom == 2);
        assert!((found.p - 2.954e-7).abs() < 5e-11);
        assert!((table.cramers_v().unwrap() - 0.1044).abs() < 5e-5);
    }

    #[test]
    fn small_expected_counts_are_tested_exactly() {
        let tea = table(&[&[3, 1], &[1, 3]]).unwrap();
        assert!(matches!(tea.test(), Independence::Exact(p) if (p - 0.4857).abs() < 5e-5));
        let row: &[u32] = &[40, 41, 42, 43, 1];
        let sparse = table(&[row, row, row, row]).unwrap().test();
        assert!(matches!(sparse, Independence::Permutation(p) if p > 0.99));
        let row: &[u32] = &[140, 141, 142, 143, 1];
        assert_eq!(table(&[row, row, row, row]).unwrap().test(), Independence::TooSparse);
    }

    #[test]
    fn edges() {
        assert_eq!([table(&[]), table(&[&[1, 2]]), table(&[&[1, 2], &[3]])], [None, None, None]);
        assert_eq!(table(&[&[0, 0], &[0, 0]]), None);
        assert_eq!(table(&[&[3, 0], &[4, 0]]), None);
        assert_eq!(table(&[&[u32::MAX, 1], &[1, 1]]), None);
        let gaps = table(&[&[3, 0, 1], &[0, 0, 0], &[1, 0, 3]]);
        assert_eq!(gaps, table(&[&[3, 1], &[1, 3]]));
        let apart = table(&[&[9, 0], &[0, 9]]).unwrap();
        assert!((apart.cramers_v().unwrap() - 1.0).abs() < 1e-12 && apart.n() == 18);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn turning_the_table_does_not_matter(cells in proptest::array::uniform6(0..60_u32)) {
            let [a, b, c, d, e, f] = cells;
            let plain = table(&[&[a, b, c], &[d, e, f]]);
            let turned = table(&[&[f, c], &[e, b], &[d, a]]);
            prop_assert_eq!(plain.is_some(), turned.is_some());
            if let (Some(plain), Some(turned)) = (plain, turned) {
                let (one, two) = (plain.chi_square().unwrap(), turned.chi_square().unwrap());
                prop_assert!((one.statistic - two.statistic).abs() < 1e-6 && (one.p - two.p).abs() < 1e-9);
                prop_assert!((0.0..=1.0).contains(&one.p) && (0.0..=1.0).contains(&plain.cramers_v().unwrap()));
            }
        }

        #[test]
        fn exact_and_normal_form_agree(cells in proptest::array::uniform4(18..30_u32)) {
            let [a, b, c, d] = cells;
            let exact = fisher(&[vec![a, b], vec![c, d]]).unwrap();
            let found = table(&[&[a, b], &[c, d]]).unwrap().chi_square().unwrap();
            // Exact values are coarse: with such numbers they lie up to .2 above.
            prop_assert!(exact >= found.p - 5e-3 && exact - found.p < 0.2);
        }
    }
}
