//! The questions C5 to C11, as content asks them.

use crate::{error::AppError, incident::internal};
use domain::question::Translated;
use serde::Deserialize;
use std::sync::LazyLock;

/// Code of the question whether the protocol was used.
pub const PROTOCOL: &str = "C10";
/// Its answer "no".
pub const NOT_USED: &str = "no";
/// Its answer "yes, and it is taken care of".
pub const HANDLED: &str = "handled";
/// Its answer "yes, and I need support".
pub const SUPPORT: &str = "support";
/// Questions about the coach: only their author sees a single answer.
pub const ABOUT_THE_COACH: [&str; 2] = ["C6", "C9"];

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One point of the scale.
    Rating,
    /// Any number of options.
    Ticks,
    /// One option.
    Choice,
    /// A few words.
    Text,
}

/// A value and its words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub text: Translated,
}

/// One question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable code.
    pub id: String,
    /// How it is answered.
    pub kind: Kind,
    /// The wording.
    pub text: Translated,
    /// Its own options.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// The whole form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// Points of every rating.
    #[serde(rename = "scale")]
    pub scale: Vec<Choice>,
    /// The questions, in order.
    #[serde(rename = "item")]
    pub items: Vec<Question>,
}

impl Questions {
    /// Everything that can be chosen at a question; nothing where words are typed.
    #[must_use]
    pub fn choices<'a>(&'a self, question: &'a Question) -> &'a [Choice] {
        match question.kind {
            Kind::Rating => &self.scale,
            Kind::Ticks | Kind::Choice => &question.options,
            Kind::Text => &[],
        }
    }
}

/// The questions this program ships.
///
/// # Errors
/// When the content is broken: a test keeps it whole.
pub fn questions() -> Result<&'static Questions, AppError> {
    static SHIPPED: LazyLock<Result<Questions, AppError>> = LazyLock::new(|| {
        let text = include_str!("../../../content/reports/coach.toml");
        toml::from_str(text).map_err(|cause| internal(&cause))
    });
    SHIPPED.as_ref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_there_in_every_language() {
        let questions = questions().unwrap();
        let codes: Vec<&str> = questions.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(codes, ["C5", "C6", "C7", "C8", "C9", "C10", "C11"]);
        assert_eq!(questions.scale.len(), 5);
        for item in &questions.items {
            assert!(item.text.complete(), "{}", item.id);
            let choices = questions.choices(item);
            assert_eq!(choices.is_empty(), item.kind == Kind::Text, "{}", item.id);
            for choice in choices {
                assert!(choice.text.complete(), "{} {}", item.id, choice.value);
                assert!(!choice.value.contains(','), "ticks are joined by commas");
            }
        }
        let protocol = questions.items.iter().find(|item| item.id == PROTOCOL).unwrap();
        let values: Vec<&str> = protocol.options.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, [NOT_USED, HANDLED, SUPPORT]);
    }
}
