//! What pages know about a live run.

use crate::workshop::model::{WorkshopDetail, WorkshopNow};
use domain::{
    age::AgeBand,
    run::{Ask, NextThing, Outcome, Phase, Run, Script, Votes, VotesShown, show_votes},
};
use std::collections::BTreeMap;

/// A run with the content it plays and what may be told of the room's answers.
#[derive(Debug, Clone)]
pub struct Live {
    /// Version of the run; commands are based on it.
    pub version: i64,
    /// The run.
    pub run: Run,
    /// The workshop.
    pub detail: WorkshopDetail,
    /// The group's age band: the youngest skip some prompts.
    pub age_band: AgeBand,
    /// The content.
    pub script: Script<'static>,
    /// Answers to what was revealed, by the name of the ask. Nothing else ever gets here.
    pub(super) revealed: BTreeMap<String, Votes>,
}

impl Live {
    /// What everybody may see of the answers to an ask: nothing before it is revealed, never those of
    /// a private poll.
    #[must_use]
    pub fn on_the_wall(&self, ask: &Ask) -> Option<VotesShown> {
        self.for_the_coach(ask).filter(|_| !ask.private)
    }

    /// The same for the coach, who also sees private polls.
    #[must_use]
    pub fn for_the_coach(&self, ask: &Ask) -> Option<VotesShown> {
        let revealed = self.run.revealed.contains(&ask.id);
        let votes = self.revealed.get(&ask.id).filter(|_| revealed)?;
        Some(show_votes(ask, votes))
    }

    /// What is asked just now, and its first round where it was asked again.
    #[must_use]
    pub fn rounds(&self) -> Vec<Ask> {
        use domain::run::Play;
        match self.run.play {
            Play::Poll { number, round, .. } => (1..=round)
                .filter_map(|round| self.run.poll_ask(&self.script, number, round))
                .collect(),
            _ => self.run.ask(&self.script).into_iter().collect(),
        }
    }

    /// Whether phones can answer something just now.
    #[must_use]
    pub fn open(&self) -> bool {
        self.run.phase() == Some(Phase::Open)
    }
}

/// Everything the one who steers sees.
#[derive(Debug, Clone)]
pub struct Console {
    /// The run.
    pub live: Live,
    /// The workshop's waves and counts.
    pub now: WorkshopNow,
    /// Phones that are here just now, as far as this server knows.
    pub here: usize,
    /// Phones that answered what is asked just now; never who.
    pub answered: i64,
    /// What the big button does.
    pub next: NextThing,
    /// Seconds in the current step.
    pub elapsed: i64,
    /// Seconds the timer on the projector has left.
    pub timer: Option<i64>,
    /// Version of all this, as streams tell it.
    pub told: String,
}

/// One line of what was done, for the coach's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    /// The step's key in the run.
    pub key: String,
    /// Its title in the content; empty for a step of the coach's own.
    pub title: domain::question::Translated,
    /// Its title in the coach's words, where it is their own.
    pub own_title: Option<String>,
    /// Planned minutes.
    pub planned: u32,
    /// Minutes spent, rounded.
    pub minutes: i64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a projector shows.
#[derive(Debug, Clone)]
pub enum Wall {
    /// A code that the coach enters.
    Pairing {
        /// The code.
        code: String,
    },
    /// A workshop.
    Workshop(Box<WallView>),
}

/// The projector of a workshop.
#[derive(Debug, Clone)]
pub struct WallView {
    /// The run; none in a workshop that asks its questionnaires only.
    pub live: Live,
    /// Phones that are here.
    pub here: usize,
    /// Phones that answered what is asked just now.
    pub answered: i64,
    /// Seconds the timer has left.
    pub timer: Option<i64>,
    /// Version of all this, as streams tell it.
    pub told: String,
}
