//! Gaussian elimination, exact: modulo a prime so large that no combination of small sums vanishes by
//! chance.

const PRIME: u64 = (1 << 61) - 1;

/// What follows from a set of sums by adding and subtracting them.
pub(super) struct Basis {
    width: usize,
    rows: Vec<(usize, Vec<u64>)>,
}

impl Basis {
    pub(super) const fn new(width: usize) -> Self {
        Self { width, rows: Vec::new() }
    }

    pub(super) fn add(&mut self, of: &[(usize, i64)]) {
        let mut row = self.reduced(of);
        if let Some(pivot) = row.iter().position(|value| *value != 0) {
            let factor = inverse(row[pivot]);
            for value in &mut row {
                *value = times(*value, factor);
            }
            self.rows.push((pivot, row));
        }
    }

    /// Whether this sum is a combination of the known ones.
    pub(super) fn spans(&self, of: &[(usize, i64)]) -> bool {
        self.reduced(of).iter().all(|value| *value == 0)
    }

    fn reduced(&self, of: &[(usize, i64)]) -> Vec<u64> {
        let mut row = vec![0; self.width];
        for &(unknown, sign) in of {
            row[unknown] = if sign > 0 { 1 } else { PRIME - 1 };
        }
        for (pivot, base) in &self.rows {
            let factor = row[*pivot];
            if factor != 0 {
                for (value, base) in row.iter_mut().zip(base).filter(|(_, base)| **base != 0) {
                    *value = (*value + PRIME - times(factor, *base)) % PRIME;
                }
            }
        }
        row
    }
}

fn times(left: u64, right: u64) -> u64 {
    u64::try_from(u128::from(left) * u128::from(right) % u128::from(PRIME)).unwrap()
}

/// By Fermat: a to the power of p - 2.
fn inverse(value: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, value, PRIME - 2);
    while power > 0 {
        if power % 2 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power /= 2;
    }
    result
}

#[test]
fn differences_follow_and_parts_do_not() {
    let mut basis = Basis::new(3);
    basis.add(&[(0, 1), (1, 1), (2, 1)]);
    basis.add(&[(1, 1)]);
    assert!(basis.spans(&[(0, 1), (2, 1)]));
    assert!(!basis.spans(&[(0, 1)]));
}
