use super::{super::paired_t::tests::SLEEP, *};
use proptest::prelude::*;

/// Depression scores of Hollander and Wolfe, first visit and second, as in R's help.
#[expect(clippy::approx_constant, reason = "3.14 is a score")]
pub const DEPRESSION: [(f64, f64); 9] = [
    (1.83, 0.878),
    (0.50, 0.647),
    (1.62, 0.598),
    (2.48, 2.05),
    (1.68, 1.06),
    (1.88, 1.29),
    (1.55, 1.06),
    (3.06, 3.14),
    (1.30, 1.29),
];

pub fn first_minus_second(pairs: &[(f64, f64)]) -> Vec<f64> {
    pairs.iter().map(|(first, second)| first - second).collect()
}

fn exact(differences: &[f64]) -> Tails {
    SignedRank::of(differences).unwrap().exact().unwrap()
}

#[test]
fn depression_data() {
    let ranks = SignedRank::of(&first_minus_second(&DEPRESSION)).unwrap();
    assert!((ranks.plus() - 40.0).abs() < 1e-12 && (ranks.minus() - 5.0).abs() < 1e-12);
    let SignedRankTest::Exact(tails) = ranks.test() else { panic!() };
    assert!((tails.upper - 0.019_53).abs() < 5e-6);
    assert!((tails.two_sided() - 0.039_062_5).abs() < 1e-12);
    assert!((ranks.rank_biserial().unwrap() - 35.0 / 45.0).abs() < 1e-12);
}

#[test]
fn darwins_plants() {
    let differences: Vec<f64> =
        [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75].map(f64::from).to_vec();
    let ranks = SignedRank::of(&differences).unwrap();
    assert!((ranks.minus() - 24.0).abs() < 1e-12);
    assert!((exact(&differences).two_sided() - 0.041_259_765_625).abs() < 1e-12);
}

#[test]
fn students_sleep_data() {
    let ranks = SignedRank::of(&first_minus_second(&SLEEP)).unwrap();
    assert_eq!((ranks.unchanged(), ranks.changed()), (1, 9));
    assert!(ranks.plus().abs() < 1e-12);
    assert!((ranks.normal().unwrap().two_sided() - 0.009_091).abs() < 5e-7);
    assert!((ranks.exact().unwrap().two_sided() - 0.003_906_25).abs() < 1e-12);
    assert!((ranks.rank_biserial().unwrap() + 1.0).abs() < 1e-12);
}

#[test]
fn edges() {
    assert_eq!(SignedRank::of(&[]), None);
    assert_eq!(SignedRank::of(&[f64::NAN]), None);
    let same = SignedRank::of(&[0.0, 1e-12]).unwrap();
    assert_eq!(same.test(), SignedRankTest::NoChange);
    assert_eq!((same.rank_biserial(), same.exact(), same.normal()), (None, None, None));
    let five = SignedRank::of(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
    assert_eq!(five.test(), SignedRankTest::TooFew { changed: 5 });
    assert!((five.exact().unwrap().two_sided() - 0.0625).abs() < 1e-12);
    let all_tied = SignedRank::of(&[1.0; 25]).unwrap();
    let SignedRankTest::Normal(tails) = all_tied.test() else { panic!() };
    assert!(tails.two_sided() < 1e-5);
    let balanced = exact(&[1.0, -1.0, 2.0, -2.0, 3.0, -3.0]);
    assert!((balanced.two_sided() - 1.0).abs() < 1e-12);
}

/// All signs one after the other.
fn enumerated(differences: &[f64]) -> Tails {
    let ranks = SignedRank::of(differences).unwrap();
    let ways = 1_u32 << ranks.changed();
    let sums = (0..ways).map(|signs| -> u64 {
        let up = ranks.ranks.iter().enumerate().filter(|(index, _)| (signs >> index) & 1 == 1);
        up.map(|(_, rank)| *rank as u64).sum()
    });
    let (mut lower, mut upper) = (0.0, 0.0);
    for sum in sums {
        lower += f64::from(sum <= ranks.plus);
        upper += f64::from(sum >= ranks.plus);
    }
    Tails { lower: lower / f64::from(ways), upper: upper / f64::from(ways) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]
    #[test]
    fn counting_sums_is_enumerating_signs(changes in proptest::collection::vec(prop_oneof![-4..=-1_i32, 1..=4_i32], 1..8)) {
        let changes: Vec<f64> = changes.into_iter().map(f64::from).collect();
        let (counted, enumerated) = (exact(&changes), enumerated(&changes));
        prop_assert!((counted.lower - enumerated.lower).abs() < 1e-12);
        prop_assert!((counted.upper - enumerated.upper).abs() < 1e-12);
    }

    #[test]
    fn mirroring_exchanges_the_tails(mut changes in proptest::collection::vec(-8..=8_i32, 1..=20)) {
        let of = |changes: &[i32], factor: f64| {
            let changes: Vec<f64> = changes.iter().map(|change| f64::from(*change) * factor).collect();
            SignedRank::of(&changes).unwrap()
        };
        let ranks = of(&changes, 0.25);
        changes.reverse();
        let mirror = of(&changes, -0.5);
        prop_assert_eq!((ranks.plus, ranks.minus), (mirror.minus, mirror.plus));
        let n = count(ranks.changed());
        prop_assert!((ranks.plus() + ranks.minus() - n * (n + 1.0) / 2.0).abs() < 1e-9);
        if let (Some(tails), Some(mirrored)) = (ranks.exact(), mirror.exact()) {
            prop_assert!((tails.lower - mirrored.upper).abs() < 1e-12);
            prop_assert!((tails.two_sided() - mirrored.two_sided()).abs() < 1e-12);
            prop_assert!(tails.lower + tails.upper >= 1.0 && tails.two_sided() <= 1.0);
            prop_assert!((-1.0..=1.0).contains(&ranks.rank_biserial().unwrap()));
        }
    }

    #[test]
    fn exact_and_normal_form_agree(changes in proptest::collection::vec(prop_oneof![-60..=-1_i32, 1..=60_i32], 10..=13)) {
        let changes: Vec<f64> = changes.into_iter().map(f64::from).collect();
        let ranks = SignedRank::of(&changes).unwrap();
        let (exact, normal) = (ranks.exact().unwrap(), ranks.normal().unwrap());
        prop_assert!((exact.lower - normal.lower).abs() < 0.03 && (exact.upper - normal.upper).abs() < 0.03);
    }
}
