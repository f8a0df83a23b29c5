//! The agenda of a workshop: what a coach does, step by step, and for how long.

use crate::{module::Module, question::Translated, questionnaire::Wave};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What happens in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Welcome, rules, the help card.
    Opening,
    /// The questionnaire.
    Form,
    /// The branching photo-story.
    Story,
    /// Live polls.
    Poll,
    /// Talking together.
    Discussion,
    /// Trying a skill.
    Practice,
    /// Thanks, help card again.
    Close,
    /// A film or photo-story the group made itself; a coach adds it to a workshop.
    Film,
    /// A poll in the coach's own words, likewise.
    OwnPoll,
}

/// Length of a workshop that an agenda is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Length {
    /// 45 minutes.
    Short,
    /// 60 minutes.
    Long,
}

impl Length {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Short, Self::Long];

    /// The length that fits a meeting of so many minutes.
    #[must_use]
    pub const fn fitting(minutes: i64) -> Self {
        if minutes < 55 { Self::Short } else { Self::Long }
    }

    /// Minutes in all.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        match self {
            Self::Short => 45,
            Self::Long => 60,
        }
    }
}

/// A difficult moment and what helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// What happens.
    pub when: Translated,
    /// What the coach can do.
    pub then: Translated,
}

/// A question to talk about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// The question.
    pub text: Translated,
    /// Whether it is only for groups of 14 and older.
    #[serde(default)]
    pub from_14: bool,
}

/// One step with its coach card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Stable name within the module.
    pub id: String,
    /// What happens.
    pub kind: StepKind,
    /// The wave of a form.
    #[serde(default)]
    pub wave: Option<Wave>,
    /// Minutes in an agenda of 45 and of 60.
    pub minutes: [u32; 2],
    /// Title.
    pub title: Translated,
    /// What the step is for, in one sentence.
    pub aim: Translated,
    /// Sentences to say, in order.
    pub say: Vec<Translated>,
    /// Questions to talk about.
    #[serde(default)]
    pub prompts: Vec<Prompt>,
    /// Difficult moments.
    #[serde(default)]
    pub what_if: Vec<WhatIf>,
    /// What helps.
    #[serde(default, rename = "do")]
    pub helps: Vec<Translated>,
    /// What to leave.
    #[serde(default)]
    pub dont: Vec<Translated>,
}

impl Step {
    /// Planned minutes.
    #[must_use]
    pub const fn planned(&self, length: Length) -> u32 {
        match length {
            Length::Short => self.minutes[0],
            Length::Long => self.minutes[1],
        }
    }

    fn texts(&self) -> impl Iterator<Item = &Translated> {
        let card = [&self.title, &self.aim].into_iter().chain(&self.say);
        let card = card.chain(self.prompts.iter().map(|prompt| &prompt.text));
        let card = card.chain(self.what_if.iter().flat_map(|case| [&case.when, &case.then]));
        card.chain(&self.helps).chain(&self.dont)
    }
}

/// The agenda of one module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// The module.
    pub module: Module,
    /// The steps, in order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

impl Agenda {
    /// What is wrong with it, in words for its editors.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for length in Length::ALL {
            let sum: u32 = self.steps.iter().map(|step| step.planned(length)).sum();
            if sum != length.minutes() {
                problems.push(format!("{sum} minutes instead of {}", length.minutes()));
            }
        }
        let names: BTreeSet<&str> = self.steps.iter().map(|step| step.id.as_str()).collect();
        if names.len() != self.steps.len() {
            problems.push("two steps have one name".to_owned());
        }
        for step in &self.steps {
            if !step.texts().all(Translated::complete) {
                problems.push(format!("{}: a text lacks a language", step.id));
            }
            if (step.kind == StepKind::Form) != step.wave.is_some() {
                problems.push(format!("{}: a form and only a form has a wave", step.id));
            }
            if step.say.is_empty() {
                problems.push(format!("{}: nothing to say", step.id));
            }
        }
        let first = self.steps.first().map(|step| step.kind);
        let last = self.steps.last().map(|step| step.kind);
        if (first, last) != (Some(StepKind::Opening), Some(StepKind::Close)) {
            problems.push("it begins with the opening and ends with the close".to_owned());
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(word: &str) -> Translated {
        let texts = ["en", "fr", "nl", "de"].map(|code| (code.to_owned(), word.to_owned()));
        Translated(texts.into())
    }

    fn step(id: &str, kind: StepKind, minutes: [u32; 2]) -> Step {
        Step {
            id: id.to_owned(),
            kind,
            wave: None,
            minutes,
            title: text("title"),
            aim: text("aim"),
            say: vec![text("hello")],
            prompts: Vec::new(),
            what_if: Vec::new(),
            helps: Vec::new(),
            dont: Vec::new(),
        }
    }

    fn agenda() -> Agenda {
        let steps = vec![
            step("opening", StepKind::Opening, [20, 30]),
            step("talk", StepKind::Discussion, [20, 25]),
            step("close", StepKind::Close, [5, 5]),
        ];
        Agenda { module: Module::Respect, steps }
    }

    #[test]
    fn a_whole_agenda_has_no_problems() {
        assert_eq!(agenda().problems(), Vec::<String>::new());
    }

    #[test]
    fn minutes_names_languages_and_order_are_checked() {
        let mut broken = agenda();
        broken.steps[1].id = "opening".to_owned();
        broken.steps[1].minutes = [21, 25];
        broken.steps[1].aim.0.remove("nl");
        broken.steps[1].wave = Some(Wave::Before);
        broken.steps[0].say.clear();
        broken.steps.swap(1, 2);
        assert_eq!(broken.problems().len(), 6, "{:?}", broken.problems());
    }

    #[test]
    fn a_lesson_of_fifty_minutes_takes_the_short_agenda() {
        assert_eq!(Length::fitting(50), Length::Short);
        assert_eq!(Length::fitting(60), Length::Long);
    }
}
