//! People by what they answered before and after: the form in which worlds are compared.

use super::{
    paired::Change,
    tally::{CrossTab, Shape, Tally},
};
use crate::question::Answer;
use std::cmp::Ordering;

/// What one person did with a question in one wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// No answer, or not there.
    Missing,
    /// "I'd rather not say".
    Declined,
    /// An answer of this class.
    Class(usize),
}

impl Slot {
    pub const fn class(self) -> Option<usize> {
        match self {
            Self::Class(class) => Some(class),
            Self::Missing | Self::Declined => None,
        }
    }

    /// Whether two people look alike to somebody who only counts answers.
    pub const fn alike(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Missing, Self::Missing)
                | (Self::Declined, Self::Declined)
                | (Self::Class(_), Self::Class(_))
        )
    }
}

/// One person: before, after.
pub(super) type Person = (Slot, Slot);

/// One of the three tables of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
    /// Linked pairs: worse, same, better.
    Change,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Before, Self::After, Self::Change];
}

/// How many people of each sort there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    pub shape: Shape,
    people: [[u32; SLOTS]; SLOTS],
}

/// Missing, declined, and at most five classes.
const SLOTS: usize = 7;

const fn position(slot: Slot) -> usize {
    match slot {
        Slot::Missing => 0,
        Slot::Declined => 1,
        Slot::Class(class) => class + 2,
    }
}

const fn slot(position: usize) -> Slot {
    match position {
        0 => Slot::Missing,
        1 => Slot::Declined,
        class => Slot::Class(class - 2),
    }
}

impl Grid {
    pub fn new(shape: Shape, table: &CrossTab) -> Self {
        let slot = |answer: &Option<Answer>| match answer {
            None => Slot::Missing,
            Some(answer) => shape.class(answer).map_or(Slot::Declined, Slot::Class),
        };
        let mut grid = Self { shape, people: [[0; SLOTS]; SLOTS] };
        for (before, after, count) in table.cells() {
            grid.people[position(slot(before))][position(slot(after))] += count;
        }
        grid
    }

    /// The sorts of people there are, with their number.
    pub fn people(&self) -> impl Iterator<Item = (Person, u32)> + '_ {
        let cells = |(before, row): (usize, &[u32; SLOTS])| {
            let row = *row;
            (0..SLOTS).map(move |after| ((slot(before), slot(after)), row[after]))
        };
        self.people.iter().enumerate().flat_map(cells).filter(|(_, count)| *count > 0)
    }

    /// The sorts of people there are.
    pub fn sorts(&self) -> impl Iterator<Item = Person> + '_ {
        self.people().map(|(person, _)| person)
    }

    /// The same people, but for one who leaves and one who comes.
    pub fn with(&self, leaves: Person, comes: Person) -> Self {
        let mut other = self.clone();
        other.people[position(leaves.0)][position(leaves.1)] -= 1;
        other.people[position(comes.0)][position(comes.1)] += 1;
        other
    }

    pub fn merge(&mut self, other: &Self) {
        let counts = self.people.iter_mut().flatten().zip(other.people.iter().flatten());
        counts.for_each(|(sum, count)| *sum += count);
    }

    /// The class of a person in one of the tables; `None` for people who are not in it.
    pub fn class(&self, person: Person, side: Side) -> Option<usize> {
        match side {
            Side::Before => person.0.class(),
            Side::After => person.1.class(),
            Side::Change => {
                let (before, after) = (person.0.class()?, person.1.class()?);
                Some(match self.shape.height(after).cmp(&self.shape.height(before)) {
                    Ordering::Less => 0,
                    Ordering::Equal => 1,
                    Ordering::Greater => 2,
                })
            }
        }
    }

    /// How many classes a table has.
    pub const fn width(&self, side: Side) -> usize {
        match side {
            Side::Change => 3,
            Side::Before | Side::After => self.shape.classes(),
        }
    }

    /// Counts by class, the least wanted first.
    pub fn classes(&self, side: Side) -> Vec<u32> {
        let mut counts = vec![0; self.width(side)];
        for (person, count) in self.people() {
            if let Some(class) = self.class(person, side) {
                counts[class] += count;
            }
        }
        counts
    }

    /// Answers of one wave with those who would rather not say.
    pub fn tally(&self, side: Side) -> Tally {
        let declined = |person: Person| match side {
            Side::Before => person.0 == Slot::Declined,
            Side::After => person.1 == Slot::Declined,
            Side::Change => false,
        };
        let declined = self.people().filter(|(person, _)| declined(*person));
        Tally { classes: self.classes(side), declined: declined.map(|(_, count)| count).sum() }
    }

    pub fn change(&self) -> Change {
        match self.classes(Side::Change)[..] {
            [worse, same, better] => Change { better, same, worse },
            _ => Change::default(),
        }
    }
}
