//! Totals over several workshops that give no single one away: rules 5 to 7 of the small-number
//! rules.
//!
//! Each workshop's own page is seen as finely as its size allows. A total could be taken apart by
//! subtracting those, by comparing two modules, or by comparing today's total with yesterday's.
//! Therefore a total is a sum of *release units*, found in the order in which workshops froze:
//!
//! - A workshop whose own page tells the counts is a unit by itself.
//! - The others wait in a pool with workshops of exactly the same modules. Whether a pool is full
//!   depends only on what everybody sees anyway (numbers of answers, words of the own pages). A full
//!   pool is tried once. It becomes a unit if every count that a member's own page hides stays open:
//!   two people of two members could be exchanged, the count would be another one, and nothing that
//!   is seen would change. Otherwise it is left out for good; a second try with more members would
//!   tell by the first one's failure what it hid.
//! - There is a ladder of four rungs: two classes, three classes, change, five classes. Units of a
//!   rung are unions of units of the rung below. All tables of an item climb together, so before and
//!   after always rest on the same workshops.
//!
//! What is looked at (a module, a partner, the project without what a manager left out) chooses whole
//! units. It never changes which units there are: the ladder is climbed over all workshops.
//!
//! So the difference of any two totals, whatever the moment, level or part, is again a sum of units.
//! Closing a project does not bring in what still waits: the difference to the total of the day
//! before would be just those few.

mod ladder;

use super::{
    grid::{Grid, Side},
    suppression::{ItemResult, Level, Share, Shown, merged},
    tally::{CrossTab, Shape},
};
use crate::module::Module;
use ladder::{CHANGE, Entry, FIVE, Ladder, THREE, TWO, Unit};
use std::collections::BTreeSet;

/// One item in one workshop whose waves are both over.
#[derive(Debug, Clone, Copy)]
pub struct Finished<'a> {
    /// The workshop's modules: only workshops with the same ones are pooled.
    pub modules: &'a BTreeSet<Module>,
    /// The frozen answers.
    pub table: &'a CrossTab,
    /// Whether it belongs to what is looked at: the project, a module, a partner, and not left out. A
    /// unit is told only whole, so a pool with one member that does not count is not told.
    pub counts: bool,
    /// Whether it may be told together with others. A workshop that stood left out when its "after"
    /// froze never joins a pool, whatever is decided later.
    pub pools: bool,
}

/// A total as it may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The table.
    pub shown: Shown,
    /// Answers that are in it.
    pub included: u32,
    /// Answers that are not in it, most of them until more workshops have closed.
    pub waiting: u32,
    /// Those of the waiting that will never be counted at this level.
    pub left_out: u32,
}

/// One item over several workshops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Answers before.
    pub before: Total,
    /// Answers after.
    pub after: Total,
    /// Linked pairs: worse, same, better.
    pub change: Total,
    /// "I'd rather not say" before and after, of the workshops that are in the tables.
    pub declined: (u32, u32),
}

impl Totals {
    /// The same as a workshop's result, for pages that show either.
    #[must_use]
    pub fn into_result(self) -> ItemResult {
        ItemResult {
            before: self.before.shown,
            after: Some(self.after.shown),
            change: Some(self.change.shown),
            declined: self.declined,
        }
    }
}

/// A finer level wins only if it keeps at least this part of the answers that the coarsest level has,
/// in percent: detail is not worth leaving many people out.
const KEEP_PERCENT: u32 = 75;

/// The totals of one item over these workshops, in the order in which they froze.
#[must_use]
pub fn totals(shape: Shape, sensitive: bool, workshops: &[Finished<'_>]) -> Totals {
    Release::new(shape, sensitive, workshops)
        .totals(|index| workshops.get(index).is_some_and(|workshop| workshop.counts))
}

/// The release units of one item over all workshops, of which parts can be told.
pub struct Release<'a> {
    shape: Shape,
    entries: Vec<Entry<'a>>,
    ladder: Ladder,
}

impl<'a> Release<'a> {
    /// Finds the units, for workshops in the order in which they froze.
    #[must_use]
    pub fn new(shape: Shape, sensitive: bool, workshops: &[Finished<'a>]) -> Self {
        let entries: Vec<Entry<'_>> =
            workshops.iter().map(|workshop| Entry::new(workshop, shape, sensitive)).collect();
        let ladder = Ladder::climb(&entries, sensitive);
        Self { shape, entries, ladder }
    }

    /// The totals of the workshops that count, by position: of units that count whole.
    #[must_use]
    pub fn totals(&self, counts: impl Fn(usize) -> bool) -> Totals {
        let Self { shape, entries, ladder } = self;
        let counted = |units: &[Unit]| -> Vec<Unit> {
            units.iter().filter(|unit| unit.iter().all(|&member| counts(member))).cloned().collect()
        };
        let told = |rung: usize| sum(*shape, entries, &counted(&ladder.rungs[rung].units));
        let answers = |rung: usize| -> u32 {
            let sum = told(rung);
            [Side::Before, Side::After].into_iter().flat_map(|side| sum.classes(side)).sum()
        };
        let enough = answers(TWO) * KEEP_PERCENT;
        // Tables of three classes have no finer level than three.
        let finer: &[usize] = if shape.classes() == 3 { &[THREE] } else { &[FIVE, THREE] };
        let rung = finer
            .iter()
            .copied()
            .find(|&rung| answers(rung) * 100 >= enough)
            .filter(|_| enough > 0)
            .unwrap_or(TWO);
        let level = match rung {
            FIVE => Level::Five,
            THREE => Level::Three,
            _ => Level::Two,
        };
        let singly = |members: &mut dyn Iterator<Item = usize>| {
            let units: Vec<Unit> = members.map(|member| vec![member]).collect();
            sum(*shape, entries, &counted(&units))
        };
        let all = singly(&mut (0..entries.len()));
        let total = |side, rung: usize, level| {
            let kept = told(rung).classes(side);
            let left_out = ladder.rungs[..=rung]
                .iter()
                .map(|rung| {
                    let members = singly(&mut rung.left_out.iter().flatten().copied());
                    members.classes(side).iter().sum::<u32>()
                })
                .sum();
            as_seen(&kept, all.classes(side).iter().sum(), left_out, level)
        };
        let kept = told(rung);
        Totals {
            before: total(Side::Before, rung, level),
            after: total(Side::After, rung, level),
            change: total(Side::Change, CHANGE, Level::Three),
            declined: (kept.tally(Side::Before).declined, kept.tally(Side::After).declined),
        }
    }
}

/// Workshops over which sums of scores may be told: sets of them in which, for every item of the score,
/// all units of the finest rung lie whole. There all points before and after and the change of every
/// item are told for the set together, and a sum of scores adds up what is told already. A set with a
/// workshop that is told nowhere at that rung, or was not asked an item, is not told.
///
/// All items must name the same workshops, in the order in which they froze; `None` is an item that a
/// workshop was not asked.
#[must_use]
pub fn score_units(items: &[(Shape, bool, Vec<Option<Finished<'_>>>)]) -> Vec<Vec<usize>> {
    let count = items.iter().map(|(_, _, workshops)| workshops.len()).max().unwrap_or(0);
    let mut sets = Sets::new(count);
    for (shape, sensitive, workshops) in items {
        let asked: Vec<usize> =
            (0..count).filter(|&index| workshops.get(index).is_some_and(Option::is_some)).collect();
        let entries: Vec<Entry<'_>> = workshops
            .iter()
            .flatten()
            .map(|workshop| Entry::new(workshop, *shape, *sensitive))
            .collect();
        let ladder = Ladder::climb(&entries, *sensitive);
        let mut told = vec![false; count];
        for unit in &ladder.rungs[FIVE].units {
            for &member in unit {
                told[asked[member]] = true;
                sets.join(asked[unit[0]], asked[member]);
            }
        }
        told.iter()
            .enumerate()
            .filter(|(_, told)| !**told)
            .for_each(|(index, _)| sets.spoil(index));
    }
    sets.whole()
}

/// Sets that grow together.
struct Sets {
    set_of: Vec<usize>,
    spoiled: Vec<bool>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self { set_of: (0..count).collect(), spoiled: vec![false; count] }
    }

    fn join(&mut self, one: usize, two: usize) {
        let (keep, drop) = (self.set_of[one], self.set_of[two]);
        self.set_of.iter_mut().filter(|set| **set == drop).for_each(|set| *set = keep);
    }

    fn spoil(&mut self, member: usize) {
        self.spoiled[member] = true;
    }

    fn whole(&self) -> Vec<Vec<usize>> {
        let members =
            |set: usize| (0..self.set_of.len()).filter(move |&member| self.set_of[member] == set);
        (0..self.set_of.len())
            .map(|set| members(set).collect::<Vec<_>>())
            .filter(|set| !set.is_empty() && !set.iter().any(|&member| self.spoiled[member]))
            .collect()
    }
}

fn as_seen(classes: &[u32], answers: u32, left_out: u32, level: Level) -> Total {
    let included: u32 = classes.iter().sum();
    let shown = match merged(classes, level)[..] {
        _ if included == 0 => Shown::TooFew { n: answers },
        [_, top] => Shown::Two { n: included, top: Share::Exactly(top) },
        [low, middle, high] => Shown::Three { counts: [low, middle, high] },
        [first, second, third, fourth, fifth] => {
            Shown::Five { counts: [first, second, third, fourth, fifth] }
        }
        _ => Shown::TooFew { n: answers },
    };
    Total { shown, included, waiting: answers - included, left_out }
}

fn sum(shape: Shape, entries: &[Entry<'_>], units: &[Unit]) -> Grid {
    let mut sum = Grid::new(shape, &CrossTab::default());
    for entry in units.iter().flatten().filter_map(|&member| entries.get(member)) {
        sum.merge(&entry.page.grid);
    }
    sum
}

#[cfg(test)]
mod tests;
