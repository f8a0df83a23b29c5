//! Whether the items of a score hang together.

use super::{distribution::f_points, response::Response};

/// Complete forms from which alpha is shown at all.
pub const SHOWN_FROM: u32 = 20;

/// Cronbach's alpha.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CronbachAlpha {
    /// People who answered every item.
    pub n: u32,
    /// Items, at least two.
    pub items: u32,
    /// k / (k - 1) · (1 - Σ variance of items / variance of sums). At most 1, without a lower end.
    pub alpha: f64,
    /// Feldt's interval.
    pub interval: (f64, f64),
}

/// What may be said of an alpha.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AlphaReading {
    /// Fewer than [`SHOWN_FROM`] complete forms: nothing.
    Hidden,
    /// Under zero: the items do not hang together.
    Apart,
    /// This much.
    Alpha(f64),
}

impl CronbachAlpha {
    /// Alpha of points by person, one response to each item, reversed items turned round before
    /// ([`Response::rating`]). People without a point on some item are left out. `None` under two items
    /// or two complete persons, where people differ in their number of items, or where all have the
    /// same sum. Sources: Cronbach 1951, Psychometrika 16, 297-334; Feldt 1965, Psychometrika 30,
    /// 357-370.
    #[must_use]
    pub fn of(people: &[Vec<Response<u8>>]) -> Option<Self> {
        let items = people.first()?.len();
        if items < 2 || people.iter().any(|person| person.len() != items) {
            return None;
        }
        let complete: Vec<Vec<u8>> = people
            .iter()
            .filter_map(|person| person.iter().map(|response| response.value()).collect())
            .collect();
        let n = u32::try_from(complete.len()).ok().filter(|n| *n >= 2)?;
        let k = u32::try_from(items).ok()?;
        let of_items: f64 = (0..items)
            .map(|item| {
                spread(complete.iter().filter_map(|row| row.get(item).map(|p| (*p).into())))
            })
            .sum();
        let of_sums = spread(complete.iter().map(|row| row.iter().map(|p| u64::from(*p)).sum()));
        if of_sums <= 0.0 {
            return None;
        }
        let (people, pieces) = (f64::from(n - 1), f64::from(k - 1));
        let alpha = f64::from(k) / pieces * (1.0 - of_items / of_sums);
        let (low, high) = f_points(people, people * pieces)?;
        let rest = 1.0 - alpha;
        Some(Self { n, items: k, alpha, interval: (1.0 - rest * high, 1.0 - rest * low) })
    }

    /// What may be said of it.
    #[must_use]
    pub fn reading(&self) -> AlphaReading {
        match self.alpha {
            _ if self.n < SHOWN_FROM => AlphaReading::Hidden,
            alpha if alpha < 0.0 => AlphaReading::Apart,
            alpha => AlphaReading::Alpha(alpha),
        }
    }
}

/// n · Σx² - (Σx)²: the variance but for a factor that is the same for items and sums. In whole numbers,
/// so that equal sums have none.
#[expect(clippy::cast_precision_loss, reason = "fifteen digits are enough for a ratio")]
fn spread(points: impl Iterator<Item = u64>) -> f64 {
    let (n, sum, squares) = points.fold((0_u128, 0_u128, 0_u128), |(n, sum, squares), point| {
        let point = u128::from(point);
        (n + 1, sum + point, squares + point * point)
    });
    (n * squares - sum * sum) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people(items: &[&[u8]]) -> Vec<Vec<Response<u8>>> {
        let count = items.first().map_or(0, |item| item.len());
        (0..count)
            .map(|person| items.iter().map(|item| Response::Given(item[person])).collect())
            .collect()
    }

    const PUBLISHED: [&[u8]; 3] = [
        &[1, 2, 2, 3, 2, 2, 3, 3, 2, 3],
        &[1, 1, 1, 2, 3, 3, 2, 3, 3, 3],
        &[1, 1, 2, 1, 2, 3, 3, 3, 2, 3],
    ];

    #[test]
    fn published_answers() {
        let found = CronbachAlpha::of(&people(&PUBLISHED)).unwrap();
        assert!((found.alpha - 0.773_437_5).abs() < 1e-12);
        assert!((found.interval.0 - 0.336).abs() < 5e-4 && (found.interval.1 - 0.939).abs() < 5e-4);
        assert_eq!((found.n, found.items, found.reading()), (10, 3, AlphaReading::Hidden));
    }

    #[test]
    fn only_complete_people_count() {
        let mut some = people(&PUBLISHED);
        for nothing in [Response::Missing, Response::Declined, Response::NotSure] {
            some.push(vec![Response::Given(5), nothing, Response::Given(1)]);
        }
        assert_eq!(CronbachAlpha::of(&some), CronbachAlpha::of(&people(&PUBLISHED)));
    }

    #[test]
    fn edges() {
        assert_eq!(CronbachAlpha::of(&[]), None);
        assert_eq!(CronbachAlpha::of(&people(&[&[1, 2, 3]])), None);
        assert_eq!(CronbachAlpha::of(&people(&[&[1], &[2]])), None);
        assert_eq!(CronbachAlpha::of(&people(&[&[1, 2, 3], &[3, 2, 1]])), None);
        let mut uneven = people(&PUBLISHED);
        uneven[3].pop();
        assert_eq!(CronbachAlpha::of(&uneven), None);
        let perfect = CronbachAlpha::of(&people(&[&[1, 2, 3], &[1, 2, 3]])).unwrap();
        assert!((perfect.alpha - 1.0).abs() < 1e-12 && (perfect.interval.0 - 1.0).abs() < 1e-12);
        let against: Vec<u8> = (0..20).map(|person| 1 + person % 5).collect();
        let other: Vec<u8> =
            against.iter().map(|point| if *point == 1 { 4 } else { 6 - point }).collect();
        let apart = CronbachAlpha::of(&people(&[&against, &other])).unwrap();
        assert_eq!(apart.reading(), AlphaReading::Apart);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn order_and_turning_all_items_round_do_not_matter(points in proptest::collection::vec(proptest::array::uniform4(1..=5_u8), 2..25)) {
            let plain: Vec<Vec<Response<u8>>> = points.iter().map(|person| person.map(Response::Given).to_vec()).collect();
            let turned: Vec<Vec<Response<u8>>> = points
                .iter()
                .rev()
                .map(|person| person.iter().rev().map(|point| Response::Given(6 - point)).collect())
                .collect();
            let (plain, turned) = (CronbachAlpha::of(&plain), CronbachAlpha::of(&turned));
            prop_assert_eq!(plain.is_some(), turned.is_some());
            if let (Some(plain), Some(turned)) = (plain, turned) {
                prop_assert!((plain.alpha - turned.alpha).abs() < 1e-9 && plain.alpha <= 1.0 + 1e-12);
                prop_assert!(plain.interval.0 <= plain.alpha + 1e-12 && plain.interval.1 <= 1.0 + 1e-12);
            }
        }
    }
}
