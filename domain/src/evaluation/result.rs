//! One item in one workshop: the three tables that are seen side by side, and what they would give
//! away together.

use super::{
    grid::{Grid, Person, Side, Slot},
    suppression::{Level, Shown, show},
    tally::{CrossTab, Shape},
};
use serde::{Deserialize, Serialize};

/// One item as it may be seen: before, after, and the change of linked pairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemResult {
    /// Before.
    pub before: Shown,
    /// After; `None` while only "before" is over.
    pub after: Option<Shown>,
    /// Worse, same, better; `None` while only "before" is over.
    pub change: Option<Shown>,
    /// "I'd rather not say" before and after, told only beside tables that are shown.
    pub declined: (u32, u32),
}

/// The result of one item in one workshop.
#[must_use]
pub fn workshop_result(
    shape: Shape,
    sensitive: bool,
    table: &CrossTab,
    after_too: bool,
) -> ItemResult {
    let grid = Grid::new(shape, table);
    if after_too {
        return seen(&grid, sensitive);
    }
    let before = grid.tally(Side::Before);
    let shown = show(&before.classes, sensitive, Level::Five);
    let declined = if shown.visible() { (before.declined, 0) } else { (0, 0) };
    ItemResult { before: shown, after: None, change: None, declined }
}

/// What is seen of a workshop whose two waves are over.
pub(super) fn seen(grid: &Grid, sensitive: bool) -> ItemResult {
    Page::new(grid.clone(), sensitive).result()
}

/// A workshop's three tables side by side, with what could be different unnoticed.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub grid: Grid,
    sensitive: bool,
    counts: [Vec<u32>; 3],
    /// Before, after, change.
    tables: [Shown; 3],
    /// Whether a table stays the same if one person's class were another one: `[from][to]`.
    unnoticed: [[[bool; 5]; 5]; 3],
}

impl Page {
    pub fn new(grid: Grid, sensitive: bool) -> Self {
        let counts = Side::ALL.map(|side| grid.classes(side));
        let [before, after] =
            [&counts[0], &counts[1]].map(|counts| show(counts, sensitive, Level::Five));
        let mut page = Self {
            grid,
            sensitive,
            tables: [before, after, Shown::TooFew { n: 0 }],
            counts,
            unnoticed: [[[false; 5]; 5]; 3],
        };
        page.tables[2] = page.table(Side::Change, &page.counts[2]);
        if page.tables[2].visible() && !page.tells_all() {
            page.try_others();
            if !page.deniable() {
                page.tables[2] = Shown::Withheld { n: page.tables[2].n() };
            }
        }
        page.try_others();
        page
    }

    pub fn shown(&self, side: Side) -> &Shown {
        &self.tables[side as usize]
    }

    pub fn result(&self) -> ItemResult {
        let [before, after, change] = self.tables.clone();
        let declined = |shown: &Shown, side| {
            if shown.visible() { self.grid.tally(side).declined } else { 0 }
        };
        let declined = (declined(&before, Side::Before), declined(&after, Side::After));
        ItemResult { before, after: Some(after), change: Some(change), declined }
    }

    /// How these counts would be shown beside the other tables. Together the three could tell what each
    /// of them hides: right-before plus better minus worse is right-after. So the change is withheld
    /// where a count beside it stands in words, and for knowledge unless all three of its classes may
    /// be told: with two of the three, the third would follow.
    fn table(&self, side: Side, counts: &[u32]) -> Shown {
        if side != Side::Change {
            return show(counts, self.sensitive, Level::Five);
        }
        let change = show(counts, self.sensitive, Level::Three);
        let in_words = self.tables[..2].iter().any(|table| table.level().is_none());
        let knowledge = matches!(self.grid.shape, Shape::Truth { .. });
        let incomplete = knowledge && change.level() != Some(Level::Three);
        if change.visible() && (in_words || incomplete) {
            Shown::Withheld { n: change.n() }
        } else {
            change
        }
    }

    /// Whether all three tables tell all there is.
    fn tells_all(&self) -> bool {
        let [before, after, change] = &self.tables;
        let finest = |table: &Shown| match table.level() {
            Some(Level::Five) => true,
            Some(Level::Three) => self.grid.shape.classes() == 3,
            _ => table.n() == 0,
        };
        finest(before) && finest(after) && (change.n() == 0 || change.level() == Some(Level::Three))
    }

    fn try_others(&mut self) {
        if self.tells_all() {
            return;
        }
        for side in Side::ALL {
            let width = self.grid.width(side);
            for from in (0..width).filter(|&from| self.counts[side as usize][from] > 0) {
                for to in 0..width {
                    let mut other = self.counts[side as usize].clone();
                    other[from] -= 1;
                    other[to] += 1;
                    self.unnoticed[side as usize][from][to] =
                        from == to || self.table(side, &other) == self.tables[side as usize];
                }
            }
        }
    }

    /// Whether nobody would notice if one person were another one.
    pub fn hides_exchange(&self, leaves: Person, comes: Person) -> bool {
        leaves.0.alike(comes.0)
            && leaves.1.alike(comes.1)
            && Side::ALL.into_iter().all(|side| {
                match (self.grid.class(leaves, side), self.grid.class(comes, side)) {
                    (Some(from), Some(to)) => from == to || self.unnoticed[side as usize][from][to],
                    _ => true,
                }
            })
    }

    /// Whether the whole page would be the same with these people.
    pub fn looks_like(&self, other: Grid) -> bool {
        Self::new(other, self.sensitive).tables == self.tables
    }

    /// Whether a table by itself leaves a count open.
    pub fn hides(&self, side: Side, figure: &[usize]) -> bool {
        let table = self.shown(side);
        let unnoticed = &self.unnoticed[side as usize];
        table.n() > 0
            && (!table.visible()
                || (0..5).any(|from| {
                    (0..5).any(|to| {
                        figure.contains(&from) != figure.contains(&to) && unnoticed[from][to]
                    })
                }))
    }

    /// Whether every count that a table hides could be another one, with everything that is seen
    /// staying as it is: there is a person who could have answered differently. With ten people who all
    /// agree both times, and of whom three got better and seven worse, all single points would follow.
    fn deniable(&self) -> bool {
        Side::ALL.into_iter().all(|side| {
            let finest = if side == Side::Change { Level::Three } else { Level::Five };
            let levels = [Level::Three, finest];
            levels.iter().flat_map(|&level| figures(&self.grid, side, level)).all(|figure| {
                !self.hides(side, figure)
                    || moves(&self.grid).any(|(leaves, comes)| {
                        differs(&self.grid, side, figure, leaves, comes)
                            && self.hides_exchange(leaves, comes)
                    })
            })
        })
    }
}

/// Sets of classes whose sums are the counts of a table at a level.
pub(super) fn figures(grid: &Grid, side: Side, level: Level) -> &'static [&'static [usize]] {
    match (grid.width(side), level) {
        (3, Level::Two) => &[&[2]],
        (_, Level::Two) => &[&[3, 4]],
        (3, _) => &[&[0], &[1], &[2]],
        (_, Level::Three) => &[&[0, 1], &[2], &[3, 4]],
        (_, Level::Five) => &[&[0], &[1], &[2], &[3], &[4]],
    }
}

/// Whether exchanging one person for another changes a count.
pub(super) fn differs(
    grid: &Grid,
    side: Side,
    figure: &[usize],
    leaves: Person,
    comes: Person,
) -> bool {
    let counted = |person| grid.class(person, side).is_some_and(|class| figure.contains(&class));
    counted(leaves) != counted(comes)
}

/// Every way in which one person could have answered differently.
fn moves(grid: &Grid) -> impl Iterator<Item = (Person, Person)> + '_ {
    let classes = grid.shape.classes();
    let others = move |slot: Slot| {
        let given = matches!(slot, Slot::Class(_));
        (0..if given { classes } else { 1 })
            .map(move |class| if given { Slot::Class(class) } else { slot })
    };
    grid.sorts().flat_map(move |person| {
        others(person.0)
            .flat_map(move |before| others(person.1).map(move |after| (person, (before, after))))
    })
}

#[cfg(test)]
mod tests;
