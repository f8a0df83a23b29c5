//! What can be printed for a workshop.

use super::practice::Ladder;
use crate::agenda::{model::Room, service::Kit};
use domain::{
    code::LENGTH,
    id::WorkshopId,
    module::Module,
    question::{Item, Scale},
    questionnaire::{Questionnaire, Wave},
    time::Day,
    workshop::WorkshopState,
};
use std::{collections::BTreeSet, str::FromStr, sync::Arc};

/// A part of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Address, code and QR code for the door.
    Poster,
    /// Agenda and coach cards.
    Agenda,
    /// Numbers to call, eight cards on a page.
    Help,
    /// The help ladder of the module on sexting, two on a page.
    Ladder,
    /// Cards to write the own six characters on, ten on a page.
    Cards,
    /// The questions before and after.
    Form,
}

impl Part {
    /// All parts, in the order printed.
    pub const ALL: [Self; 6] =
        [Self::Poster, Self::Agenda, Self::Help, Self::Ladder, Self::Cards, Self::Form];

    /// The part as the address names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Poster => "poster",
            Self::Agenda => "agenda",
            Self::Help => "help",
            Self::Ladder => "ladder",
            Self::Cards => "cards",
            Self::Form => "form",
        }
    }
}

/// The text names no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such part")]
pub struct UnknownPart;

impl FromStr for Part {
    type Err = UnknownPart;

    fn from_str(text: &str) -> Result<Self, UnknownPart> {
        Self::ALL.into_iter().find(|part| part.as_str() == text).ok_or(UnknownPart)
    }
}

/// Characters on a card.
pub const SIGNS: usize = LENGTH;

/// Everything that a workshop's paper says.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its state: the code is there while it is going on.
    pub state: WorkshopState,
    /// Whether it is a trial.
    pub trial: bool,
    /// Its modules.
    pub modules: BTreeSet<Module>,
    /// Its group's name: for staff, never on what young people get.
    pub group: String,
    /// The days of its meetings.
    pub days: Vec<Day>,
    /// The code, while it is going on.
    pub code: Option<String>,
    /// For whom the kit is shown.
    pub room: Room,
    /// What each module brings.
    pub kits: Vec<(Module, &'static Kit)>,
    /// The help ladder, where a module has one.
    pub ladder: Option<&'static Ladder>,
    /// What is asked.
    pub questionnaire: Arc<Questionnaire>,
}

impl Pack {
    /// Parts that this workshop has.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let ladder = self.ladder.is_some();
        Part::ALL.into_iter().filter(move |part| *part != Part::Ladder || ladder)
    }

    /// The questions of a wave, each with its scale.
    pub fn questions(&self, wave: Wave) -> Vec<(&Item, &Scale)> {
        let asked = self.questionnaire.form(&self.modules, wave).into_iter();
        asked.filter_map(|item| Some((item, self.questionnaire.scale(item)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_by_their_words() {
        for part in Part::ALL {
            assert_eq!(part.as_str().parse(), Ok(part));
        }
        assert_eq!("all".parse::<Part>(), Err(UnknownPart));
    }
}
