use super::*;
use crate::question::Answer;
use proptest::prelude::*;

fn table(pairs: &[(&str, &str, u32)]) -> CrossTab {
    let mut table = CrossTab::default();
    for (before, after, count) in pairs {
        let answer = |text: &str| (!text.is_empty()).then(|| Answer::Given(text.to_owned()));
        table.add(answer(before), answer(after), *count);
    }
    table
}

const RIGHT: Shape = Shape::Truth { right: true };
const RATING: Shape = Shape::Rating { reverse: false };

#[test]
fn before_and_after_do_not_give_away_who_got_worse() {
    // Six right before, seven after, two better: one got worse, and nine people are few.
    let table = table(&[
        ("true", "true", 5),
        ("false", "true", 2),
        ("true", "false", 1),
        ("unsure", "false", 1),
    ]);
    let result = workshop_result(RIGHT, false, &table, true);
    assert_eq!(result.before.top(), Some(6));
    assert_eq!(result.after.as_ref().and_then(Shown::top), Some(7));
    assert_eq!(result.change, Some(Shown::Withheld { n: 9 }));
}

#[test]
fn ten_pairs_show_their_change() {
    let table = table(&[
        ("true", "true", 5),
        ("false", "true", 4),
        ("true", "false", 1),
        ("unsure", "false", 2),
    ]);
    let result = workshop_result(RIGHT, false, &table, true);
    assert_eq!(result.change, Some(Shown::Three { counts: [1, 7, 4] }));
}

#[test]
fn five_of_nine_got_better() {
    let table = table(&[("2", "4", 3), ("4", "5", 2), ("1", "1", 2), ("5", "5", 1), ("3", "2", 1)]);
    let result = workshop_result(RATING, false, &table, true);
    let better = super::super::suppression::Share::Exactly(5);
    assert_eq!(result.change, Some(Shown::Two { n: 9, top: better }));
}

#[test]
fn a_sensitive_knowledge_item_hides_its_change_where_one_class_is_small() {
    // Twelve linked pairs: before 4 right, after 8; five better, so one worse.
    let table = table(&[
        ("true", "true", 3),
        ("false", "true", 5),
        ("true", "false", 1),
        ("false", "false", 3),
    ]);
    let result = workshop_result(RIGHT, true, &table, true);
    assert_eq!(result.before.top(), Some(4));
    assert_eq!(result.change, Some(Shown::Withheld { n: 12 }));
}

#[test]
fn change_is_withheld_where_it_would_give_single_points_away() {
    // All agree both times, nobody stayed: three went from 4 to 5 and seven from 5 to 4.
    let table = table(&[("4", "5", 3), ("5", "4", 7)]);
    let result = workshop_result(RATING, false, &table, true);
    assert_eq!(result.before, Shown::Three { counts: [0, 0, 10] });
    assert_eq!(result.change, Some(Shown::Withheld { n: 10 }));
}

#[test]
fn before_alone_has_no_after() {
    let table = table(&[("true", "", 6), ("false", "", 6)]);
    let result = workshop_result(RIGHT, false, &table, false);
    assert_eq!((result.after, result.change), (None, None));
    assert_eq!(result.before, Shown::Three { counts: [6, 0, 6] });
}

fn rating() -> impl Strategy<Value = CrossTab> {
    let point =
        prop_oneof![1 => Just(String::new()), 6 => (1..=5_u32).prop_map(|point| point.to_string())];
    proptest::collection::vec((point.clone(), point), 0..16).prop_map(|people| {
        let pairs: Vec<_> =
            people.iter().map(|(before, after)| (before.as_str(), after.as_str(), 1)).collect();
        table(&pairs)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// A mirrored item gives the mirrored result.
    #[test]
    fn reversing_an_item_mirrors_its_counts(table in rating()) {
        let plain = workshop_result(RATING, false, &table, true);
        let reversed = workshop_result(Shape::Rating { reverse: true }, false, &table, true);
        if let (Shown::Three { counts: [low, middle, high] }, Shown::Three { counts }) = (&plain.before, &reversed.before) {
            prop_assert_eq!(counts, &[*high, *middle, *low]);
        }
        prop_assert_eq!(plain.before.n(), reversed.before.n());
    }

    /// No table says more than its number of answers allows.
    #[test]
    fn the_level_follows_the_number_of_answers(table in rating(), sensitive: bool) {
        let result = workshop_result(RATING, sensitive, &table, true);
        for shown in [Some(result.before), result.after].into_iter().flatten() {
            let least = match &shown {
                Shown::Two { .. } => 5,
                Shown::Three { .. } => 10,
                Shown::Five { .. } => 20,
                _ => 0,
            };
            prop_assert!(shown.n() >= least && (!sensitive || !shown.visible() || shown.n() >= 10));
        }
    }
}
