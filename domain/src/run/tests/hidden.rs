//! What may be told, by hand; `solver` judges what it gives away.

use super::votes;
use crate::{
    evaluation::suppression::Share,
    poll::PollKind,
    run::{Ask, Votes, VotesShown, show_votes},
};
use std::collections::BTreeMap;

pub(super) fn ask(options: usize, right: &[usize], sensitive: bool) -> Ask {
    let value = |place: usize| format!("v{place}");
    Ask {
        id: "ask".to_owned(),
        item: "item".to_owned(),
        kind: PollKind::Choice,
        values: (0..options).map(value).collect(),
        right: right.iter().map(|place| value(*place)).collect(),
        sensitive,
        private: false,
        decides: false,
    }
}

fn shares(shown: &VotesShown) -> Vec<(Option<&str>, Share)> {
    let VotesShown::Bars { bars, .. } = shown else { return Vec::new() };
    bars.iter().map(|bar| (bar.value.as_deref(), bar.share)).collect()
}

#[test]
fn fewer_than_five_are_never_told_and_nine_show_two_sides() {
    let keyed = ask(3, &[0], false);
    assert_eq!(show_votes(&keyed, &votes(&[("v0", 4)])), VotesShown::TooFew { n: 4 });
    let nine = show_votes(&keyed, &votes(&[("v0", 6), ("v1", 2), ("v2", 1)]));
    assert_eq!(shares(&nine), [(Some("v0"), Share::Exactly(6)), (None, Share::Exactly(3))]);
    let nearly = show_votes(&keyed, &votes(&[("v0", 8), ("v1", 1)]));
    assert_eq!(shares(&nearly), [(Some("v0"), Share::NearlyEveryone), (None, Share::HardlyAnyone)]);
}

#[test]
fn all_options_come_from_ten_and_from_twenty_where_there_are_many() {
    let three = show_votes(&ask(3, &[], false), &votes(&[("v0", 4), ("v1", 3), ("v2", 3)]));
    assert_eq!(shares(&three).len(), 3);
    let ten = show_votes(&ask(4, &[], false), &votes(&[("v0", 4), ("v1", 3), ("v2", 3)]));
    assert_eq!(shares(&ten), [(Some("v0"), Share::Exactly(4)), (None, Share::Exactly(6))]);
    let twenty = show_votes(&ask(4, &[], false), &votes(&[("v0", 14), ("v1", 3), ("v2", 3)]));
    assert_eq!(shares(&twenty).len(), 4);
}

#[test]
fn sensitive_answers_wait_for_ten_and_small_classes_are_words() {
    let sensitive = ask(3, &[0], true);
    assert_eq!(show_votes(&sensitive, &votes(&[("v0", 9)])), VotesShown::TooFew { n: 9 });
    let small = show_votes(&sensitive, &votes(&[("v0", 9), ("v1", 2)]));
    assert_eq!(
        shares(&small),
        [(Some("v0"), Share::AllButFewerThanThree), (None, Share::FewerThanThree)]
    );
    let whole = show_votes(&sensitive, &votes(&[("v0", 4), ("v1", 3), ("v2", 3)]));
    assert_eq!(shares(&whole).len(), 3);
}

#[test]
fn ticks_are_told_one_by_one_and_an_order_as_an_order() {
    let ticks = Ask { kind: PollKind::Ticks, ..ask(3, &[], false) };
    let counts = BTreeMap::from([("v0".to_owned(), 5), ("v1".to_owned(), 3), ("v2".to_owned(), 1)]);
    let shown = show_votes(&ticks, &Votes { people: 6, counts });
    assert_eq!(
        shares(&shown),
        [
            (Some("v0"), Share::NearlyEveryone),
            (Some("v1"), Share::Exactly(3)),
            (Some("v2"), Share::HardlyAnyone)
        ]
    );
    let order = Ask { kind: PollKind::Order, ..ask(3, &[], false) };
    let shown = show_votes(&order, &votes(&[("v2,v0,v1", 3), ("v0,v2,v1", 2)]));
    let values = ["v2", "v0", "v1"].map(str::to_owned).to_vec();
    assert_eq!(shown, VotesShown::Order { n: 5, values });
}

#[test]
fn a_rating_and_a_truth_are_two_sides_until_the_room_is_large() {
    let rating = Ask { kind: PollKind::Rating, ..ask(5, &[], false) };
    let nineteen = votes(&[("v0", 5), ("v1", 6), ("v4", 8)]);
    assert_eq!(
        shares(&show_votes(&rating, &nineteen)),
        [(Some("4,5"), Share::Exactly(8)), (None, Share::Exactly(11))]
    );
    let twenty = votes(&[("v0", 5), ("v1", 6), ("v4", 9)]);
    assert_eq!(shares(&show_votes(&rating, &twenty)).len(), 5);
    let truth = Ask { kind: PollKind::Truth, ..ask(3, &[1], false) };
    assert_eq!(
        shares(&show_votes(&truth, &votes(&[("v0", 3), ("v1", 2), ("v2", 4)]))),
        [(Some("v1"), Share::Exactly(2)), (None, Share::Exactly(7))]
    );
}

#[test]
fn above_twenty_sensitive_words_speak_of_percent() {
    let sensitive = ask(3, &[0], true);
    assert_eq!(
        shares(&show_votes(&sensitive, &votes(&[("v0", 2), ("v1", 12), ("v2", 8)]))),
        [(Some("v0"), Share::UnderTenPercent), (None, Share::OverNinetyPercent)]
    );
    assert_eq!(
        shares(&show_votes(&sensitive, &votes(&[("v0", 21), ("v1", 1)]))),
        [(Some("v0"), Share::OverNinetyPercent), (None, Share::UnderTenPercent)]
    );
}

#[test]
fn of_three_ways_on_the_one_that_won_is_told_and_of_a_tie_nothing() {
    let scene = Ask { decides: true, ..ask(3, &[], false) };
    assert_eq!(
        shares(&show_votes(&scene, &votes(&[("v0", 2), ("v1", 3)]))),
        [(Some("v1"), Share::Exactly(3)), (None, Share::Exactly(2))]
    );
    let tie = votes(&[("v0", 2), ("v1", 1), ("v2", 2)]);
    assert_eq!(show_votes(&scene, &tie), VotesShown::TooFew { n: 5 });
    let ten = votes(&[("v0", 5), ("v1", 5)]);
    assert_eq!(shares(&show_votes(&scene, &ten)).len(), 3);
    let two = Ask { decides: true, ..ask(2, &[], false) };
    assert_eq!(
        shares(&show_votes(&two, &votes(&[("v0", 3), ("v1", 3)]))),
        [(Some("v0"), Share::Exactly(3)), (None, Share::Exactly(3))]
    );
}

#[test]
fn ticks_that_just_reach_everybody_are_not_told() {
    let ticks = Ask { kind: PollKind::Ticks, ..ask(3, &[], false) };
    let ticked = |counts: [u32; 3], people| {
        let counts = ticks.values.iter().cloned().zip(counts).collect();
        show_votes(&ticks, &Votes { people, counts })
    };
    // Somebody has to have ticked the third, or one of five would have ticked nothing.
    assert_eq!(ticked([2, 2, 1], 5), VotesShown::TooFew { n: 5 });
    assert_eq!(ticked([3, 1, 1], 5), VotesShown::TooFew { n: 5 });
    assert_eq!(ticked([5, 0, 0], 5).n(), 5);
    assert_eq!(shares(&ticked([3, 2, 1], 5)).len(), 3);
    assert_eq!(shares(&ticked([3, 2, 0], 5)).len(), 3);
}
