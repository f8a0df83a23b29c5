//! Totals over several workshops that give no single one away: rules 5 to 7 of the small-number
//! rules.
//!
//! Each workshop's own result is seen by its coaches, as finely as its size allows. A total could be
//! taken apart by subtracting those, by comparing two modules, or by comparing today's total with
//! yesterday's. Therefore a total is the sum of *release units*. In the order in which workshops
//! froze, a workshop whose table may be told exactly is a unit by itself; the others are pooled, and
//! a pool becomes a unit when the pooled table may be told exactly. What is still pooling waits and is
//! left out. Units of a finer level are unions of units of the coarser one, and pools never mix
//! workshops with different modules. So the difference of any two totals, whatever the moment, level
//! or module, is again a sum of units, each of which may be told.

use super::suppression::{FROM_TWO, Level, Shown, merged, publishable};
use crate::module::Module;
use std::collections::{BTreeMap, BTreeSet};

/// One table of one finished workshop.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The workshop's modules: only workshops with the same ones are pooled.
    pub modules: &'a BTreeSet<Module>,
    /// Counts by class.
    pub classes: Vec<u32>,
}

/// A total as it may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The table.
    pub shown: Shown,
    /// Answers that are in it.
    pub included: u32,
    /// Answers that wait until more workshops have closed.
    pub waiting: u32,
}

/// A unit: indices into the list of tables.
type Unit = Vec<usize>;

/// The finest level that keeps at least this part of the answers wins, in percent: detail is not worth
/// leaving many out.
const KEEP_PERCENT: u32 = 80;

/// The total of these tables, in the order in which they froze.
#[must_use]
pub fn total(tables: &[Table<'_>], sensitive: bool) -> Total {
    let n: u32 = tables.iter().flat_map(|table| &table.classes).sum();
    let levels = units(tables, sensitive);
    let included = |units: &[Unit]| -> Vec<u32> { sum(tables, &units.concat()) };
    let chosen = Level::ALL.into_iter().zip(&levels).rev().find(|(level, units)| {
        let kept: u32 = included(units).iter().sum();
        *level == Level::Two || (kept > 0 && kept * 100 >= n * KEEP_PERCENT)
    });
    let Some((level, units)) = chosen else {
        return Total { shown: Shown::TooFew { n }, included: 0, waiting: n };
    };
    let classes = included(units);
    let kept: u32 = classes.iter().sum();
    let shown = match merged(&classes, level)[..] {
        _ if kept < FROM_TWO => Shown::TooFew { n },
        [_, top] => Shown::Two { n: kept, top: super::suppression::Share::Exactly(top) },
        [low, middle, high] => Shown::Three { counts: [low, middle, high] },
        [first, second, third, fourth, fifth] => {
            Shown::Five { counts: [first, second, third, fourth, fifth] }
        }
        _ => Shown::TooFew { n },
    };
    let kept = if shown.visible() { kept } else { 0 };
    Total { shown, included: kept, waiting: n - kept }
}

fn sum(tables: &[Table<'_>], members: &[usize]) -> Vec<u32> {
    let classes = tables.first().map_or(0, |table| table.classes.len());
    let mut sum = vec![0; classes];
    for table in members.iter().filter_map(|&member| tables.get(member)) {
        for (total, count) in sum.iter_mut().zip(&table.classes) {
            *total += count;
        }
    }
    sum
}

/// The complete units of each level, coarsest first.
fn units(tables: &[Table<'_>], sensitive: bool) -> [Vec<Unit>; 3] {
    let alone: Vec<Unit> = (0..tables.len()).map(|index| vec![index]).collect();
    let two = pool(tables, &alone, Level::Two, sensitive);
    let three = pool(tables, &two, Level::Three, sensitive);
    let five = pool(tables, &three, Level::Five, sensitive);
    [two, three, five]
}

fn pool(tables: &[Table<'_>], parts: &[Unit], level: Level, sensitive: bool) -> Vec<Unit> {
    let mut done = Vec::new();
    let mut pools: BTreeMap<&BTreeSet<Module>, Unit> = BTreeMap::new();
    for part in parts {
        if publishable(&sum(tables, part), level, sensitive) {
            done.push(part.clone());
            continue;
        }
        let Some(table) = part.first().and_then(|&member| tables.get(member)) else { continue };
        let pool = pools.entry(table.modules).or_default();
        pool.extend(part);
        if publishable(&sum(tables, pool), level, sensitive) {
            done.push(std::mem::take(pool));
        }
    }
    done
}

#[cfg(test)]
mod tests;
