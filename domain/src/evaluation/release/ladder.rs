//! The ladder of release units: which workshops can be told together, at which level.

use crate::{
    evaluation::{
        grid::{Grid, Person, Side},
        release::Finished,
        result::{Page, differs, figures},
        suppression::{Level, SENSITIVE_CLASS, Share, Shown, merged},
        tally::Shape,
    },
    module::Module,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many answers of a full pool must be open by the own pages. With fewer, the sum too often lies
/// at the end of what is possible, and the pool has to be left out.
const POOL_OPEN: u32 = 6;

/// Positions in the ladder.
pub(super) const TWO: usize = 0;
pub(super) const THREE: usize = 1;
pub(super) const CHANGE: usize = 2;
pub(super) const FIVE: usize = 3;

const MARGINS: &[Side] = &[Side::Before, Side::After];
pub(super) const STEPS: [Step; 4] = [
    Step { level: Level::Two, sides: MARGINS, pool_from: 10 },
    Step { level: Level::Three, sides: MARGINS, pool_from: 20 },
    Step { level: Level::Three, sides: &[Side::Change], pool_from: 40 },
    Step { level: Level::Five, sides: MARGINS, pool_from: 40 },
];

/// What is told at a rung.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub level: Level,
    pub sides: &'static [Side],
    /// Answers that a full pool has at least: twice what a workshop needs to show the same alone.
    /// Change has four times as much: often nobody got worse, and then the pool is left out.
    pool_from: u32,
}

/// Workshops that are told together, by position.
pub(super) type Unit = Vec<usize>;

/// A workshop with its own page.
pub(super) struct Entry<'a> {
    modules: &'a BTreeSet<Module>,
    pools: bool,
    pub page: Page,
}

impl<'a> Entry<'a> {
    pub fn new(workshop: &Finished<'a>, shape: Shape, sensitive: bool) -> Self {
        let page = Page::new(Grid::new(shape, workshop.table), sensitive);
        Self { modules: workshop.modules, pools: workshop.pools, page }
    }

    /// Whether the own page tells a table's counts at this level. No answers are told by their number.
    pub fn tells(&self, side: Side, level: Level) -> bool {
        let table = self.page.shown(side);
        let level = if self.page.grid.width(side) == 3 { level.min(Level::Three) } else { level };
        table.n() == 0 || table.level().is_some_and(|told| told >= level)
    }

    /// How many answers the own page leaves open at this level, roughly; known to everybody.
    fn open(&self, side: Side, level: Level) -> u32 {
        match self.page.shown(side) {
            _ if self.tells(side, level) => 0,
            Shown::Two { top: Share::HardlyAnyone | Share::NearlyEveryone, .. }
                if level == Level::Two =>
            {
                1
            }
            Shown::Two { .. } if level == Level::Two => SENSITIVE_CLASS - 1,
            table => table.n(),
        }
    }
}

/// One rung: what can be told at it, and what never will be.
#[derive(Default)]
pub(super) struct Rung {
    pub units: Vec<Unit>,
    pub left_out: Vec<Unit>,
    /// The unit of each workshop, by position.
    home: Vec<Option<usize>>,
}

/// All rungs, the coarsest first.
pub(super) struct Ladder {
    pub rungs: Vec<Rung>,
}

impl Ladder {
    pub fn climb(entries: &[Entry<'_>], sensitive: bool) -> Self {
        let mut ladder = Self { rungs: Vec::new() };
        let mut parts: Vec<Unit> = (0..entries.len()).map(|index| vec![index]).collect();
        for step in STEPS {
            let mut rung = ladder.rung(entries, &parts, step, sensitive);
            parts.clone_from(&rung.units);
            rung.home = vec![None; entries.len()];
            for (index, unit) in rung.units.iter().enumerate() {
                for &member in unit {
                    rung.home[member] = Some(index);
                }
            }
            ladder.rungs.push(rung);
        }
        ladder
    }

    /// The next rung. Units stand in the order in which they became complete, so that the rung of
    /// fewer workshops is the beginning of the rung of more.
    fn rung(&self, entries: &[Entry<'_>], parts: &[Unit], step: Step, sensitive: bool) -> Rung {
        let Step { level, sides, pool_from } = step;
        let mut rung = Rung::default();
        let mut pools: BTreeMap<&BTreeSet<Module>, Unit> = BTreeMap::new();
        for part in parts {
            let members = || part.iter().filter_map(|&member| entries.get(member));
            if members().all(|entry| sides.iter().all(|&side| entry.tells(side, level))) {
                rung.units.push(part.clone());
                continue;
            }
            let Some(first) = members().next().filter(|first| first.pools) else { continue };
            let pool = pools.entry(first.modules).or_default();
            pool.extend(part);
            if !sides.iter().all(|&side| full(entries, pool, side, level, pool_from)) {
                continue;
            }
            let pool = std::mem::take(pool);
            if sides.iter().all(|&side| self.safe(entries, &pool, side, level, sensitive)) {
                rung.units.push(pool);
            } else {
                rung.left_out.push(pool);
            }
        }
        rung
    }

    /// Whether a full pool may be told: its sum is no small class of a sensitive item, and every count
    /// that the members' own pages hide stays open.
    fn safe(
        &self,
        entries: &[Entry<'_>],
        pool: &[usize],
        side: Side,
        level: Level,
        sensitive: bool,
    ) -> bool {
        if sensitive && small_class(entries, pool, side, level) {
            return false;
        }
        let pages = || pool.iter().filter_map(|&member| Some((member, &entries.get(member)?.page)));
        let relinks: BTreeMap<usize, BTreeSet<Shift>> = match side {
            Side::Change => pages().map(|(member, page)| (member, relinks(page))).collect(),
            Side::Before | Side::After => BTreeMap::new(),
        };
        pool.iter().all(|&member| {
            let Some(entry) = entries.get(member) else { return false };
            let hidden = |figure: &&&[usize]| entry.page.hides(side, figure);
            entry.tells(side, level)
                || figures(&entry.page.grid, side, level).iter().filter(hidden).all(|figure| {
                    pages().filter(|(other, _)| *other != member).any(|(other, page)| {
                        relinkable(relinks.get(&member), relinks.get(&other), figure)
                            || self.exchangeable(
                                [(member, &entry.page), (other, page)],
                                (side, figure),
                            )
                    })
                })
        })
    }

    /// Whether two people of two workshops could be exchanged so that this count of the first is
    /// another one, and everything that is seen stays.
    fn exchangeable(
        &self,
        [(member, here), (other, there)]: [(usize, &Page); 2],
        (side, figure): (Side, &[usize]),
    ) -> bool {
        here.grid.sorts().any(|leaves| {
            there.grid.sorts().any(|comes| {
                differs(&here.grid, side, figure, leaves, comes)
                    && here.hides_exchange(leaves, comes)
                    && there.hides_exchange(comes, leaves)
                    && self.unnoticed_below(&here.grid, (member, other), (leaves, comes))
                    && here.looks_like(here.grid.with(leaves, comes))
                    && there.looks_like(there.grid.with(comes, leaves))
            })
        })
    }

    /// Whether the units of the rungs below stay as they are: the two workshops are in the same unit,
    /// or the two people count alike there.
    fn unnoticed_below(
        &self,
        grid: &Grid,
        (member, other): (usize, usize),
        (leaves, comes): (Person, Person),
    ) -> bool {
        self.rungs.iter().zip(STEPS).all(|(rung, step)| {
            let home = |member: usize| rung.home.get(member).copied().flatten();
            let together = home(member).is_some() && home(member) == home(other);
            together
                || step.sides.iter().all(|&side| {
                    figures(grid, side, step.level)
                        .iter()
                        .all(|figure| !differs(grid, side, figure, leaves, comes))
                })
        })
    }
}

/// By how much worse, same and better would be more or less.
type Shift = [i32; 3];

/// Whether in two workshops two people each could have had each other's "after", so that this count of
/// the first is another one and the sum of both stays. All answers before and after stay as they are.
fn relinkable(
    here: Option<&BTreeSet<Shift>>,
    there: Option<&BTreeSet<Shift>>,
    figure: &[usize],
) -> bool {
    let (Some(here), Some(there)) = (here, there) else { return false };
    here.iter().any(|shift| {
        figure.iter().filter_map(|&class| shift.get(class)).sum::<i32>() != 0
            && there.contains(&shift.map(|count| -count))
    })
}

/// What exchanging the "after" of two people would do to the change, unnoticed.
fn relinks(page: &Page) -> BTreeSet<Shift> {
    let grid = &page.grid;
    let mut shifts = BTreeSet::new();
    let linked = || grid.sorts().filter(|person| grid.class(*person, Side::Change).is_some());
    for one in linked() {
        for two in linked().filter(|two| one < *two) {
            let (crossed, back) = ((one.0, two.1), (two.0, one.1));
            let mut shift = [0; 3];
            for (person, step) in [(one, -1), (two, -1), (crossed, 1), (back, 1)] {
                let class = grid.class(person, Side::Change);
                if let Some(count) = class.and_then(|class| shift.get_mut(class)) {
                    *count += step;
                }
            }
            if shift != [0; 3]
                && !shifts.contains(&shift)
                && page.looks_like(grid.with(one, crossed).with(two, back))
            {
                shifts.insert(shift);
            }
        }
    }
    shifts
}

/// Whether the answers that the own pages do not tell have a class too small for a sensitive item.
fn small_class(entries: &[Entry<'_>], pool: &[usize], side: Side, level: Level) -> bool {
    let mut sum: Vec<u32> = Vec::new();
    for entry in pool.iter().filter_map(|&member| entries.get(member)) {
        let classes = entry.page.grid.classes(side);
        sum.resize(classes.len(), 0);
        if !entry.tells(side, level) {
            sum.iter_mut().zip(classes).for_each(|(sum, count)| *sum += count);
        }
    }
    sum.iter().any(|count| *count > 0)
        && merged(&sum, level).into_iter().any(|count| count < SENSITIVE_CLASS)
}

/// Whether a pool has so many answers that it can be tried. Only what everybody sees counts here, and
/// only answers that the own pages do not tell: the others can be subtracted.
fn full(entries: &[Entry<'_>], pool: &[usize], side: Side, level: Level, pool_from: u32) -> bool {
    let members = || pool.iter().filter_map(|&member| entries.get(member));
    let members = || members().filter(|entry| entry.open(side, level) > 0);
    let open: Vec<u32> = members().map(|entry| entry.open(side, level)).collect();
    let answers: u32 = members().map(|entry| entry.page.shown(side).n()).sum();
    open.is_empty()
        || (answers >= pool_from && open.len() >= 2 && open.iter().sum::<u32>() >= POOL_OPEN)
}
