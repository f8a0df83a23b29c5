//! Fisher's exact test, for tables of any size (Freeman and Halton's form).

use super::rank::{count, fixed, plain};
use std::collections::BTreeMap;

/// Steps after which a table is too large to go through.
const STEPS: usize = 200_000;
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
            fill(rows, column, &mut Vec::new(), 0.0, &logs, &mut fillings)?;
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
/// `None` where they alone are too many.
fn fill(
    rows: &[u32],
    column: u32,
    taken: &mut Vec<u32>,
    log: f64,
    logs: &Logs,
    fillings: &mut Vec<(Vec<u32>, f64)>,
) -> Option<()> {
    let Some((row, others)) = rows.split_first() else {
        if column == 0 {
            let mut left = taken.clone();
            left.sort_unstable();
            fillings.push((left, log));
        }
        return (fillings.len() <= STEPS).then_some(());
    };
    // What the other rows cannot give this one must.
    let least = column.saturating_sub(others.iter().sum());
    for here in least..=column.min(*row) {
        taken.push(row - here);
        fill(others, column - here, taken, log + logs.of(here), logs, fillings)?;
        taken.pop();
    }
    Some(())
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

    /// Fisher's lady and her tea, as R prints it.
    #[test]
    fn published_table() {
        let tea = fisher(&[vec![3, 1], vec![1, 3]]).unwrap();
        assert!((tea - 0.4857).abs() < 5e-5);
    }

    #[test]
    fn a_table_too_large_is_left_alone() {
        assert_eq!(fisher(&vec![vec![40, 41, 42, 43, 44]; 4]), None);
        assert!(fisher(&[vec![90_000, 3], vec![80_000, 1]]).is_some());
    }

    /// All tables of two rows and three columns with these margins, one after the other.
    fn enumerated([a, b, c, d, e, f]: [u32; 6]) -> f64 {
        let logs = Logs::up_to(a + b + c + d + e + f);
        let weight = |cells: [u32; 6]| -logs.sum(&cells);
        let (row, columns) = (a + b + c, [a + d, b + e, c + f]);
        let (mut all, mut extreme) = (0.0, 0.0);
        for one in 0..=columns[0].min(row) {
            for two in 0..=columns[1].min(row - one) {
                let three = row - one - two;
                if three <= columns[2] {
                    let rest = [columns[0] - one, columns[1] - two, columns[2] - three];
                    let log = weight([one, two, three, rest[0], rest[1], rest[2]]);
                    all += log.exp();
                    if log <= weight([a, b, c, d, e, f]) + EQUAL_WITHIN {
                        extreme += log.exp();
                    }
                }
            }
        }
        extreme / all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn going_through_all_tables_gives_the_same(cells in proptest::array::uniform6(0..5_u32)) {
            let [a, b, c, d, e, f] = cells;
            let plain = fisher(&[vec![a, b, c], vec![d, e, f]]).unwrap();
            let turned = fisher(&[vec![f, c], vec![e, b], vec![d, a]]).unwrap();
            prop_assert!((plain - turned).abs() < 1e-6 && 0.0 < plain && plain <= 1.0);
            prop_assert!((plain - enumerated(cells)).abs() < 1e-6);
        }
    }
}
