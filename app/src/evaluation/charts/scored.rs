//! Means of scores and changes of rows in words.

use super::Words;
use crate::{
    evaluation::model::{Outcome, ScoreFinding},
    page::tr,
    questionnaire::service::module_text,
};
use domain::{
    evaluation::{mean::MeanChange, score::Score, suppression::Shown},
    locale::Language,
    module::Module,
};
use std::collections::BTreeSet;

/// The printed numbers of a mean change, one decimal each. No second decimal ever leaves: with it, a
/// sum could be told to the last answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Means {
    /// Mean before.
    pub before: String,
    /// Mean after.
    pub after: String,
    /// Mean difference, with its sign.
    pub difference: String,
    /// Between which it likely lies; `None` where all changed by the same.
    pub interval: Option<(String, String)>,
}

impl Words {
    /// "Respect + Passwords".
    #[must_use]
    pub fn modules(self, modules: &BTreeSet<Module>) -> String {
        let titles: Vec<&str> =
            modules.iter().map(|module| module_text(*module).short.get(self.language)).collect();
        titles.join(" + ")
    }

    /// What is scored, on which scale.
    #[must_use]
    pub fn score_name(self, finding: &ScoreFinding) -> String {
        let count = finding.questions.len().to_string();
        match finding.score {
            Score::Knowledge => tr!(self, evaluation.score_knowledge, count = count),
            Score::Module(module) => tr!(
                self,
                evaluation.score_module,
                module = module_text(module).short.get(self.language).to_owned(),
                count = count
            ),
            Score::Index => tr!(self, evaluation.score_index, count = count),
        }
    }

    /// The finding in one plain sentence.
    #[must_use]
    pub fn score_title(self, finding: &ScoreFinding) -> String {
        let Some(change) = finding.change else { return tr!(self, evaluation.score_few) };
        let Means { difference, interval, .. } = self.means(finding, &change);
        let size = difference.trim_start_matches(['+', '−']).to_owned();
        match (interval, scaled(finding, &change).interval) {
            (Some((low, high)), Some(exact)) if exact.0 > 0.0 => {
                tr!(self, evaluation.score_up, size = size, low = low, high = high)
            }
            (Some((low, high)), Some(exact)) if exact.1 < 0.0 => {
                tr!(self, evaluation.score_down, size = size, low = low, high = high)
            }
            (Some(_), _) => tr!(self, evaluation.score_open),
            (None, _) => tr!(self, evaluation.score_same, size = difference),
        }
    }

    /// Its numbers as printed.
    #[must_use]
    pub fn means(self, finding: &ScoreFinding, change: &MeanChange) -> Means {
        let change = scaled(finding, change);
        let sign = if change.difference() >= 0.05 { "+" } else { "" };
        Means {
            before: self.decimal(change.before),
            after: self.decimal(change.after),
            difference: format!("{sign}{}", self.decimal(change.difference())),
            interval: change.interval.map(|(low, high)| (self.decimal(low), self.decimal(high))),
        }
    }

    /// One decimal, as the language writes it.
    fn decimal(self, number: f64) -> String {
        let text = format!("{:.1}", number).replace('-', "−");
        let text = if text == "−0.0" { "0.0".to_owned() } else { text };
        if self.language == Language::En { text } else { text.replace('.', ",") }
    }

    /// A row's outcome in a few words.
    #[must_use]
    pub fn outcome(self, outcome: &Outcome) -> String {
        let text = self.change_in_words(outcome);
        let n = outcome.shown.n();
        if outcome.shown.visible() && n < outcome.pairs {
            return tr!(self, evaluation.row_part, n = n.to_string(), outcome = text);
        }
        text
    }

    fn change_in_words(self, outcome: &Outcome) -> String {
        match &outcome.shown {
            Shown::Three { counts: [worse, same, better] } => tr!(
                self,
                evaluation.row_change,
                better = better.to_string(),
                same = same.to_string(),
                worse = worse.to_string()
            ),
            Shown::Two { n, top } => {
                tr!(self, evaluation.row_better, amount = self.share(*top, *n))
            }
            Shown::Withheld { .. } => tr!(self, evaluation.row_withheld),
            _ if outcome.pairs == 0 => tr!(self, evaluation.row_none),
            _ => tr!(self, evaluation.row_few),
        }
    }
}

/// On the scale that is printed: right answers of so many questions; points from 1 to 5 as they are.
fn scaled(finding: &ScoreFinding, change: &MeanChange) -> MeanChange {
    let questions = u32::try_from(finding.questions.len()).unwrap_or(1);
    let by = if finding.score == Score::Knowledge { f64::from(questions) } else { 1.0 };
    MeanChange {
        pairs: change.pairs,
        before: change.before * by,
        after: change.after * by,
        interval: change.interval.map(|(low, high)| (low * by, high * by)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{evaluation::charts::Place, i18n::Locale};

    fn knowledge(interval: Option<(f64, f64)>) -> ScoreFinding {
        let change = MeanChange { pairs: 31, before: 0.52, after: 0.71, interval };
        ScoreFinding {
            modules: [Module::Passwords].into(),
            score: Score::Knowledge,
            questions: ["Q5", "Q6", "W1"].map(str::to_owned).to_vec(),
            change: Some(change),
        }
    }

    const ENGLISH: Words =
        Words { language: Language::En, locale: Locale::en, place: Place::Total };

    #[test]
    fn an_interval_that_holds_zero_tells_no_change() {
        let title = |interval| ENGLISH.score_title(&knowledge(interval));
        assert!(title(Some((0.1, 0.3))).contains("0.6"), "{}", title(Some((0.1, 0.3))));
        assert_eq!(title(Some((-0.1, 0.3))), title(Some((-0.2, 0.4))));
        assert_ne!(title(Some((-0.3, -0.1))), title(Some((0.1, 0.3))));
    }

    #[test]
    fn numbers_have_one_decimal_in_the_language_of_the_page() {
        let found = knowledge(Some((-0.02, 0.4)));
        let means = ENGLISH.means(&found, &found.change.unwrap());
        assert_eq!((means.before.as_str(), means.after.as_str()), ("1.6", "2.1"));
        assert_eq!(
            (means.difference.as_str(), means.interval),
            ("+0.6", Some(("−0.1".into(), "1.2".into())))
        );
        let german = Words { language: Language::De, locale: Locale::de, place: Place::Total };
        assert_eq!(german.means(&found, &found.change.unwrap()).before, "1,6");
    }
}
