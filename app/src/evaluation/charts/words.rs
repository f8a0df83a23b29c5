//! The vocabulary of figures in one language: waves, classes, numbers, questions.

use super::{Numbers, Seen, numbers::pieces};
use crate::{evaluation::model::ItemFinding, i18n::Locale, page::tr};
use domain::{
    evaluation::{suppression::Share, tally::Shape},
    locale::Language,
    question::Translated,
    questionnaire::Wave,
};

/// What is looked at: decides where hidden answers count instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// One workshop.
    Workshop,
    /// Several workshops together.
    Total,
}

/// The words of one language about one place.
#[derive(Clone, Copy)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// The same, for looking texts up.
    pub locale: Locale,
    /// What is looked at.
    pub place: Place,
}

/// What an item asks for, as titles put it.
#[derive(Clone, Copy)]
pub(super) enum Asks {
    Truth,
    Agreement,
    Likelihood,
}

impl Asks {
    pub fn of(finding: &ItemFinding) -> Self {
        match finding.shape {
            Shape::Truth { .. } => Self::Truth,
            Shape::Rating { .. } if finding.item.scale == "likely" => Self::Likelihood,
            Shape::Rating { .. } => Self::Agreement,
        }
    }
}

impl Words {
    /// "Before" or "After".
    #[must_use]
    pub fn wave(self, wave: Wave) -> String {
        match wave {
            Wave::Before => tr!(self, evaluation.before),
            Wave::After | Wave::FollowUp => tr!(self, evaluation.after),
        }
    }

    /// A whole percentage.
    #[must_use]
    pub fn percent(self, percent: u32) -> String {
        tr!(self, evaluation.percent, number = percent.to_string())
    }

    /// A number of answers.
    #[must_use]
    pub fn answers(self, n: u32) -> String {
        tr!(self, evaluation.answers, n = n.to_string())
    }

    /// The question in quotes and nothing else.
    #[must_use]
    pub fn question_alone(self, text: &Translated) -> String {
        tr!(self, evaluation.question, text = text.get(self.language).to_owned())
    }

    /// The question in quotes, for knowledge with the right answer.
    #[must_use]
    pub fn question(self, finding: &ItemFinding) -> String {
        let text = finding.item.text.get(self.language).to_owned();
        match finding.shape {
            Shape::Truth { right: true } => tr!(self, evaluation.question_true, text = text),
            Shape::Truth { right: false } => tr!(self, evaluation.question_false, text = text),
            Shape::Rating { .. } => tr!(self, evaluation.question, text = text),
        }
    }

    /// Names of two, three or five classes, the least wanted first.
    #[must_use]
    pub fn classes(self, finding: &ItemFinding, count: usize) -> Vec<String> {
        let five = match Asks::of(finding) {
            Asks::Truth if count == 2 => {
                return vec![tr!(self, evaluation.not_right), tr!(self, evaluation.right)];
            }
            Asks::Truth => {
                return vec![
                    tr!(self, evaluation.wrong),
                    tr!(self, evaluation.not_sure),
                    tr!(self, evaluation.right),
                ];
            }
            Asks::Likelihood => [
                tr!(self, evaluation.likely_1),
                tr!(self, evaluation.likely_2),
                tr!(self, evaluation.between),
                tr!(self, evaluation.likely_4),
                tr!(self, evaluation.likely_5),
            ],
            Asks::Agreement => [
                tr!(self, evaluation.agree_1),
                tr!(self, evaluation.agree_2),
                tr!(self, evaluation.between),
                tr!(self, evaluation.agree_4),
                tr!(self, evaluation.agree_5),
            ],
        };
        let [first, second, third, fourth, fifth] = five;
        // Where agreeing is the worse answer, the least wanted class is the strongest agreement.
        let reversed = matches!(finding.shape, Shape::Rating { reverse: true });
        let mut names = match count {
            5 => vec![first, second, third, fourth, fifth],
            3 => vec![second, third, fourth],
            _ => {
                let (rest, top) = if reversed { (fourth, second) } else { (second, fourth) };
                return vec![tr!(self, evaluation.or_between, side = rest), top];
            }
        };
        if reversed {
            names.reverse();
        }
        names
    }

    /// Colour classes and names in the order drawn; class 0 is empty.
    #[must_use]
    pub fn key(self, finding: &ItemFinding, count: usize) -> Vec<(usize, String)> {
        if count == 0 {
            return Vec::new();
        }
        let names = self.classes(finding, count);
        let colors: &[usize] = match (finding.shape, count) {
            (Shape::Truth { .. }, 3) => return in_order(names, &[(2, 5), (0, 3), (1, 0)]),
            (_, 2) => return in_order(names, &[(1, 5), (0, 3)]),
            (_, 3) => &[1, 3, 5],
            _ => &[1, 2, 3, 4, 5],
        };
        colors.iter().copied().zip(names).collect()
    }

    /// The wanted side of a small table.
    #[must_use]
    pub fn share(self, share: Share, n: u32) -> String {
        let n = n.to_string();
        match share {
            Share::Exactly(top) => tr!(self, evaluation.of, count = top.to_string(), n = n),
            Share::HardlyAnyone => tr!(self, evaluation.hardly_anyone),
            Share::NearlyEveryone => tr!(self, evaluation.nearly_everyone),
            Share::FewerThanThree => tr!(self, evaluation.fewer_than_three, n = n),
            Share::AllButFewerThanThree => tr!(self, evaluation.all_but_fewer_than_three, n = n),
            Share::UnderTenPercent => tr!(self, evaluation.under_ten),
            Share::OverNinetyPercent => tr!(self, evaluation.over_ninety),
        }
    }

    /// Each class with its number as printed, in the order drawn; empty where nothing is shown.
    #[must_use]
    pub fn cells(self, finding: &ItemFinding, seen: &Seen) -> Vec<(String, String)> {
        match &seen.numbers {
            Numbers::Counts(counts) => {
                let labels: Vec<String> = pieces(counts, seen.percent, |share| self.percent(share))
                    .into_iter()
                    .map(|piece| piece.label)
                    .collect();
                let labels = match (finding.shape, &labels[..]) {
                    (Shape::Truth { .. }, [wrong, unsure, right]) => {
                        vec![right.clone(), wrong.clone(), unsure.clone()]
                    }
                    (_, [rest, top]) => vec![top.clone(), rest.clone()],
                    _ => labels,
                };
                self.key(finding, counts.len())
                    .into_iter()
                    .map(|(_, name)| name)
                    .zip(labels)
                    .collect()
            }
            Numbers::Words(share) => {
                let top = self.classes(finding, 2).pop().unwrap_or_default();
                vec![(top, self.share(*share, seen.n))]
            }
            Numbers::Hidden(_) => Vec::new(),
        }
    }
}

fn in_order(names: Vec<String>, order: &[(usize, usize)]) -> Vec<(usize, String)> {
    order.iter().filter_map(|&(name, color)| Some((color, names.get(name)?.clone()))).collect()
}

/// With a capital first letter, for headings.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
