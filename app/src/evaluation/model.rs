//! What pages, pictures and downloads know about results: protected numbers only.

use domain::{
    evaluation::{suppression::ItemResult, tally::Shape},
    id::WorkshopId,
    module::Module,
    question::{Construct, Item},
};
use std::collections::BTreeSet;

/// One item with its protected result.
#[derive(Debug, Clone)]
pub struct ItemFinding {
    /// The item as asked.
    pub item: Item,
    /// How its answers are classed.
    pub shape: Shape,
    /// What may be seen.
    pub result: ItemResult,
    /// Answers before, after and pairs that wait until more workshops close; zero for one workshop.
    pub waiting: [u32; 3],
}

impl ItemFinding {
    /// Whether the item asks for knowledge.
    #[must_use]
    pub const fn knowledge(&self) -> bool {
        matches!(self.item.construct, Construct::Knowledge)
    }
}

/// Counts that are never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Workshops held (opened at least).
    pub workshops: i64,
    /// Phones that joined.
    pub joined: i64,
    /// Forms begun before.
    pub before_begun: i64,
    /// Forms sent before.
    pub before_sent: i64,
    /// Forms begun after.
    pub after_begun: i64,
    /// Forms sent after.
    pub after_sent: i64,
    /// Young people counted by coaches in closed workshops; `None` where one of those has no count.
    pub present: Option<i64>,
    /// Phones that joined in closed workshops.
    pub joined_of_present: i64,
    /// Closed workshops.
    pub over: i64,
}

/// The group result of one workshop.
#[derive(Debug, Clone)]
pub struct WorkshopResults {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its modules.
    pub modules: BTreeSet<Module>,
    /// The group's name.
    pub group: String,
    /// Whether "after" is over too.
    pub after_too: bool,
    /// Changes with every freeze: part of the pictures' addresses.
    pub version: i64,
    /// Counts.
    pub reach: Reach,
    /// Items in the order asked.
    pub items: Vec<ItemFinding>,
}

/// The evaluation of a project, of one of its modules, or of one of its workshops.
#[derive(Debug, Clone)]
pub struct ProjectResults {
    /// The project's name.
    pub name: String,
    /// Workshops that can be chosen: id and name parts (modules, group).
    pub workshops: Vec<(WorkshopId, BTreeSet<Module>, String)>,
    /// Modules that the project's finished workshops have.
    pub modules: BTreeSet<Module>,
    /// Changes with every freeze.
    pub version: i64,
    /// Counts of what is chosen.
    pub reach: Reach,
    /// Finished workshops in the result.
    pub finished: usize,
    /// Items in the order of the questionnaire.
    pub items: Vec<ItemFinding>,
}

/// What part of a project is looked at: one breakdown at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everything.
    All,
    /// Workshops with this module.
    Module(Module),
    /// One workshop.
    Workshop(WorkshopId),
}
