//! What pages, pictures and downloads know about results: protected numbers only.

use domain::{
    evaluation::{
        mean::MeanChange,
        score::Score,
        suppression::{ItemResult, Shown},
        tally::Shape,
        ticks::ShownTicks,
    },
    id::WorkshopId,
    module::Module,
    question::{Construct, Item, Translated},
    time::{Day, Timestamp},
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

/// A question of which each option is counted apart, with its protected result: any number of ticks, or
/// one choice of a story, poll or film.
#[derive(Debug, Clone)]
pub struct TickFinding {
    /// Its name in addresses and files.
    pub code: String,
    /// What it is about.
    pub construct: Construct,
    /// As asked.
    pub text: Translated,
    /// Whether several options could be ticked.
    pub several: bool,
    /// The options, in the scale's order.
    pub options: Vec<Translated>,
    /// What may be seen.
    pub ticks: ShownTicks,
    /// Answers that are not in it.
    pub waiting: u32,
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
    /// Questions with ticks.
    pub ticks: Vec<TickFinding>,
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
    /// Changes with every freeze and every decision.
    pub version: i64,
    /// Counts of what is chosen.
    pub reach: Reach,
    /// Finished workshops in the result.
    pub finished: usize,
    /// Items in the order of the questionnaire.
    pub items: Vec<ItemFinding>,
    /// Questions with ticks.
    pub ticks: Vec<TickFinding>,
    /// Means of scores.
    pub scores: Vec<ScoreFinding>,
    /// What the project set out to reach.
    pub targets: Targets,
    /// Workshops of the chosen part that are left out.
    pub left_out: Vec<LeftOut>,
    /// By partner and by workshop, where everything is looked at.
    pub tables: Option<Tables>,
}

/// What groups chose in stories, polls and after their own films, over a project's closed workshops.
#[derive(Debug, Clone, Default)]
pub struct LiveResults {
    /// Changes with every workshop that closes: part of the pictures' addresses.
    pub version: i64,
    /// Closed workshops that were run step by step.
    pub workshops: usize,
    /// By module, in their order.
    pub modules: Vec<LiveModule>,
    /// The taps after the groups' own films.
    pub film: Option<TickFinding>,
}

/// One module's part of it.
#[derive(Debug, Clone)]
pub struct LiveModule {
    /// The module.
    pub module: Module,
    /// Scenes in which a way was chosen.
    pub story: Vec<TickFinding>,
    /// Polls, a second round after its first.
    pub polls: Vec<TickFinding>,
}

impl LiveResults {
    /// Every finding, in the order of the page.
    pub fn all(&self) -> impl Iterator<Item = &TickFinding> {
        let modules = self.modules.iter().flat_map(|found| found.story.iter().chain(&found.polls));
        modules.chain(&self.film)
    }
}

/// What a project set out to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Targets {
    /// Workshops held.
    pub workshops: Option<i64>,
    /// Young people who joined.
    pub participants: Option<i64>,
}

/// A score of the workshops with exactly these modules: they have the same form.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreFinding {
    /// The modules.
    pub modules: BTreeSet<Module>,
    /// What is scored.
    pub score: Score,
    /// Codes of the questions it is made of.
    pub questions: Vec<String>,
    /// The means; `None` while there are too few linked pairs that may be told.
    pub change: Option<MeanChange>,
}

/// A workshop that a manager left out of the evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its modules.
    pub modules: BTreeSet<Module>,
    /// Its group.
    pub group: String,
    /// Why.
    pub reason: String,
    /// Who decided, while they have an account.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Breakdowns: to spot needs, not to rank.
#[derive(Debug, Clone)]
pub struct Tables {
    /// The item whose change of linked pairs stands in the rows.
    pub outcome: ItemFinding,
    /// Partners, by name.
    pub partners: Table,
    /// Workshops, newest first.
    pub workshops: Table,
    /// Pairs of the total that stand in no partner's row, because several partners' workshops are told
    /// only together.
    pub across: u32,
}

/// A breakdown.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    /// What the rows with too few pairs of their own came to together.
    pub other: Option<Outcome>,
}

/// One row of a breakdown.
#[derive(Debug, Clone)]
pub struct Row {
    /// The partner, or the workshop's group.
    pub name: String,
    /// The workshop, its modules and its first day; `None` for partners.
    pub workshop: Option<(WorkshopId, BTreeSet<Module>, Day)>,
    /// Counts, which are never hidden.
    pub reach: Reach,
    /// What its linked pairs came to.
    pub outcome: RowOutcome,
}

/// Where a row's outcome stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// Here.
    Own(Outcome),
    /// In the row "other".
    Other,
    /// Nothing is over yet.
    NotYet,
    /// A manager left it out.
    LeftOut,
}

/// The change of linked pairs as far as it may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Linked pairs there are.
    pub pairs: u32,
    /// Worse, same, better of those that may be told.
    pub shown: Shown,
}

/// A project in one look.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Counts.
    pub reach: Reach,
    /// What the project set out to reach.
    pub targets: Targets,
    /// Workshops held by partner, largest first.
    pub partners: Vec<(String, i64)>,
    /// The clearest changes, for better and for worse; at most two.
    pub findings: Vec<ItemFinding>,
    /// Questions of which nothing may be shown yet, of how many.
    pub too_small: (usize, usize),
    /// Workshops left out.
    pub left_out: usize,
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
