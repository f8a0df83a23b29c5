//! What the letter and the privacy text say, drawn from the settings.

use crate::directory::model::Entry;
use domain::{
    id::WorkshopId,
    module::Module,
    opening::Parents,
    question::{Item, Scale, Translated},
    time::{Day, Timestamp},
};
use std::collections::BTreeSet;

/// What the privacy text is made of.
#[derive(Debug, Clone)]
pub struct PrivacyFacts {
    /// Organisation responsible for the data.
    pub organisation: String,
    /// How to reach it.
    pub contact: String,
    /// How the parents are involved.
    pub parents: Parents,
    /// The project's last day.
    pub ends_on: Day,
    /// The day on which single answers are deleted at the latest.
    pub deletion_day: Day,
}

/// A question of the form with its options.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question.
    pub item: Item,
    /// Its scale.
    pub scale: Scale,
    /// Whether it is asked after the workshop only.
    pub after_only: bool,
}

/// Everything the letter and its public page say.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The workshop.
    pub workshop: WorkshopId,
    /// What it is about.
    pub modules: BTreeSet<Module>,
    /// The partner's name.
    pub partner: String,
    /// The group's name: on paper only.
    pub group: String,
    /// Its meetings' days.
    pub days: Vec<Day>,
    /// What the privacy text is made of.
    pub privacy: PrivacyFacts,
    /// Every question, in the order asked.
    pub questions: Vec<Asked>,
    /// Services named to families.
    pub help: Vec<Entry>,
    /// What the law of the group's country says behind question Q4.
    pub law_q4: Translated,
    /// Path of the public page.
    pub public_path: String,
    /// When the coach said that the parents have the letter or agreed, and who that was.
    pub confirmed: Option<(Timestamp, String)>,
}

impl Letter {
    /// Questions asked before the workshop.
    #[must_use]
    pub fn asked_before(&self) -> usize {
        self.questions.iter().filter(|asked| !asked.after_only).count()
    }
}
