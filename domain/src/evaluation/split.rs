//! Which rows of a breakdown may stand: rules 4 and 5 of the small-number rules.
//!
//! Both functions look at numbers of answers only. The groups must add up to the total that is shown
//! beside them, so people who gave no age or gender are a group too. What a row of workshops tells
//! comes from [`super::release::totals`] over its workshops, never from its plain sum: the own page of
//! one of two pooled workshops would give the other away.

use super::suppression::FROM_TWO;

/// Answers that an age, gender or language group needs.
pub const GROUP_FROM: u32 = 10;

/// What becomes of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// It stands.
    Shown,
    /// It has too few answers.
    TooFew,
    /// It has enough, but what is hidden beside it would follow from the total minus the rest.
    Complement,
    /// It counts in the row "other".
    Other,
    /// Nobody answered: there is nothing to show or to hide.
    Empty,
}

/// A split by age band, gender or language. Groups under ten are hidden, and with them the next
/// smallest until at least two groups with together at least ten answers are hidden: then the total
/// minus the rest tells no more than a group of ten would.
#[must_use]
pub fn by_person(sizes: &[u32]) -> Vec<Row> {
    let mut rows: Vec<Row> = sizes
        .iter()
        .map(|&n| match n {
            0 => Row::Empty,
            n if n < GROUP_FROM => Row::TooFew,
            _ => Row::Shown,
        })
        .collect();
    loop {
        let hidden = || rows.iter().zip(sizes).filter(|(row, _)| hides(**row));
        let answers: u32 = hidden().map(|(_, n)| n).sum();
        if hidden().count() == 0 || (hidden().count() >= 2 && answers >= GROUP_FROM) {
            return rows;
        }
        let Some(next) = smallest_shown(&rows, sizes) else { return rows };
        rows[next] = Row::Complement;
    }
}

/// A breakdown by workshop, partner or group: those under five are pooled as "other"; if the pool
/// itself is under five, the smallest shown one joins it. `TooFew` where not even that is enough.
#[must_use]
pub fn by_workshop(sizes: &[u32]) -> Vec<Row> {
    let mut rows: Vec<Row> = sizes
        .iter()
        .map(|&n| match n {
            0 => Row::Empty,
            n if n < FROM_TWO => Row::Other,
            _ => Row::Shown,
        })
        .collect();
    let pool = |rows: &[Row]| -> u32 {
        rows.iter().zip(sizes).filter(|(row, _)| **row == Row::Other).map(|(_, n)| n).sum()
    };
    if (1..FROM_TWO).contains(&pool(&rows)) {
        if let Some(next) = smallest_shown(&rows, sizes) {
            rows[next] = Row::Other;
        } else {
            for row in rows.iter_mut().filter(|row| **row == Row::Other) {
                *row = Row::TooFew;
            }
        }
    }
    rows
}

const fn hides(row: Row) -> bool {
    matches!(row, Row::TooFew | Row::Complement)
}

/// On a tie the first, so that the same numbers always give the same rows.
fn smallest_shown(rows: &[Row], sizes: &[u32]) -> Option<usize> {
    let shown = rows.iter().zip(sizes).enumerate().filter(|(_, (row, _))| **row == Row::Shown);
    shown.min_by_key(|(_, (_, n))| **n).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::{
        Row::{Complement, Empty, Other, Shown, TooFew},
        *,
    };
    use proptest::prelude::*;

    #[test]
    fn splits_by_hand() {
        for (sizes, wanted) in [
            (&[14, 12, 2][..], &[Shown, Complement, TooFew][..]),
            (&[20, 6, 2], &[Complement, TooFew, TooFew]),
            (&[18, 4], &[Complement, TooFew]),
            (&[11, 15, 10], &[Shown, Shown, Shown]),
            (&[14, 12, 0], &[Shown, Shown, Empty]),
            (&[3], &[TooFew]),
            (&[], &[]),
        ] {
            assert_eq!(by_person(sizes), wanted, "{sizes:?}");
        }
    }

    #[test]
    fn pools_by_hand() {
        for (sizes, wanted) in [
            (&[9, 12, 3][..], &[Other, Shown, Other][..]),
            (&[4], &[TooFew]),
            (&[9, 3, 3], &[Shown, Other, Other]),
            (&[9, 12], &[Shown, Shown]),
            (&[2, 0, 1], &[TooFew, Empty, TooFew]),
        ] {
            assert_eq!(by_workshop(sizes), wanted, "{sizes:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn what_is_hidden_does_not_follow_from_the_total(sizes in proptest::collection::vec(0..30_u32, 0..7)) {
            let rows = by_person(&sizes);
            let hidden: Vec<u32> = rows.iter().zip(&sizes).filter(|(row, _)| hides(**row)).map(|(_, n)| *n).collect();
            prop_assert!(rows.iter().zip(&sizes).all(|(row, n)| *row != Shown || *n >= GROUP_FROM));
            if rows.contains(&Shown) && !hidden.is_empty() {
                prop_assert!(hidden.len() >= 2 && hidden.iter().sum::<u32>() >= GROUP_FROM);
            }
        }

        #[test]
        fn other_is_never_small(sizes in proptest::collection::vec(0..15_u32, 0..7)) {
            let rows = by_workshop(&sizes);
            let other: Vec<u32> = rows.iter().zip(&sizes).filter(|(row, _)| **row == Other).map(|(_, n)| *n).collect();
            prop_assert!(other.is_empty() || (other.len() >= 2 && other.iter().sum::<u32>() >= FROM_TWO));
            prop_assert!(rows.iter().zip(&sizes).all(|(row, n)| *row != Shown || *n >= FROM_TWO));
        }

        #[test]
        fn the_order_of_groups_does_not_matter(mut sizes in proptest::collection::vec(0..30_u32, 0..7)) {
            let count = |sizes: &[u32]| {
                let mut rows: Vec<_> = by_person(sizes).into_iter().zip(sizes.to_vec()).map(|(row, n)| (n, format!("{row:?}"))).collect();
                rows.sort();
                rows
            };
            let plain = count(&sizes);
            sizes.reverse();
            prop_assert_eq!(plain, count(&sizes));
        }
    }
}
