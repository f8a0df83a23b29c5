//! What may be told: rules by hand, and a solver that tries to derive what is hidden.

use super::votes;
use crate::{
    evaluation::suppression::Share,
    poll::PollKind,
    run::{Ask, Bar, Votes, VotesShown, show_votes},
};
use std::collections::{BTreeMap, BTreeSet};

fn ask(options: usize, right: &[usize], sensitive: bool) -> Ask {
    let value = |place: usize| format!("v{place}");
    Ask {
        id: "ask".to_owned(),
        item: "item".to_owned(),
        kind: PollKind::Choice,
        values: (0..options).map(value).collect(),
        right: right.iter().map(|place| value(*place)).collect(),
        sensitive,
        private: false,
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

/// Every table of `n` answers over so many options.
fn tables(options: usize, n: u32) -> Vec<Vec<u32>> {
    if options == 1 {
        return vec![vec![n]];
    }
    (0..=n)
        .flat_map(|first| {
            tables(options - 1, n - first).into_iter().map(move |rest| {
                let mut table = vec![first];
                table.extend(rest);
                table
            })
        })
        .collect()
}

/// The finest the rules allow to be told of a table, independently of how it is told: a class of one
/// person (two where sensitive) must stay open unless the whole three-way table may be shown.
fn leaks(ask: &Ask, n: u32, show: impl Fn(&Ask, &Votes) -> String) -> Vec<String> {
    let mut worlds: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
    for table in tables(ask.values.len(), n) {
        let counts = ask.values.iter().cloned().zip(table.iter().copied()).collect();
        worlds.entry(show(ask, &Votes { people: n, counts })).or_default().push(table);
    }
    let all_told = n >= if ask.values.len() > 3 { 20 } else { 10 };
    let small = if ask.sensitive { 2 } else { 1 };
    let mut found = Vec::new();
    for (shown, worlds) in &worlds {
        for option in 0..ask.values.len() {
            let possible: BTreeSet<u32> = worlds.iter().map(|table| table[option]).collect();
            let [only] = possible.iter().copied().collect::<Vec<_>>()[..] else { continue };
            let told_by_rule = all_told && !ask.sensitive;
            // One person, or all but one, found out by elimination.
            let exposed = only <= small || n - only <= small;
            if exposed && !told_by_rule {
                found.push(format!("{shown}: option {option} is {only} of {n}"));
            }
        }
    }
    found
}

#[test]
fn what_is_hidden_cannot_be_derived() {
    for options in 2..=4 {
        for sensitive in [false, true] {
            for right in [&[][..], &[0], &[1]] {
                let ask = ask(options, right, sensitive);
                for n in 1..=14 {
                    let found = leaks(&ask, n, |ask, votes| format!("{:?}", show_votes(ask, votes)));
                    assert_eq!(found, Vec::<String>::new(), "{ask:?}");
                }
            }
        }
    }
}

#[test]
fn the_solver_finds_what_plain_counts_tell() {
    let keyed = ask(3, &[0], false);
    let plain = |_: &Ask, votes: &Votes| format!("{:?}", votes.counts);
    assert!(!leaks(&keyed, 7, plain).is_empty());
    // Words for one side only: the other side, told as a number, gives it away.
    let half = |ask: &Ask, votes: &Votes| match show_votes(ask, votes) {
        VotesShown::Bars { n, bars } => {
            let top = votes.counts.get(&ask.values[0]).copied().unwrap_or(0);
            let rest = Bar { value: None, share: Share::Exactly(n - top) };
            format!("{:?}", VotesShown::Bars { n, bars: vec![bars[0].clone(), rest] })
        }
        other => format!("{other:?}"),
    };
    assert!(!leaks(&keyed, 7, half).is_empty());
}
