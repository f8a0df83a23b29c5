//! A questionnaire and the forms that are made of it.

use crate::{
    module::Module,
    question::{Construct, DECLINED, Item, Kind, Part, Scale},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeSet, HashSet},
    str::FromStr,
};

/// One round of the same questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wave {
    /// Before the workshop.
    Before,
    /// Right after it.
    After,
    /// Some weeks later.
    FollowUp,
}

/// The text names no wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such wave")]
pub struct UnknownWave;

impl Wave {
    /// The wave as it is stored and posted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::FollowUp => "follow-up",
        }
    }
}

impl FromStr for Wave {
    type Err = UnknownWave;

    fn from_str(text: &str) -> Result<Self, UnknownWave> {
        [Self::Before, Self::After, Self::FollowUp]
            .into_iter()
            .find(|wave| wave.as_str() == text)
            .ok_or(UnknownWave)
    }
}

/// A versioned questionnaire. A version that a workshop has used never changes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Id, such as `youth`.
    pub id: String,
    /// Version, from 1.
    pub version: i64,
    /// Whom it asks.
    pub audience: String,
    /// Scales, by code.
    #[serde(rename = "scale")]
    pub scales: Vec<Scale>,
    /// Items, in the order they are asked.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

impl Questionnaire {
    /// The scale of an item.
    #[must_use]
    pub fn scale(&self, item: &Item) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.code == item.scale)
    }

    /// An item by code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    /// What a workshop with these modules asks in this wave, in order: its modules' items (with one
    /// module also its add-ons, with several none), the shared ones, after the workshop those about
    /// the workshop, and last those about the person.
    #[must_use]
    pub fn form(&self, modules: &BTreeSet<Module>, wave: Wave) -> Vec<&Item> {
        let of_modules = |item: &&Item| item.modules.iter().any(|module| modules.contains(module));
        let core = self.items.iter().filter(|item| item.part == Part::Core).filter(of_modules);
        let add_on = self
            .items
            .iter()
            .filter(|item| item.part == Part::AddOn && modules.len() == 1)
            .filter(of_modules);
        let shared = self.items.iter().filter(|item| item.part == Part::Shared);
        let mut form: Vec<&Item> = if modules.len() == 1 {
            core.chain(add_on).chain(shared).collect()
        } else {
            // The file lists Q1 to Q14 in order, shared ones included.
            self.items
                .iter()
                .filter(|item| {
                    item.part == Part::Shared || (item.part == Part::Core && of_modules(item))
                })
                .collect()
        };
        if wave == Wave::After {
            form.extend(self.items.iter().filter(|item| item.part == Part::Post));
        }
        form.extend(self.items.iter().filter(|item| item.part == Part::About));
        form
    }

    /// What is formally wrong with the content; empty where all is well.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut codes = HashSet::new();
        for scale in &self.scales {
            if !codes.insert(scale.code.as_str()) {
                problems.push(format!("scale {} stands twice", scale.code));
            }
            problems.extend(scale_problems(scale));
        }
        codes.clear();
        for item in &self.items {
            if !codes.insert(item.code.as_str()) {
                problems.push(format!("item {} stands twice", item.code));
            }
            if !item.text.complete() {
                problems.push(format!("item {} lacks a language", item.code));
            }
            match self.scale(item) {
                None => problems.push(format!("item {} names no scale of this file", item.code)),
                Some(scale) => problems.extend(key_problem(item, scale)),
            }
            if matches!(item.part, Part::Core | Part::AddOn) == item.modules.is_empty() {
                problems.push(format!("item {} has the wrong modules for its part", item.code));
            }
        }
        problems
    }
}

fn scale_problems(scale: &Scale) -> Vec<String> {
    let values: Vec<&str> = scale.options.iter().map(|option| option.value.as_str()).collect();
    let mut problems = Vec::new();
    let fits = match scale.kind {
        Kind::Truth => values == ["true", "false", "unsure"],
        Kind::Rating => values == ["1", "2", "3", "4", "5"],
        Kind::Ticks | Kind::Choice => {
            values.len() >= 2 && values.iter().collect::<HashSet<_>>().len() == values.len()
        }
    };
    if !fits || values.iter().any(|value| *value == DECLINED || value.contains(',')) {
        problems.push(format!("scale {} has the wrong options", scale.code));
    }
    if scale.options.iter().any(|option| !option.text.complete()) {
        problems.push(format!("scale {} lacks a label in a language", scale.code));
    }
    problems
}

fn key_problem(item: &Item, scale: &Scale) -> Option<String> {
    let key = item.key.as_deref();
    let fits = match scale.kind {
        Kind::Truth => {
            matches!(key, Some("true" | "false")) && item.construct == Construct::Knowledge
        }
        Kind::Rating => matches!(key, Some("+" | "-")),
        Kind::Ticks | Kind::Choice => key.is_none(),
    };
    (!fits).then(|| format!("item {} has a key that does not fit its scale", item.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Questionnaire {
        toml::from_str(include_str!("../../content/questionnaires/youth.toml")).unwrap()
    }

    fn codes(modules: &[Module], wave: Wave) -> Vec<String> {
        let questionnaire = shipped();
        let form = questionnaire.form(&modules.iter().copied().collect(), wave);
        form.into_iter().map(|item| item.code.clone()).collect()
    }

    #[test]
    fn the_shipped_questionnaire_is_sound() {
        assert_eq!(shipped().problems(), Vec::<String>::new());
    }

    #[test]
    fn one_module_has_its_add_ons_and_the_shared_items() {
        let passwords = ["Q5", "Q6", "Q13", "W1", "W2", "Q11", "Q14", "age-band", "gender"];
        assert_eq!(codes(&[Module::Passwords], Wave::Before), passwords);
        let after = codes(&[Module::Passwords], Wave::After);
        assert_eq!(after[7..11], ["P1", "P2", "P3", "P4"]);
        assert_eq!(
            codes(&[Module::Sexting], Wave::Before)[..8],
            ["Q4", "Q8", "Q9", "Q12", "X1", "X2", "Q11", "Q14"]
        );
    }

    #[test]
    fn several_modules_have_the_union_without_add_ons() {
        let two = ["Q1", "Q5", "Q6", "Q10", "Q11", "Q13", "Q14", "age-band", "gender"];
        assert_eq!(codes(&[Module::Respect, Module::Passwords], Wave::Before), two);
        let full: Vec<String> = (1..=14).map(|n| format!("Q{n}")).collect();
        assert_eq!(codes(&Module::ALL, Wave::Before)[..14], full);
    }

    #[test]
    fn problems_are_found() {
        let mut broken = shipped();
        broken.items[0].text.0.remove("nl");
        broken.items[1].key = Some("maybe".into());
        broken.items[3].code = broken.items[2].code.clone();
        broken.scales[0].options.pop();
        assert_eq!(broken.problems().len(), 4, "{:?}", broken.problems());
    }
}
