//! Fisher's exact test, for tables of any size (Freeman and Halton's form).

use super::rank::{count, fixed, plain};
use std::collections::BTreeMap;

/// Steps after which a table is too large to go through.
const STEPS: usize = 400_000;
/// Tables whose logarithms differ by less are equally probable.
const EQUAL_WITHIN: f64 = 1e-7;

/// The probability, with both margins as they are, of all tables that are at most as probable as this
/// one. `None` where there are too many ways to go through. Tables are filled column by column; ways
/// that leave the same rows and are equally probable so far go on as one (the idea of Mehta and Patel
/// 1983, Journal of the American Statistical Association 78, 427-434). Sources: Fisher 1935, The
/// Design of Experiments, II; Freeman and Halton 1951, Biometrika 38, 141-149.
pub fn fisher(table: &[Vec<u32>]) -> Option<f64> {
    let mut rows: Vec<u32> = table.iter().map(|row| row.iter().sum()).collect();
    let width = table.first()?.len();
    let mut columns: Vec<u32> =
        (0..width).map(|column| table.iter().filter_map(|row| row.get(column)).sum()).collect();
    if columns.len() < rows.len() {
        std::mem::swap(&mut rows, &mut columns);
    }
    rows.sort_unstable();
    columns.sort_unstable();
    let logs = Logs::up_to(rows.iter().sum());
    let margins = logs.sum(&rows) + logs.sum(&columns) - logs.of(rows.iter().sum());
    let found = margins - table.iter().map(|row| logs.sum(row)).sum::<f64>();
    // The largest column comes last: it is what is left.
    columns.pop();
    let mut ways: Ways = BTreeMap::from([(rows, BTreeMap::from([(0, 1.0)]))]);
    let mut steps = 0;
    for column in columns {
        let mut next = Ways::new();
        for (rows, before) in &ways {
            let mut fillings = Vec::new();
            fill(rows, column, &mut Vec::new(), 0.0, &logs, &mut fillings);
            steps += fillings.len() * before.len();
            if steps > STEPS {
                return None;
            }
            for (rows, log) in fillings {
                let after = next.entry(rows).or_default();
                for (so_far, number) in before {
                    *after.entry(so_far + key(log)).or_insert(0.0) += number;
                }
            }
        }
        ways = next;
    }
    let tables = ways.iter().flat_map(|(rows, before)| {
        let last = logs.sum(rows);
        before.iter().map(move |(so_far, number)| (margins - last - plain(*so_far), number))
    });
    let p: f64 = tables
        .filter(|(log, _)| *log <= found + EQUAL_WITHIN)
        .map(|(log, number)| number * log.exp())
        .sum();
    Some(p.clamp(0.0, 1.0))
}

/// What is left of the rows, sorted, with the ways to come there: the sum of the logarithms of their
/// cells' factorials in billionths, and how many ways have it.
type Ways = BTreeMap<Vec<u32>, BTreeMap<i64, f64>>;

fn key(log: f64) -> i64 {
    fixed(log).unwrap_or(i64::MAX / 4)
}

/// All ways to take a column from the rows: what is left of them, sorted, and the sum of logarithms.
fn fill(
    rows: &[u32],
    column: u32,
    taken: &mut Vec<u32>,
    log: f64,
    logs: &Logs,
    fillings: &mut Vec<(Vec<u32>, f64)>,
) {
    let Some((row, others)) = rows.split_first() else {
        if column == 0 {
            let mut left = taken.clone();
            left.sort_unstable();
            fillings.push((left, log));
        }
        return;
    };
    // What the other rows cannot give this one must.
    let least = column.saturating_sub(others.iter().sum());
    for here in least..=column.min(*row) {
        taken.push(row - here);
        fill(others, column - here, taken, log + logs.of(here), logs, fillings);
        taken.pop();
    }
}

/// Logarithms of factorials.
struct Logs(Vec<f64>);

impl Logs {
    fn up_to(n: u32) -> Self {
        let mut logs = vec![0.0];
        let mut sum = 0.0;
        for factor in 1..=n as usize {
            sum += count(factor).ln();
            logs.push(sum);
        }
        Self(logs)
    }

    fn of(&self, n: u32) -> f64 {
        self.0.get(n as usize).copied().unwrap_or(0.0)
    }

    fn sum(&self, counts: &[u32]) -> f64 {
        counts.iter().map(|count| self.of(*count)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Fisher's lady and her tea, as R prints it; a table of job satisfaction from R's help.
    #[test]
    fn published_tables() {
        let tea = fisher(&[vec![3, 1], vec![1, 3]]).unwrap();
        assert!((tea - 0.4857).abs() < 5e-5);
        let jobs = [vec![1, 2, 1, 0], vec![3, 3, 6, 1], vec![10, 10, 14, 9], vec![6, 7, 12, 11]];
        let jobs = fisher(&jobs).unwrap();
        assert!((jobs - 0.7827).abs() < 5e-5, "{jobs}");
    }

    #[test]
    fn a_table_too_large_is_left_alone() {
        let row = vec![40, 41, 42, 43, 44];
        assert_eq!(fisher(&vec![row; 4]), None);
        assert!(fisher(&[vec![90_000, 3], vec![80_000, 1]]).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn turning_the_table_does_not_matter(cells in proptest::array::uniform6(0..5_u32)) {
            let [a, b, c, d, e, f] = cells;
            prop_assume!(a + b + c + d + e + f > 0);
            let plain = fisher(&[vec![a, b, c], vec![d, e, f]]).unwrap();
            let turned = fisher(&[vec![f, c], vec![e, b], vec![d, a]]).unwrap();
            prop_assert!((plain - turned).abs() < 1e-9 && 0.0 < plain && plain <= 1.0);
        }

        #[test]
        fn all_tables_together_have_probability_one(one in 1..12_u32, two in 1..12_u32, first in 1..12_u32) {
            prop_assume!(first < one + two);
            // The most probable table: every other one is at most as probable.
            let cell = |a: u32| vec![vec![a, one - a], vec![first - a, two + a - first]];
            let most = (first.saturating_sub(two)..=first.min(one))
                .map(|a| fisher(&cell(a)).unwrap())
                .fold(0.0, f64::max);
            prop_assert!((most - 1.0).abs() < 1e-9);
        }
    }
}
