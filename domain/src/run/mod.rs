//! The live run of a workshop: which step the room is at and what is open in it.
//!
//! A run is one value, kept with a version. Whoever steers sends a [`Command`] based on a version;
//! [`Run::apply`] makes the next value of it, or says why not. Phones, projector and consoles show
//! what the value says, so a reload or a second device always finds the true state.

mod ask;
mod command;
mod next;
mod shown;
mod steps;

#[cfg(test)]
mod tests;

pub use ask::{Ask, FILM_VALUES, GO_ON, GROUP_SIZES, SIZE};
pub use command::{Command, Effect, Moment, Refused};
pub use next::NextThing;
pub use shown::{Bar, UPPER, Votes, VotesShown, show_votes, winner};
pub use steps::{Film, Outcome, OwnPoll, RunStep, compose};

use crate::{module::Module, poll::Poll, story::Story, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How far something that is asked has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Not asked yet (a film is being watched).
    Ahead,
    /// Phones can answer and change their answer.
    Open,
    /// Revealed: answering is over.
    Shown,
}

/// Where a story stands when the whole group decides together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryPlay {
    /// The scene that is shown, or [`crate::story::END`].
    pub scene: String,
    /// Whether its choice is open or made.
    pub phase: Phase,
    /// The choice that was made, by its place in the scene; none where a tie was revealed.
    pub chosen: Option<usize>,
    /// Scenes left behind and the choice made in each (none where a scene goes on by itself).
    pub path: Vec<(String, Option<usize>)>,
    /// Whether small groups go through it at their own pace, each on a phone.
    pub own_pace: bool,
}

/// What happens inside the current step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Play {
    /// Nothing that phones answer, or the questionnaire, which has its own rules.
    Plain,
    /// One of the step's polls.
    Poll {
        /// Its place among the step's polls.
        number: usize,
        /// 1, or 2 once it was asked again.
        round: u32,
        /// How far it has come.
        phase: Phase,
    },
    /// The photo-story.
    Story(StoryPlay),
    /// The group's own film: watched, then a reaction of three taps.
    Film {
        /// How far the reaction has come.
        phase: Phase,
    },
}

/// What lets a young person steer: valid for this workshop only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    /// Four digits to type.
    pub pin: String,
    /// What the QR code carries instead.
    pub token: String,
}

/// The run of one workshop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// All steps, in order, also the dropped ones.
    pub steps: Vec<RunStep>,
    /// The step the room is at; `None` in the lobby, before the first.
    pub at: Option<usize>,
    /// Since when.
    pub since: Timestamp,
    /// What happens in the step.
    pub play: Play,
    /// What was revealed, by [`Ask::id`]: it stays revealed when the coach goes back.
    pub revealed: BTreeSet<String>,
    /// Polls that were asked again: step and number, and the newest round.
    pub rounds: BTreeMap<String, u32>,
    /// Whether the projector is dark.
    pub blank: bool,
    /// Whether the way in lies over the projector's step.
    pub join_panel: bool,
    /// When the timer on the projector ends.
    pub timer: Option<Timestamp>,
    /// The peer helper's way in, once the coach made one.
    pub helper: Option<Helper>,
}

/// The content that a run plays, in the workshop's country.
#[derive(Debug, Clone, Default)]
pub struct Script<'s> {
    /// Polls of each module, in order.
    pub polls: BTreeMap<Module, Vec<&'s Poll>>,
    /// Story of each module.
    pub stories: BTreeMap<Module, &'s Story>,
}

impl Run {
    /// A run in its lobby.
    #[must_use]
    pub fn new(steps: Vec<RunStep>, now: Timestamp) -> Self {
        Self {
            steps,
            at: None,
            since: now,
            play: Play::Plain,
            revealed: BTreeSet::new(),
            rounds: BTreeMap::new(),
            blank: false,
            join_panel: false,
            timer: None,
            helper: None,
        }
    }

    /// The step the room is at; `None` in the lobby.
    #[must_use]
    pub fn step(&self) -> Option<&RunStep> {
        self.steps.get(self.at?)
    }

    /// The nearest step after `place` that is not dropped; from the lobby the first.
    #[must_use]
    pub fn after(&self, place: Option<usize>) -> Option<usize> {
        let from = place.map_or(0, |place| place + 1);
        (from..self.steps.len()).find(|&step| !self.steps[step].dropped)
    }

    /// The nearest step before the one the room is at that is not dropped.
    #[must_use]
    pub fn before(&self) -> Option<usize> {
        (0..self.at?).rev().find(|&step| !self.steps[step].dropped)
    }

    /// How far what is asked just now has come.
    #[must_use]
    pub const fn phase(&self) -> Option<Phase> {
        match &self.play {
            Play::Plain => None,
            Play::Poll { phase, .. } | Play::Film { phase } => Some(*phase),
            Play::Story(story) => Some(story.phase),
        }
    }

    /// Seconds the room has been at the current step, earlier visits included.
    #[must_use]
    pub fn elapsed(&self, now: Timestamp) -> i64 {
        let earlier = self.step().map_or(0, |step| step.seconds);
        earlier + now.seconds_since(self.since)
    }
}
