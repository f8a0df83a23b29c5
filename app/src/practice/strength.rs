//! How strong the given examples are. Nobody's own password is ever estimated: only what the content
//! shows has an estimate.

use super::words::list;
use crate::agenda::service::kit;
use domain::{
    locale::Language,
    module::Module,
    practice::{Strength, guesses_from_list},
};
use std::{collections::BTreeMap, sync::LazyLock};

static GIVEN: LazyLock<BTreeMap<(Language, String), Strength>> = LazyLock::new(|| {
    let examples = kit(Module::Passwords).map_or(&[][..], |kit| &kit.practice.examples);
    let given = Language::ALL.into_iter().flat_map(|language| {
        examples.iter().map(move |example| {
            let text = example.text(language);
            ((language, text.to_owned()), Strength::of(guesses(language, text)))
        })
    });
    given.collect()
});

/// The estimate for an example of the content.
#[must_use]
pub fn of_example(language: Language, text: &str) -> Option<Strength> {
    GIVEN.get(&(language, text.to_owned())).copied()
}

/// Guesses by somebody who knows what people like to use, and our word lists too.
fn guesses(language: Language, text: &str) -> u64 {
    let words = text.split(' ');
    let from_list = words.clone().all(|word| list(language).lines().any(|line| line == word));
    let estimate = zxcvbn::zxcvbn(text, &[]).guesses();
    let count = u32::try_from(words.count()).unwrap_or(u32::MAX);
    if from_list { estimate.min(guesses_from_list(count)) } else { estimate }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_content_calls_weak_falls_soon_and_four_words_take_years() {
        let examples = &kit(Module::Passwords).unwrap().practice.examples;
        for language in Language::ALL {
            for example in examples {
                let text = example.text(language);
                let strength = of_example(language, text).unwrap();
                let expected = match text {
                    "P@ssw0rd!" | "qwerty123" | "Rocky2014" => Strength::AtOnce,
                    "Summer2026!" => Strength::Hours,
                    _ => Strength::Years,
                };
                assert_eq!(strength, expected, "{language}: {text}: {}", guesses(language, text));
            }
        }
        assert_eq!(of_example(Language::En, "somebody's own"), None);
    }
}
