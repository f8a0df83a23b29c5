//! Questions and answers: what can be asked, and what counts as an answer.
//!
//! Three things are kept apart everywhere: a question nobody answered (no row), "I'd rather not say"
//! ([`Answer::Declined`]), and "not sure", which is an answer like others.

use crate::{locale::Language, module::Module};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The stored text of "I'd rather not say"; no scale may have an option of this value.
pub const DECLINED: &str = "declined";

/// A text in several languages, by language code.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translated(pub BTreeMap<String, String>);

impl Translated {
    /// The text in a language, or in English where that is missing.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let text = self.0.get(language.code()).or_else(|| self.0.get(Language::En.code()));
        text.map_or("", String::as_str)
    }

    /// Whether there is a text in every interface language.
    #[must_use]
    pub fn complete(&self) -> bool {
        Language::ALL
            .into_iter()
            .all(|language| self.0.get(language.code()).is_some_and(|text| !text.trim().is_empty()))
    }
}

/// How the answers of a scale behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// True, false or not sure.
    Truth,
    /// Five labelled points, `1` to `5`.
    Rating,
    /// Any number of options.
    Ticks,
    /// One option.
    Choice,
}

/// One option of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleOption {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub text: Translated,
}

/// A scale that items share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Code that items name.
    pub code: String,
    /// How its answers behave.
    pub kind: Kind,
    /// The options, in the order shown.
    #[serde(rename = "option")]
    pub options: Vec<ScaleOption>,
}

/// Which part of a form an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// One of the fourteen items of the full form.
    Core,
    /// Asked only in a workshop with this one module.
    AddOn,
    /// Asked in every workshop.
    Shared,
    /// Asked after the workshop only.
    Post,
    /// About the person, asked last.
    About,
}

/// What an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Construct {
    /// Knowing a fact.
    Knowledge,
    /// Finding something right.
    Attitude,
    /// Who is responsible.
    Responsibility,
    /// Meaning to do something.
    Intention,
    /// Trusting oneself to do something.
    SelfEfficacy,
    /// Meaning to ask for help.
    HelpSeeking,
    /// How the workshop was.
    Satisfaction,
    /// What somebody plans for this week.
    Plan,
    /// Age band, gender.
    About,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable code, never reused: `Q5`, `W1`, `P4`.
    pub code: String,
    /// Code of its scale.
    pub scale: String,
    /// Part of the form.
    pub part: Part,
    /// Modules it belongs to; empty where it belongs to all.
    #[serde(default)]
    pub modules: Vec<Module>,
    /// What it is about.
    pub construct: Construct,
    /// Truth: the right value. Rating: `+`, or `-` where agreeing is the worse answer.
    #[serde(default)]
    pub key: Option<String>,
    /// Whether the stricter small-number rules apply.
    #[serde(default)]
    pub sensitive: bool,
    /// The wording.
    pub text: Translated,
}

/// What a participant gave.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Answer {
    /// A value of the scale; several ticks joined by commas, in the scale's order.
    Given(String),
    /// "I'd rather not say".
    Declined,
    /// Every tick was taken back: no answer any more. It is stored, so that a late repetition of an
    /// earlier answer is still recognised as one, and counted nowhere.
    Cleared,
}

/// The text is no answer on the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an answer to this question")]
pub struct InvalidAnswer;

impl Answer {
    /// Reads an answer as it was sent: the same answer always gets the same stored text.
    ///
    /// # Errors
    /// When the scale has no such option.
    pub fn parse(scale: &Scale, sent: &str) -> Result<Self, InvalidAnswer> {
        if sent == DECLINED {
            return Ok(Self::Declined);
        }
        if scale.kind == Kind::Ticks {
            let sent: Vec<&str> = sent.split(',').filter(|value| !value.is_empty()).collect();
            if sent.is_empty() {
                return Ok(Self::Cleared);
            }
            // Ticked beside options, "I'd rather not say" is the safer reading.
            if sent.contains(&DECLINED) {
                return Ok(Self::Declined);
            }
            let known: Vec<&str> = scale
                .options
                .iter()
                .map(|option| option.value.as_str())
                .filter(|value| sent.contains(value))
                .collect();
            let all_known = sent.iter().all(|value| known.contains(value));
            return if known.is_empty() || !all_known {
                Err(InvalidAnswer)
            } else {
                Ok(Self::Given(known.join(",")))
            };
        }
        let found =
            scale.options.iter().find(|option| option.value == sent).ok_or(InvalidAnswer)?;
        Ok(Self::Given(found.value.clone()))
    }

    /// The stored text.
    #[must_use]
    pub fn as_text(&self) -> &str {
        match self {
            Self::Given(text) => text,
            Self::Declined => DECLINED,
            Self::Cleared => "",
        }
    }
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        match text.as_str() {
            DECLINED => Self::Declined,
            "" => Self::Cleared,
            _ => Self::Given(text),
        }
    }
}

impl From<Answer> for String {
    fn from(answer: Answer) -> Self {
        answer.as_text().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale(kind: Kind, values: &[&str]) -> Scale {
        let options = values
            .iter()
            .map(|value| ScaleOption { value: (*value).to_owned(), text: Translated::default() })
            .collect();
        Scale { code: "s".into(), kind, options }
    }

    #[test]
    fn only_options_of_the_scale_are_answers() {
        let truth = scale(Kind::Truth, &["true", "false", "unsure"]);
        assert_eq!(Answer::parse(&truth, "unsure"), Ok(Answer::Given("unsure".into())));
        assert_eq!(Answer::parse(&truth, DECLINED), Ok(Answer::Declined));
        for wrong in ["", "6", "TRUE", "true,false"] {
            assert_eq!(Answer::parse(&truth, wrong), Err(InvalidAnswer), "{wrong}");
        }
    }

    #[test]
    fn ticks_have_one_text_whatever_their_order() {
        let ticks = scale(Kind::Ticks, &["talk", "settings", "nothing"]);
        assert_eq!(
            Answer::parse(&ticks, "settings,talk,talk"),
            Ok(Answer::Given("talk,settings".into()))
        );
        assert_eq!(Answer::parse(&ticks, "talk,declined"), Ok(Answer::Declined));
        assert_eq!(Answer::parse(&ticks, ""), Ok(Answer::Cleared));
        assert_eq!(Answer::from(String::new()), Answer::Cleared);
        assert_eq!(Answer::parse(&ticks, "talk,shout"), Err(InvalidAnswer));
    }

    proptest! {
        #[test]
        fn a_stored_answer_reads_as_itself(chosen in proptest::sample::subsequence(vec!["a", "b", "c", "d"], 1..=4)) {
            let ticks = scale(Kind::Ticks, &["a", "b", "c", "d"]);
            let answer = Answer::parse(&ticks, &chosen.join(",")).unwrap();
            prop_assert_eq!(Answer::parse(&ticks, answer.as_text()), Ok(answer.clone()));
            prop_assert_eq!(Answer::from(String::from(answer.clone())), answer);
        }
    }
}
