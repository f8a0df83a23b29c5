//! The strictest reader: it tries every possible set of answers and keeps those that would have shown
//! exactly what was shown, with all totals of all moments and with all that waited or was left out.
//! Possible only for a handful of small workshops.

use super::*;
use crate::evaluation::suppression::workshop_result;
use std::collections::HashMap;

/// All ways to spread so many answers over wrong, not sure and right.
fn spreads(n: u32) -> Vec<[u32; 3]> {
    let unsure = |wrong| (0..=n - wrong).map(move |unsure| [wrong, unsure, n - wrong - unsure]);
    (0..=n).flat_map(unsure).collect()
}

fn everything_shown(world: &[[u32; 3]], modules: &BTreeSet<Module>, sensitive: bool) -> String {
    let tables: Vec<CrossTab> = world.iter().map(|spread| after_only(*spread)).collect();
    let finished: Vec<Finished<'_>> = tables.iter().map(|table| finished(modules, table)).collect();
    let own = tables.iter().map(|table| workshop_result(RIGHT, sensitive, table, true).after);
    let own: Vec<_> = own.collect();
    let total = |moment| totals(RIGHT, sensitive, &finished[..moment]).after;
    let totals: Vec<Total> = (1..=finished.len()).map(total).collect();
    format!("{own:?} {totals:?}")
}

/// Goes through all worlds with workshops of these sizes; returns how many look different.
fn check(sizes: &[u32], sensitive: bool) -> usize {
    let modules = set(&[Module::Passwords]);
    let mut worlds: Vec<Vec<[u32; 3]>> = vec![Vec::new()];
    for &n in sizes {
        let longer = |world: &Vec<[u32; 3]>| {
            let world = world.clone();
            spreads(n).into_iter().map(move |spread| [&world[..], &[spread]].concat())
        };
        worlds = worlds.iter().flat_map(longer).collect();
    }
    // The range of every class of every workshop in the worlds that look alike.
    let mut alike: HashMap<String, Vec<[(u32, u32); 3]>> = HashMap::new();
    for world in &worlds {
        let ranges = alike
            .entry(everything_shown(world, &modules, sensitive))
            .or_insert_with(|| vec![[(u32::MAX, 0); 3]; sizes.len()]);
        for (range, &count) in ranges.iter_mut().flatten().zip(world.iter().flatten()) {
            *range = (range.0.min(count), range.1.max(count));
        }
    }
    for (shown, ranges) in &alike {
        for (n, ranges) in sizes.iter().zip(ranges) {
            let [wrong, unsure, right] = ranges.map(|(least, most)| least == most);
            // From five answers on the own page tells how many were right, unless in words; wrong and
            // not sure are hidden up to nine.
            let told = *n >= 5 && !sensitive && (2..=n - 2).contains(&ranges[2].0);
            assert!(
                !wrong && !unsure && (told || !right),
                "{sizes:?}: {ranges:?} follow from {shown}"
            );
        }
    }
    alike.len()
}

#[test]
fn no_world_stands_alone() {
    for sizes in [&[3, 4, 4][..], &[4, 2, 1, 4], &[5, 2, 5], &[4, 7], &[3, 3, 3, 1]] {
        assert!(check(sizes, false) > 1, "{sizes:?}");
    }
    for sizes in [&[5, 6][..], &[4, 7], &[3, 4, 4]] {
        assert!(check(sizes, true) > 1, "{sizes:?}");
    }
}
