use super::*;
use crate::evaluation::{
    mean::MeanChange,
    score::Score,
    statistics::{
        moments::Moments,
        welch::{Welch, welch},
    },
    suppression::{ItemResult, Share, Shown, workshop_result},
    tally::{CrossTab, Shape},
};
use crate::question::Answer;
use proptest::prelude::*;

const fn two(top: u32, n: u32) -> Shown {
    Shown::Two { n, top: Share::Exactly(top) }
}

const fn words(top: Share, n: u32) -> Shown {
    Shown::Two { n, top }
}

const fn result(before: Shown, after: Option<Shown>, change: Option<Shown>) -> ItemResult {
    ItemResult { before, after, change, declined: (0, 0) }
}

fn answers(before: Shown, after: Shown) -> Finding {
    Finding::of_answers(&result(before, Some(after), None))
}

fn change(counts: [u32; 3]) -> Finding {
    let n = counts.iter().sum();
    Finding::of_change(&result(two(n / 2, n), Some(two(n / 2, n)), Some(Shown::Three { counts })))
}

fn score(pairs: u32, before: f64, difference: f64, half: Option<f64>) -> Finding {
    let interval = half.map(|half| (difference - half, difference + half));
    let change = MeanChange { pairs, before, after: before + difference, interval };
    Finding::of_score(Score::Index, &change)
}

#[test]
fn under_twenty_there_are_counts() {
    let found = answers(two(9, 18), two(14, 18));
    let (before, after) = (Side::Of { top: 9, n: 18 }, Side::Of { top: 14, n: 18 });
    assert_eq!(found, Finding::Counts { before, after });
    assert_eq!((found.n(), found.care()), (18, Care::Small));
}

#[test]
fn under_ten_it_speaks_of_these_persons_only() {
    let found = answers(two(4, 9), two(6, 9));
    assert_eq!(found.care(), Care::VerySmall);
    assert_eq!(answers(two(4, 10), two(6, 12)).care(), Care::Small);
    assert_eq!(answers(two(4, 19), two(6, 40)).care(), Care::Small);
    assert_eq!(answers(two(4, 20), two(6, 40)).care(), Care::Usual);
}

#[test]
fn from_twenty_there_are_percentage_points() {
    let found = answers(two(20, 40), two(33, 44));
    assert_eq!(found, Finding::Points { before: 50, after: 75, points: 25, n: 40 });
    let five = Shown::Five { counts: [1, 2, 4, 6, 7] };
    let fell = answers(five, two(10, 20));
    assert_eq!(fell, Finding::Points { before: 65, after: 50, points: -15, n: 20 });
    // One wave under twenty: no percentages that would compare with nothing.
    let (before, after) = (Side::Of { top: 20, n: 40 }, Side::Of { top: 9, n: 18 });
    assert_eq!(answers(two(20, 40), two(9, 18)), Finding::Counts { before, after });
}

#[test]
fn where_most_knew_before_there_was_little_room() {
    let ceiling = answers(two(17, 20), two(18, 20));
    let (before, after) =
        (Side::Percent { percent: 85, n: 20 }, Side::Percent { percent: 90, n: 20 });
    assert_eq!(ceiling, Finding::Ceiling { before, after });
    assert!(matches!(answers(two(16, 19), two(19, 19)), Finding::Counts { .. }));
    assert!(matches!(answers(two(17, 19), two(17, 19)), Finding::Ceiling { .. }));
    assert!(matches!(answers(two(84, 100), two(99, 100)), Finding::Points { .. }));
}

#[test]
fn a_ceiling_does_not_hide_a_drop() {
    assert!(matches!(answers(two(19, 20), two(18, 20)), Finding::Points { points: -5, .. }));
    assert!(matches!(answers(two(9, 10), two(8, 10)), Finding::Counts { .. }));
    let nearly = words(Share::NearlyEveryone, 9);
    assert!(matches!(answers(nearly.clone(), two(6, 9)), Finding::Counts { .. }));
    assert!(matches!(answers(nearly.clone(), nearly), Finding::Ceiling { .. }));
    // Of five, nearly everyone may be four, which is under 85 %.
    let of_five = words(Share::NearlyEveryone, 5);
    assert!(matches!(answers(of_five.clone(), of_five), Finding::Counts { .. }));
    let sensitive = words(Share::OverNinetyPercent, 30);
    assert!(matches!(answers(sensitive.clone(), sensitive), Finding::Ceiling { .. }));
}

#[test]
fn words_stay_words() {
    let (before, after) = (
        Side::Words { share: Share::HardlyAnyone, n: 9 },
        Side::Words { share: Share::FewerThanThree, n: 12 },
    );
    let found = answers(words(Share::HardlyAnyone, 9), words(Share::FewerThanThree, 12));
    assert_eq!(found, Finding::Counts { before, after });
}

#[test]
fn what_is_hidden_stays_hidden() {
    let hidden = |n, why| Finding::Hidden { n, why };
    let few = Shown::TooFew { n: 4 };
    assert_eq!(answers(few.clone(), few.clone()), hidden(4, Hidden::TooFew));
    let elsewhere = Shown::Elsewhere { n: 9 };
    assert_eq!(answers(few.clone(), elsewhere), hidden(9, Hidden::Elsewhere));
    let withheld = result(two(5, 9), Some(two(6, 9)), Some(Shown::Withheld { n: 8 }));
    assert_eq!(Finding::of_change(&withheld), hidden(8, Hidden::Withheld));
    assert_eq!(Finding::of_change(&result(few, None, None)), hidden(0, Hidden::TooFew));
}

#[test]
fn one_wave_compares_with_nothing() {
    let before = Finding::of_answers(&result(two(6, 9), None, None));
    assert_eq!(before, Finding::One { wave: Wave::Before, side: Side::Of { top: 6, n: 9 } });
    let after = answers(Shown::TooFew { n: 3 }, two(12, 24));
    let side = Side::Percent { percent: 50, n: 24 };
    assert_eq!(after, Finding::One { wave: Wave::After, side });
}

#[test]
fn a_drop_is_told_even_if_unclear() {
    let Finding::Drop { change: counts, clarity } = change([5, 10, 3]) else { panic!() };
    assert_eq!(counts, Change { better: 3, same: 10, worse: 5 });
    assert_eq!(clarity, Clarity::Unclear);
    assert!(matches!(change([9, 10, 1]), Finding::Drop { clarity: Clarity::Clear, .. }));
    // Also where most knew before.
    let ceiling = result(two(19, 20), Some(two(19, 20)), Some(Shown::Three { counts: [2, 17, 1] }));
    assert!(matches!(Finding::of_change(&ceiling), Finding::Drop { .. }));
}

#[test]
fn better_is_clear_unclear_or_untested() {
    let clarity = |counts| match change(counts) {
        Finding::Better { clarity, .. } => clarity,
        other => panic!("{other:?}"),
    };
    assert_eq!(clarity([1, 12, 7]), Clarity::Clear);
    assert_eq!(clarity([3, 10, 5]), Clarity::Unclear);
    assert_eq!(clarity([1, 15, 4]), Clarity::Untested);
    assert_eq!(clarity([0, 2, 7]), Clarity::Untested);
    assert!(matches!(change([4, 8, 4]), Finding::Balanced { .. }));
    assert!(matches!(change([0, 12, 0]), Finding::Balanced { .. }));
    let two_classes = result(two(3, 9), Some(two(6, 9)), Some(two(5, 9)));
    let side = Side::Of { top: 5, n: 9 };
    assert_eq!(Finding::of_change(&two_classes), Finding::BetterOnly { side });
    let ceiling = result(two(18, 20), Some(two(19, 20)), Some(Shown::Three { counts: [0, 19, 1] }));
    assert!(matches!(Finding::of_change(&ceiling), Finding::Ceiling { .. }));
    // What is clear is told in spite of the ceiling.
    let clear = result(two(54, 60), Some(two(60, 60)), Some(Shown::Three { counts: [0, 54, 6] }));
    assert!(matches!(Finding::of_change(&clear), Finding::Better { clarity: Clarity::Clear, .. }));
}

#[test]
fn a_score_by_its_interval() {
    assert!(matches!(score(24, 3.4, 0.6, Some(0.4)), Finding::ScoreUp(_)));
    assert!(matches!(score(24, 3.4, -0.6, Some(0.4)), Finding::ScoreDown(_)));
    assert!(matches!(score(24, 3.4, 0.3, Some(0.4)), Finding::ScoreUnclear(_)));
    // An end on zero includes zero.
    assert!(matches!(score(24, 3.4, 0.5, Some(0.5)), Finding::ScoreUnclear(_)));
    // 4.4 is 85 % of the way from 1 to 5.
    assert!(matches!(score(24, 4.4, 0.1, Some(0.4)), Finding::ScoreCeiling(_)));
    assert!(matches!(score(24, 4.39, 0.1, Some(0.4)), Finding::ScoreUnclear(_)));
    assert!(matches!(score(24, 4.4, 0.5, Some(0.4)), Finding::ScoreUp(_)));
    assert!(matches!(score(24, 4.4, -0.5, Some(0.4)), Finding::ScoreDown(_)));
}

#[test]
fn scores_of_few_and_scores_without_spread() {
    assert_eq!(score(9, 3.0, 1.0, Some(0.1)), Finding::Hidden { n: 9, why: Hidden::TooFew });
    assert_eq!(score(10, 3.0, 1.0, Some(0.1)).care(), Care::Small);
    assert_eq!(score(20, 3.0, 1.0, Some(0.1)).care(), Care::Usual);
    let Finding::ScoreConstant { pairs: 12, shift } = score(12, 3.0, 0.5, None) else { panic!() };
    assert!((shift - 0.5).abs() < 1e-12);
}

#[test]
fn unlinked_scores_say_so() {
    let before: Vec<f64> = (0..12).map(|person| 2.0 + f64::from(person % 3)).collect();
    let after: Vec<f64> = (0..15).map(|person| 3.5 + f64::from(person % 3) / 2.0).collect();
    let change = welch(&before, &after).unwrap();
    let Finding::ScoreUp(found) = Finding::of_unlinked(Score::Index, &change) else { panic!() };
    assert_eq!(found.basis, Basis::Unlinked { before: 12, after: 15 });
    let few = Welch { before: Moments { n: 9, ..change.before }, ..change };
    assert_eq!(
        Finding::of_unlinked(Score::Index, &few),
        Finding::Hidden { n: 9, why: Hidden::TooFew }
    );
}

#[test]
fn groups_are_no_ranking() {
    let found = Finding::of_groups(&[11, 15, 10], 2);
    assert_eq!(found, Finding::Groups { shown: 3, hidden: 2, smallest: Some(10) });
    assert_eq!(found.care(), Care::Small);
    assert_eq!(Finding::of_groups(&[], 3).n(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]
    /// What two workshops show alike is said alike: the sentence adds nothing.
    #[test]
    fn any_workshop_has_a_sentence(pairs in proptest::collection::vec((0..4_u8, 0..4_u8), 0..30), sensitive: bool) {
        let text = |code: u8| ["true", "false", "unsure"].get(usize::from(code)).map(|text| Answer::Given((*text).to_owned()));
        let mut table = CrossTab::default();
        for (before, after) in &pairs {
            table.add(text(*before), text(*after), 1);
        }
        let shown = workshop_result(Shape::Truth { right: true }, sensitive, &table, true);
        let (answers, change) = (Finding::of_answers(&shown), Finding::of_change(&shown));
        let visible = shown.before.visible() || shown.after.as_ref().is_some_and(Shown::visible);
        prop_assert_eq!(visible, !matches!(answers, Finding::Hidden { .. }));
        let change_visible = shown.change.as_ref().is_some_and(Shown::visible);
        prop_assert_eq!(change_visible, !matches!(change, Finding::Hidden { .. }));
        let [worse, _, better] = match &shown.change {
            Some(Shown::Three { counts }) => *counts,
            _ => [0; 3],
        };
        prop_assert_eq!(worse > better, matches!(change, Finding::Drop { .. }));
    }
}
