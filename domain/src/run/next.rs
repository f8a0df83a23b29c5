//! What the big button does next.

use super::{Moment, Phase, Play, Run};
use crate::{evaluation::suppression::FROM_TWO, story::END};

/// The sensible next thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextThing {
    /// Show what the room answered.
    Reveal,
    /// The coach chooses the way on: too few votes, or a tie that was revealed.
    Choose,
    /// The next poll of the step.
    Poll,
    /// The next scene, or the story's end.
    Scene,
    /// Ask what the film did.
    Reaction,
    /// The step at this place.
    Step(usize),
    /// Close the workshop.
    Close,
}

impl Run {
    /// What [`super::Command::Next`] would do at this moment.
    #[must_use]
    pub fn next_thing(&self, moment: Moment<'_>) -> NextThing {
        match &self.play {
            Play::Film { phase: Phase::Ahead } => NextThing::Reaction,
            Play::Poll { phase: Phase::Open, .. } | Play::Film { phase: Phase::Open } => {
                NextThing::Reveal
            }
            Play::Poll { number, .. } if number + 1 < self.polls(moment.script) => NextThing::Poll,
            Play::Story(story) if !story.own_pace && story.scene != END => {
                // How the votes stand says nothing here: who watches the button while they come in
                // could read single votes from it. Whether there is a tie is told once it is revealed.
                match (self.ask(moment.script), story.phase) {
                    (None, _) => NextThing::Scene,
                    (Some(_), Phase::Shown) if story.chosen.is_some() => NextThing::Scene,
                    (Some(_), Phase::Open) if moment.votes.people >= FROM_TWO => NextThing::Reveal,
                    (Some(_), _) => NextThing::Choose,
                }
            }
            _ => self.after(self.at).map_or(NextThing::Close, NextThing::Step),
        }
    }
}
