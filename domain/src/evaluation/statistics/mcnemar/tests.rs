use super::*;
use crate::question::Answer;
use proptest::prelude::*;

fn near(found: Option<f64>, wanted: f64, within: f64) -> bool {
    found.is_some_and(|found| (found - wanted).abs() < within)
}

fn changed(lost: u32, gained: u32) -> Fourfold {
    Fourfold { lost, gained, ..Fourfold::default() }
}

/// Approval of a prime minister, as R prints it; difference by hand.
#[test]
fn approval_ratings() {
    let table = Fourfold { both_right: 794, lost: 150, gained: 86, both_wrong: 570 };
    let plain = table.asymptotic().unwrap();
    assert!((plain.chi_square - 17.356).abs() < 5e-4 && (plain.p - 3.099e-5).abs() < 5e-9);
    let corrected = table.corrected().unwrap();
    assert!((corrected.chi_square - 16.818).abs() < 5e-4 && (corrected.p - 4.115e-5).abs() < 5e-9);
    assert!(near(table.difference(), -0.04, 1e-12) && near(table.error(), 0.0095, 1e-4));
    let (low, high) = table.interval().unwrap();
    assert!((low + 0.059).abs() < 5e-4 && (high + 0.021).abs() < 5e-4);
}

/// Airway measurements before and after stem cell transplantation, after Fagerland and others.
#[test]
fn small_table() {
    let table = Fourfold { both_right: 1, lost: 1, gained: 7, both_wrong: 12 };
    assert_eq!(table.n(), 21);
    assert!(near(table.exact_p(), 0.0703, 5e-5) && near(table.mid_p(), 0.0391, 5e-5));
    assert!(near(table.asymptotic().map(|found| found.p), 0.0339, 5e-5));
    assert!(near(table.corrected().map(|found| found.p), 0.0771, 5e-5));
    assert!(matches!(table.test(), McNemarTest::MidP(p) if (p - 0.0391).abs() < 5e-5));
}

#[test]
fn edges() {
    let nobody = Fourfold { both_right: 5, both_wrong: 4, ..Fourfold::default() };
    assert_eq!(nobody.test(), McNemarTest::NobodyChanged);
    assert_eq!((nobody.exact_p(), nobody.asymptotic(), nobody.interval()), (None, None, None));
    assert_eq!(nobody.difference(), Some(0.0));
    assert_eq!(Fourfold::default().difference(), None);
    assert_eq!(Fourfold::default().error(), None);
    assert_eq!(changed(1, 4).test(), McNemarTest::TooFew);
    // b = c = 3: 1 - ½ · 20/64.
    assert!(near(changed(3, 3).mid_p(), 1.0 - 20.0 / 128.0, 1e-12));
    assert!(near(changed(3, 3).exact_p(), 1.0, 1e-12));
    assert!(near(changed(3, 3).corrected().map(|found| found.chi_square), 0.0, 1e-12));
    assert!(near(changed(0, 6).mid_p(), 1.0 / 64.0, 1e-12));
    assert_eq!(changed(0, 6).interval(), None);
    assert!(near(changed(50_000, 50_000).mid_p(), 1.0, 0.01));
    assert!(changed(0, 50_000).mid_p().is_some_and(|p| p < 1e-300));
}

#[test]
fn missing_declined_and_not_sure_are_three_things() {
    let given = |text: &str| Some(Answer::Given(text.into()));
    let mut answers = CrossTab::default();
    answers.add(given("unsure"), given("true"), 4);
    answers.add(given("true"), given("unsure"), 2);
    answers.add(given("false"), given("unsure"), 8);
    answers.add(Some(Answer::Declined), given("true"), 16);
    answers.add(given("true"), None, 32);
    let found = Fourfold::of_table(&answers, true);
    assert_eq!(found, Fourfold { both_right: 0, lost: 2, gained: 4, both_wrong: 8 });
    let pairs = [
        (Response::NotSure, Response::Given(true)),
        (Response::Declined, Response::Given(true)),
        (Response::Given(true), Response::Missing),
    ];
    assert_eq!(Fourfold::of(pairs), changed(0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]
    #[test]
    fn exchanging_the_waves_changes_the_sign_only(lost in 0..400_u32, gained in 0..400_u32, same in 0..50_u32) {
        let forth = Fourfold { both_right: same, lost, gained, both_wrong: 1 };
        let back = Fourfold { both_right: 1, lost: gained, gained: lost, both_wrong: same };
        prop_assert_eq!(forth.mid_p(), back.mid_p());
        prop_assert_eq!(forth.difference(), back.difference().map(|difference| -difference));
        if let (Some(mid), Some(exact)) = (forth.mid_p(), forth.exact_p()) {
            prop_assert!(0.0 <= mid && mid <= exact && exact <= 1.0);
        }
        if let Some((low, high)) = forth.interval() {
            let difference = forth.difference().unwrap();
            prop_assert!(-1.0 <= low && low <= difference && difference <= high && high <= 1.0);
        }
    }

    #[test]
    fn exact_and_normal_form_agree(lost in 60..200_u32, gained in 60..200_u32) {
        let table = changed(lost, gained);
        let (mid, asymptotic) = (table.mid_p().unwrap(), table.asymptotic().unwrap().p);
        // In the middle mid-p stays below 1 by half the probability of the counts found.
        let near = if asymptotic < 0.2 { 0.002 } else { 0.04 };
        prop_assert!((mid - asymptotic).abs() < near);
        prop_assert!((table.exact_p().unwrap() - table.corrected().unwrap().p).abs() < 0.002);
    }
}
