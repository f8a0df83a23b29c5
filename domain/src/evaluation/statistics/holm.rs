//! Many tests on one page.

/// Adjusts the p of the items of one page so that the chance of any false alarm among them stays what
/// one test alone has: the smallest times m, the next times m - 1, and so on, never below the one
/// before and at most 1. In the order given. `None` where one is not between 0 and 1. Source: Holm
/// 1979, Scandinavian Journal of Statistics 6, 65-70.
#[must_use]
pub fn holm(p: &[f64]) -> Option<Vec<f64>> {
    if !p.iter().all(|p| (0.0..=1.0).contains(p)) {
        return None;
    }
    let mut order: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order.sort_by(|one, two| one.1.total_cmp(&two.1));
    let (mut factor, mut largest) = (super::rank::count(p.len()), 0.0_f64);
    for (_, p) in &mut order {
        largest = largest.max((*p * factor).min(1.0));
        *p = largest;
        factor -= 1.0;
    }
    order.sort_unstable_by_key(|(index, _)| *index);
    Some(order.into_iter().map(|(_, p)| p).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        let adjusted = holm(&[0.03, 0.01, 0.04, 0.02]).unwrap();
        for (found, wanted) in adjusted.iter().zip([0.06, 0.04, 0.06, 0.06]) {
            assert!((found - wanted).abs() < 1e-12, "{adjusted:?}");
        }
    }

    #[test]
    fn edges() {
        assert_eq!(holm(&[]), Some(vec![]));
        assert_eq!(holm(&[0.2]), Some(vec![0.2]));
        assert_eq!([holm(&[f64::NAN]), holm(&[1.1]), holm(&[-0.1])], [None, None, None]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn between_the_plain_one_and_bonferronis(mut p in proptest::collection::vec(0.0..=1.0_f64, 1..15)) {
            let adjusted = holm(&p).unwrap();
            let m = p.len() as f64;
            for (plain, adjusted) in p.iter().zip(&adjusted) {
                prop_assert!(plain <= adjusted && *adjusted <= (plain * m).min(1.0));
            }
            p.reverse();
            let mut mirrored = holm(&p).unwrap();
            mirrored.reverse();
            prop_assert_eq!(mirrored, adjusted);
        }
    }
}
