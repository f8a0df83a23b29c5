//! A solver in the place of a curious person in the room: it knows the rules, how many answered, what
//! the wall shows and what else is said aloud, and goes through every table of answers that would look
//! the same. A hidden count that is the same in all of them has been found out.
//!
//! Two rounds of a poll stand side by side. Everybody answers the second one anew, so any table of the
//! one goes with any table of the other: the tables that fit both walls are all pairs of tables that fit
//! one wall each, and the difference tells nothing that one of them does not. (This is why a scene that
//! is asked again forgets its first answers: old answers beside one new one would tell the new one.)

use super::hidden::ask;
use crate::{
    evaluation::suppression::FROM_TWO,
    evaluation::suppression::Share,
    poll::PollKind,
    run::{Ask, Bar, Votes, VotesShown, show_votes, winner},
};
use std::collections::{BTreeMap, BTreeSet};

/// Every table of `n` answers over so many options.
fn tables(options: usize, n: u32) -> Vec<Vec<u32>> {
    if options == 1 {
        return vec![vec![n]];
    }
    let with = |first: u32| {
        let rest = tables(options - 1, n - first).into_iter();
        rest.map(move |rest| [vec![first], rest].concat())
    };
    (0..=n).flat_map(with).collect()
}

/// Every table of ticks of `n` people who tick one option or more each.
fn ticked(options: usize, n: u32) -> Vec<Vec<u32>> {
    let add = |tables: Vec<Vec<u32>>, _| {
        let longer = |table: Vec<u32>| (0..=n).map(move |count| [&table[..], &[count]].concat());
        tables.into_iter().flat_map(longer).collect()
    };
    let all = (0..options).fold(vec![Vec::new()], add).into_iter();
    all.filter(|table: &Vec<u32>| table.iter().sum::<u32>() >= n).collect()
}

/// Every table that this kind of ask can have.
fn worlds(ask: &Ask, n: u32) -> Vec<Vec<u32>> {
    match ask.kind {
        PollKind::Ticks => ticked(ask.values.len(), n),
        _ => tables(ask.values.len(), n),
    }
}

/// Counts of one person, or of all but one (two where sensitive), that follow from what is told.
fn leaks(ask: &Ask, n: u32, tell: impl Fn(&Ask, &Votes) -> String) -> Vec<String> {
    let mut alike: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
    for table in worlds(ask, n) {
        let counts = ask.values.iter().cloned().zip(table.iter().copied()).collect();
        alike.entry(tell(ask, &Votes { people: n, counts })).or_default().push(table);
    }
    // The rules tell every count of a large table, single persons too, unless it is sensitive.
    let large = n >= if ask.values.len() > 3 { 20 } else { 10 };
    if large && !ask.sensitive && ask.kind != PollKind::Ticks {
        return Vec::new();
    }
    let small = if ask.sensitive { 2 } else { 1 };
    let mut found = Vec::new();
    for (told, tables) in &alike {
        for option in 0..ask.values.len() {
            let possible: BTreeSet<u32> = tables.iter().map(|table| table[option]).collect();
            let [only] = possible.iter().copied().collect::<Vec<_>>()[..] else { continue };
            if only <= small || n - only <= small {
                found.push(format!("{told}: option {option} is {only} of {n}"));
            }
        }
    }
    found
}

fn wall(ask: &Ask, votes: &Votes) -> String {
    format!("{:?}", show_votes(ask, votes))
}

/// In a story everybody also hears which way won, or that there was a tie; of fewer than five votes
/// nobody hears, because the coach chooses by a show of hands.
fn story_wall(ask: &Ask, votes: &Votes) -> String {
    let won = winner(ask, votes).filter(|_| votes.people >= FROM_TWO);
    format!("{won:?} won; {}", wall(ask, votes))
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn what_polls_hide_cannot_be_derived() {
    for options in 2..=5 {
        for sensitive in [false, true] {
            for right in [&[][..], &[0], &[1], &[0, 1]] {
                let ask = ask(options, right, sensitive);
                for n in 1..=if options < 4 { 21 } else { 12 } {
                    assert_eq!(leaks(&ask, n, wall), none(), "{ask:?}");
                }
            }
        }
    }
}

#[test]
fn what_ticks_hide_cannot_be_derived() {
    for options in 2..=4 {
        for sensitive in [false, true] {
            let ticks = Ask { kind: PollKind::Ticks, ..ask(options, &[], sensitive) };
            for n in 1..=if options < 4 { 22 } else { 12 } {
                assert_eq!(leaks(&ticks, n, wall), none(), "{ticks:?}");
            }
        }
    }
}

#[test]
fn who_won_does_not_tell_what_a_story_hides() {
    for options in 2..=5 {
        let scene = Ask { decides: true, ..ask(options, &[], false) };
        for n in 1..=if options < 5 { 19 } else { 13 } {
            assert_eq!(leaks(&scene, n, story_wall), none(), "{scene:?}");
        }
    }
}

/// How many gave which whole order of two or three ideas.
#[test]
fn the_order_of_a_room_tells_nobodys_order() {
    for (orders, sensitive) in [
        (&["v0,v1", "v1,v0"][..], false),
        (&["v0,v1,v2", "v0,v2,v1", "v1,v0,v2", "v1,v2,v0", "v2,v0,v1", "v2,v1,v0"], false),
        (&["v0,v1", "v1,v0"], true),
    ] {
        let options = orders[0].split(',').count();
        let order = Ask { kind: PollKind::Order, ..ask(options, &[], sensitive) };
        // The tables run over whole orders; the rule sees the options.
        let given = Ask {
            values: orders.iter().map(|order| (*order).to_owned()).collect(),
            ..order.clone()
        };
        let small = if sensitive { 2 } else { 1 };
        for n in 1..=9 {
            let mut alike: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
            for table in tables(orders.len(), n) {
                let counts = given.values.iter().cloned().zip(table.iter().copied()).collect();
                alike.entry(wall(&order, &Votes { people: n, counts })).or_default().push(table);
            }
            for (told, tables) in alike {
                for place in 0..orders.len() {
                    let possible: BTreeSet<u32> = tables.iter().map(|table| table[place]).collect();
                    assert!(
                        possible.len() > 1
                            || possible.iter().all(|only| (small + 1..n - small).contains(only)),
                        "{told}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_solver_finds_what_plain_counts_tell() {
    let keyed = ask(3, &[0], false);
    let plain = |_: &Ask, votes: &Votes| format!("{:?}", votes.counts);
    assert_ne!(leaks(&keyed, 7, plain), none());
    // Words for one side only: the other side, told as a number, gives it away.
    let half = |ask: &Ask, votes: &Votes| match show_votes(ask, votes) {
        VotesShown::Bars { n, bars } => {
            let top = votes.counts.get(&ask.values[0]).copied().unwrap_or(0);
            let rest = Bar { value: None, share: Share::Exactly(n - top) };
            format!("{:?}", VotesShown::Bars { n, bars: vec![bars[0].clone(), rest] })
        }
        other => format!("{other:?}"),
    };
    assert_ne!(leaks(&keyed, 7, half), none());
    // Naming the most chosen option, whatever was right: the choice of the bar tells.
    let keyed = ask(4, &[0], false);
    let most = |ask: &Ask, votes: &Votes| match winner(ask, votes) {
        Some(won) => format!("{won}: {}", votes.counts[&ask.values[won]]),
        None => "a tie".to_owned(),
    };
    assert_ne!(leaks(&keyed, 5, most), none());
}

#[test]
fn the_solver_finds_what_a_winner_tells_beside_the_first_option() {
    // As polls are told: two of five chose the first way, the second won, so nobody chose the third.
    let plain = ask(3, &[], false);
    let found = leaks(&plain, 5, story_wall);
    assert!(found.iter().any(|leak| leak.ends_with("option 2 is 0 of 5")), "{found:?}");
}

#[test]
fn the_solver_finds_what_ticks_told_one_by_one_tell() {
    let ticks = Ask { kind: PollKind::Ticks, ..ask(3, &[], false) };
    let plain = |ask: &Ask, votes: &Votes| {
        let words = |value: &String| match votes.counts[value] {
            0 | 1 => "hardly anyone".to_owned(),
            count if count + 1 >= votes.people => "nearly everyone".to_owned(),
            count => count.to_string(),
        };
        ask.values.iter().map(words).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        leaks(&ticks, 5, plain).first().map(String::as_str),
        Some("2, 2, hardly anyone: option 2 is 1 of 5")
    );
}
