//! Trying a skill: one calm sentence, a request, the ladder of help, four random words.

use crate::{locale::Language, module::Module, question::Translated};
use serde::{Deserialize, Serialize};

/// Words of the longest sentence that can be put together.
pub const LONGEST_SENTENCE: usize = 16;
/// Rungs of the ladder of help.
pub const RUNGS: usize = 4;
/// Words on a list: what four dice can show.
pub const LIST: u16 = 1_296;
/// Words that chance chooses.
pub const DRAWN: u32 = 4;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeKind {
    /// One sentence to say, put together from parts.
    Sentence,
    /// A message to send, put together from parts.
    Request,
    /// Who helps, step by step.
    Ladder,
    /// Words drawn by chance, and how strong examples are.
    Words,
}

/// A part of a sentence, of which one option is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What the part is for.
    pub title: Translated,
    /// The options.
    pub options: Vec<Translated>,
}

/// A rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Who.
    pub title: Translated,
    /// What they do, what to say, when.
    pub text: Translated,
}

/// An invented password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The same in every language, or …
    #[serde(default)]
    pub text: Option<String>,
    /// … made of words of each.
    #[serde(default)]
    pub text_by_language: Option<Translated>,
    /// Why it is weak or strong.
    pub why: Translated,
}

impl Example {
    /// As it stands in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        let own = self.text_by_language.as_ref().map(|text| text.get(language));
        own.or(self.text.as_deref()).unwrap_or_default()
    }
}

/// The practice of one module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// The module.
    pub module: Module,
    /// What is tried.
    pub kind: PracticeKind,
    /// What to do.
    pub intro: Translated,
    /// What to do with it afterwards.
    pub after: Translated,
    /// Parts of a sentence or request.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    /// Rungs of a ladder.
    #[serde(default, rename = "rung")]
    pub rungs: Vec<Rung>,
    /// Examples beside the words.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

impl Practice {
    fn texts(&self) -> impl Iterator<Item = &Translated> {
        let parts = self.parts.iter().flat_map(|part| part.options.iter().chain([&part.title]));
        let rungs = self.rungs.iter().flat_map(|rung| [&rung.title, &rung.text]);
        let why = self.examples.iter().map(|example| &example.why);
        let own = self.examples.iter().filter_map(|example| example.text_by_language.as_ref());
        [&self.intro, &self.after].into_iter().chain(parts).chain(rungs).chain(why).chain(own)
    }

    /// Words of the longest sentence that can be put together in a language.
    #[must_use]
    pub fn longest(&self, language: Language) -> usize {
        let words = |text: &Translated| text.get(language).split_whitespace().count();
        self.parts.iter().filter_map(|part| part.options.iter().map(words).max()).sum()
    }

    /// What is wrong with it, in words for its editors.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        use PracticeKind as K;
        let mut problems = Vec::new();
        if !self.texts().all(Translated::complete) {
            problems.push("a text lacks a language".to_owned());
        }
        let counts = (self.parts.len(), self.rungs.len(), self.examples.len());
        let fits = match self.kind {
            K::Sentence | K::Request => matches!(counts, (3.., 0, 0)),
            K::Ladder => counts == (0, RUNGS, 0),
            K::Words => matches!(counts, (0, 0, 2..)),
        };
        if !fits {
            problems.push(format!("{:?} with parts, rungs, examples {counts:?}", self.kind));
        }
        if self.parts.iter().any(|part| part.options.len() < 3) {
            problems.push("a part needs three options".to_owned());
        }
        for language in Language::ALL {
            let words = self.longest(language);
            if self.kind == K::Sentence && words > LONGEST_SENTENCE {
                problems.push(format!("{language}: a sentence of {words} words"));
            }
        }
        for example in &self.examples {
            if example.text.is_some() == example.text_by_language.is_some() {
                problems.push("an example has one text, or one for each language".to_owned());
            }
        }
        problems
    }
}

/// The place on the list that a random number means, every place equally often. Numbers above the
/// last whole round mean nothing: draw another one.
#[must_use]
pub const fn place(random: u16) -> Option<u16> {
    let rounds = u16::MAX / LIST;
    if random < rounds * LIST { Some(random % LIST) } else { None }
}

/// The four dice of a place on the list: the first place is 1 1 1 1.
#[must_use]
pub fn dice(place: u16) -> [u8; 4] {
    [216, 36, 6, 1].map(|worth| u8::try_from(place / worth % 6).unwrap_or(0) + 1)
}

/// How long guessing takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Less than a minute.
    AtOnce,
    /// Less than a day.
    Hours,
    /// Less than a year.
    Months,
    /// Less than a hundred years.
    Years,
    /// Longer.
    Centuries,
}

/// Guesses in a second by somebody who stole passwords that are kept well.
pub const GUESSES_A_SECOND: u64 = 10_000;

impl Strength {
    /// For so many guesses.
    #[must_use]
    pub const fn of(guesses: u64) -> Self {
        const MINUTE: u64 = 60;
        const DAY: u64 = 86_400;
        const YEAR: u64 = 365 * DAY;
        match guesses / GUESSES_A_SECOND {
            ..MINUTE => Self::AtOnce,
            MINUTE..DAY => Self::Hours,
            DAY..YEAR => Self::Months,
            YEAR..3_153_600_000 => Self::Years,
            _ => Self::Centuries,
        }
    }
}

/// Guesses for so many words of a list that the other one knows too.
#[must_use]
pub const fn guesses_from_list(words: u32) -> u64 {
    (LIST as u64).saturating_pow(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Translated {
        let texts = ["en", "fr", "nl", "de"].map(|code| (code.to_owned(), words.to_owned()));
        Translated(texts.into())
    }

    fn sentence() -> Practice {
        let part = || Part { title: text("part"), options: vec![text("one two"); 3] };
        Practice {
            module: Module::Respect,
            kind: PracticeKind::Sentence,
            intro: text("try"),
            after: text("say it"),
            parts: vec![part(), part(), part()],
            rungs: Vec::new(),
            examples: Vec::new(),
        }
    }

    #[test]
    fn a_whole_practice_of_each_kind_has_no_problems() {
        let rung = Rung { title: text("who"), text: text("what") };
        let weak = Example { text: Some("1234".to_owned()), text_by_language: None, why: text("") };
        let weak = Example { why: text("weak"), ..weak };
        let strong =
            Example { text: None, text_by_language: Some(text("a b")), why: text("strong") };
        let ladder = Practice {
            kind: PracticeKind::Ladder,
            parts: Vec::new(),
            rungs: vec![rung; RUNGS],
            ..sentence()
        };
        let words = Practice {
            kind: PracticeKind::Words,
            parts: Vec::new(),
            examples: vec![weak, strong],
            ..sentence()
        };
        let request = Practice { kind: PracticeKind::Request, ..sentence() };
        for whole in [sentence(), request, ladder, words] {
            assert_eq!(whole.problems(), Vec::<String>::new());
        }
    }

    #[test]
    fn missing_languages_parts_and_options_and_long_sentences_are_found() {
        let mut broken = sentence();
        broken.after.0.remove("nl");
        broken.parts[0].options.pop();
        broken.parts[1].options[2] = text(&"word ".repeat(13));
        assert_eq!(broken.longest(Language::En), 17);
        assert_eq!(broken.problems().len(), 2 + Language::ALL.len(), "{:?}", broken.problems());
        broken.parts.pop();
        assert!(broken.problems()[1].starts_with("Sentence with parts"));
        let both = Example {
            text: Some("x".to_owned()),
            text_by_language: Some(text("y")),
            why: text("z"),
        };
        let words = Practice {
            kind: PracticeKind::Words,
            parts: Vec::new(),
            examples: vec![both.clone(), both],
            ..sentence()
        };
        assert_eq!(words.problems().len(), 2);
    }

    #[test]
    fn every_place_is_drawn_equally_often() {
        let mut drawn = [0_u32; LIST as usize];
        for random in 0..=u16::MAX {
            if let Some(place) = place(random) {
                drawn[usize::from(place)] += 1;
            }
        }
        assert!(drawn.iter().all(|&times| times == 50));
    }

    #[test]
    fn four_dice_name_every_place_once_in_order() {
        assert_eq!((dice(0), dice(5), dice(LIST - 1)), ([1; 4], [1, 1, 1, 6], [6; 4]));
        let all: Vec<_> = (0..LIST).map(dice).collect();
        assert!(all.is_sorted() && all.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn strength_is_told_in_honest_steps() {
        let seconds = |count: u64| Strength::of(count * GUESSES_A_SECOND);
        assert_eq!(Strength::of(1), Strength::AtOnce);
        assert_eq!((seconds(59), seconds(60)), (Strength::AtOnce, Strength::Hours));
        assert_eq!((seconds(86_399), seconds(86_400)), (Strength::Hours, Strength::Months));
        assert_eq!(seconds(365 * 86_400), Strength::Years);
        assert_eq!(seconds(100 * 365 * 86_400), Strength::Centuries);
        // Four words take years, five take centuries.
        assert_eq!(Strength::of(guesses_from_list(DRAWN)), Strength::Years);
        assert_eq!(Strength::of(guesses_from_list(DRAWN + 1)), Strength::Centuries);
        assert_eq!(Strength::of(guesses_from_list(9)), Strength::Centuries);
    }
}
