//! What the big button does next.

use super::{Moment, Phase, Play, Run, winner};
use crate::{evaluation::suppression::FROM_TWO, story::END};

/// The sensible next thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextThing {
    /// Show what the room answered.
    Reveal,
    /// The coach chooses the way on: too few votes, or a tie.
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
                let ask = self.ask(moment.script).filter(|_| story.phase == Phase::Open);
                match ask {
                    None => NextThing::Scene,
                    Some(ask) => {
                        let enough = moment.votes.people >= FROM_TWO;
                        let won = winner(&ask, moment.votes).filter(|_| enough);
                        if won.is_some() { NextThing::Reveal } else { NextThing::Choose }
                    }
                }
            }
            _ => self.after(self.at).map_or(NextThing::Close, NextThing::Step),
        }
    }
}
