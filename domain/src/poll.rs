//! Live polls: one question to the room.

use crate::{module::Module, question::Translated};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How a poll is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PollKind {
    /// One option.
    Choice,
    /// Any number of options.
    Ticks,
    /// Five labelled points.
    Rating,
    /// True, false or not sure.
    Truth,
    /// All options, put in order: the first counts most.
    Order,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollOption {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub text: Translated,
    /// Whether it is (one of) the right answers.
    #[serde(default)]
    pub right: bool,
}

/// One poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// Stable name: `passwords-1`.
    pub id: String,
    /// How it is answered.
    pub kind: PollKind,
    /// The question.
    pub question: Translated,
    /// Options, in the order shown.
    #[serde(rename = "option")]
    pub options: Vec<PollOption>,
    /// One sentence why the right answer is right; only where there is one.
    #[serde(default)]
    pub why: Option<Translated>,
    /// Whether the wall shows the right answer and its reason only, never the room's answers.
    #[serde(default)]
    pub private: bool,
    /// Whether the small-number rules for sensitive questions hold.
    #[serde(default)]
    pub sensitive: bool,
    /// Countries (lower-case codes) it is asked in; everywhere where empty.
    #[serde(default)]
    pub countries: Vec<String>,
    /// The poll it stands in for, in countries where that one is not asked.
    #[serde(default)]
    pub instead_of: Option<String>,
}

/// The polls of one module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Polls {
    /// The module.
    pub module: Module,
    /// The polls, in order.
    #[serde(rename = "poll")]
    pub polls: Vec<Poll>,
}

impl Polls {
    /// The polls asked in a country.
    pub fn in_country<'p, 'c>(
        &'p self,
        country: &'c str,
    ) -> impl Iterator<Item = &'p Poll> + use<'p, 'c> {
        let asked = move |poll: &Poll| {
            poll.countries.is_empty() || poll.countries.iter().any(|code| code == country)
        };
        self.polls.iter().filter(move |poll| {
            let stands_in = poll
                .instead_of
                .as_ref()
                .is_some_and(|id| self.polls.iter().any(|other| other.id == *id && asked(other)));
            asked(poll) && !stands_in
        })
    }

    /// What is wrong, in words for editors.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let names: BTreeSet<&str> = self.polls.iter().map(|poll| poll.id.as_str()).collect();
        if names.len() != self.polls.len() {
            problems.push("two polls have one name".to_owned());
        }
        for poll in &self.polls {
            let texts = poll.options.iter().map(|option| &option.text).chain([&poll.question]);
            if !texts.chain(&poll.why).all(Translated::complete) {
                problems.push(format!("{}: a text lacks a language", poll.id));
            }
            let values: BTreeSet<&str> =
                poll.options.iter().map(|option| option.value.as_str()).collect();
            if poll.options.len() < 2 || values.len() != poll.options.len() {
                problems.push(format!("{}: needs two options or more, each its own", poll.id));
            }
            if poll.options.iter().any(|option| option.right) != poll.why.is_some() {
                problems.push(format!("{}: a right answer has its reason, and only it", poll.id));
            }
            if poll.instead_of.as_ref().is_some_and(|id| !names.contains(id.as_str())) {
                problems.push(format!("{}: stands in for no poll", poll.id));
            }
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

    fn poll(id: &str, countries: &[&str], instead_of: Option<&str>) -> Poll {
        let option =
            |value: &str, right| PollOption { value: value.to_owned(), text: text(value), right };
        Poll {
            id: id.to_owned(),
            kind: PollKind::Choice,
            question: text("what?"),
            options: vec![option("a", true), option("b", false)],
            why: Some(text("because")),
            private: false,
            sensitive: false,
            countries: countries.iter().map(|code| (*code).to_owned()).collect(),
            instead_of: instead_of.map(str::to_owned),
        }
    }

    #[test]
    fn a_country_gets_its_own_poll_or_the_one_instead() {
        let polls = Polls {
            module: Module::ImageRights,
            polls: vec![
                poll("one", &[], None),
                poll("be", &["be"], None),
                poll("else", &[], Some("be")),
            ],
        };
        let asked =
            |country| polls.in_country(country).map(|poll| poll.id.as_str()).collect::<Vec<_>>();
        assert_eq!(asked("be"), ["one", "be"]);
        assert_eq!(asked("fr"), ["one", "else"]);
        assert_eq!(polls.problems(), Vec::<String>::new());
    }

    #[test]
    fn a_right_answer_without_its_reason_is_found() {
        let mut broken = poll("one", &[], Some("nothing"));
        broken.why = None;
        broken.options.push(broken.options[0].clone());
        let polls = Polls { module: Module::Respect, polls: vec![broken] };
        assert_eq!(polls.problems().len(), 3, "{:?}", polls.problems());
    }
}
