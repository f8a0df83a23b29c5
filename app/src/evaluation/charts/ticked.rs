//! Questions with any number of ticks: the finding, the picture, the numbers.

use super::{Chart, Figure, OptionRow, Words};
use crate::{evaluation::model::TickFinding, page::tr};
use domain::evaluation::{
    rounding::{PERCENT_FROM, percentages},
    suppression::{Share, Shown},
    ticks::ShownTicks,
};

/// An option with what may be told of it.
struct Told {
    name: String,
    share: Share,
    label: String,
}

impl Words {
    /// The finding in one plain sentence: the option ticked most, where there is one.
    #[must_use]
    pub fn ticks_title(self, finding: &TickFinding) -> String {
        let told = self.told(finding);
        let n = finding.ticks.n();
        let most = told.first().map(|first| rank(first.share, n));
        let ahead: Vec<&Told> =
            told.iter().take_while(|told| Some(rank(told.share, n)) == most).collect();
        match &ahead[..] {
            [one] => {
                let (option, amount) = (one.name.clone(), one.label.clone());
                if finding.several {
                    tr!(self, evaluation.ticks_most, option = option, amount = amount)
                } else {
                    tr!(self, evaluation.chosen_most, option = option, amount = amount)
                }
            }
            [first, second] => {
                let (one, two) = (first.name.clone(), second.name.clone());
                let amount = first.label.clone();
                if finding.several {
                    tr!(self, evaluation.ticks_two, one = one, two = two, amount = amount)
                } else {
                    tr!(self, evaluation.chosen_two, one = one, two = two, amount = amount)
                }
            }
            _ => self.ticks_question(finding),
        }
    }

    /// The question in quotes.
    #[must_use]
    pub fn ticks_question(self, finding: &TickFinding) -> String {
        self.question_alone(&finding.text)
    }

    /// The picture; `None` where nothing may be shown.
    #[must_use]
    pub fn ticks_chart(self, finding: &TickFinding) -> Option<Chart> {
        let n = finding.ticks.n();
        let rows: Vec<OptionRow> = self
            .told(finding)
            .into_iter()
            .map(|told| OptionRow {
                count: if let Share::Exactly(count) = told.share { Some(count) } else { None },
                name: told.name,
                label: told.label,
            })
            .collect();
        let figure = Figure::Options { rows, n };
        visible(finding).then(|| Chart { figure, alt: self.ticks_alternative(finding) })
    }

    /// Every option with its number as printed, the most ticked first; empty where nothing is shown.
    #[must_use]
    pub fn ticks_cells(self, finding: &TickFinding) -> Vec<(String, String)> {
        self.told(finding).into_iter().map(|told| (told.name, told.label)).collect()
    }

    /// All numbers in words.
    #[must_use]
    pub fn ticks_alternative(self, finding: &TickFinding) -> String {
        let cells = self.ticks_cells(finding).into_iter();
        let numbers: Vec<String> =
            cells.map(|(name, number)| format!("{name}: {number}")).collect();
        format!("{} {}.", self.ticks_note(finding), numbers.join("; "))
    }

    /// How many answered, and that several could be ticked.
    #[must_use]
    pub fn ticks_note(self, finding: &TickFinding) -> String {
        let n = finding.ticks.n().to_string();
        if finding.several {
            tr!(self, evaluation.ticks_note, n = n)
        } else {
            tr!(self, evaluation.chosen_note, n = n)
        }
    }

    /// Why nothing is shown.
    #[must_use]
    pub fn ticks_hidden(self, finding: &TickFinding) -> String {
        self.hidden(&match finding.ticks {
            ShownTicks::Elsewhere { n } => Shown::Elsewhere { n },
            ShownTicks::Withheld { n } => Shown::Withheld { n },
            ShownTicks::TooFew { n } | ShownTicks::Options { n, .. } => Shown::TooFew { n },
        })
    }

    fn told(self, finding: &TickFinding) -> Vec<Told> {
        let ShownTicks::Options { n, ticked } = &finding.ticks else { return Vec::new() };
        let mut told: Vec<Told> = finding
            .options
            .iter()
            .zip(ticked)
            .map(|(option, &share)| Told {
                name: option.get(self.language).to_owned(),
                label: self.tick_label(share, *n),
                share,
            })
            .collect();
        told.sort_by_key(|told| std::cmp::Reverse(rank(told.share, *n)));
        told
    }

    fn tick_label(self, share: Share, n: u32) -> String {
        match share {
            Share::Exactly(count) if n >= PERCENT_FROM && count <= n => {
                self.percent(percentages(&[count, n - count]).first().copied().unwrap_or(0))
            }
            share => self.share(share, n),
        }
    }
}

/// Whether there is something to draw.
#[must_use]
pub const fn visible(finding: &TickFinding) -> bool {
    matches!(finding.ticks, ShownTicks::Options { .. })
}

/// What comes first, by what is told and nothing else.
const fn rank(share: Share, n: u32) -> u32 {
    match share {
        Share::HardlyAnyone => 1,
        Share::FewerThanThree | Share::UnderTenPercent => 2,
        Share::Exactly(count) => 2 * count,
        Share::AllButFewerThanThree | Share::OverNinetyPercent => (2 * n).saturating_sub(2),
        Share::NearlyEveryone => (2 * n).saturating_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{evaluation::charts::Place, i18n::Locale};
    use domain::{
        locale::Language,
        question::{Construct, Translated},
    };

    fn finding(ticks: ShownTicks) -> TickFinding {
        let text = |text: &str| Translated([("en".to_owned(), text.to_owned())].into());
        TickFinding {
            code: "P4".into(),
            construct: Construct::Plan,
            text: text("This week I will…"),
            several: true,
            options: ["settings", "talk", "nothing"].map(text).to_vec(),
            ticks,
            waiting: 0,
        }
    }

    const WORDS: Words = Words { language: Language::En, locale: Locale::en, place: Place::Total };

    #[test]
    fn the_most_ticked_comes_first_and_is_the_title() {
        let ticked = [4, 12, 1].map(Share::Exactly).to_vec();
        let found = finding(ShownTicks::Options { n: 18, ticked });
        assert_eq!(WORDS.ticks_title(&found), "Ticked most: “talk” (12 of 18)");
        let names: Vec<String> =
            WORDS.ticks_cells(&found).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["talk", "settings", "nothing"]);
        let Some(Chart { figure: Figure::Options { rows, n: 18 }, alt }) =
            WORDS.ticks_chart(&found)
        else {
            panic!("nothing drawn")
        };
        assert_eq!(rows[0].count, Some(12));
        assert!(alt.ends_with("talk: 12 of 18; settings: 4 of 18; nothing: 1 of 18."), "{alt}");
    }

    #[test]
    fn a_tie_names_both_and_words_stay_words() {
        let ticked = vec![Share::Exactly(5), Share::Exactly(5), Share::HardlyAnyone];
        let found = finding(ShownTicks::Options { n: 8, ticked });
        assert_eq!(WORDS.ticks_title(&found), "Ticked most: “settings” and “talk” (5 of 8 each)");
        let chart = WORDS.ticks_chart(&found).unwrap();
        let Figure::Options { rows, .. } = chart.figure else { panic!("other figure") };
        assert_eq!((rows[2].count, rows[2].label.as_str()), (None, "hardly anyone"));
    }

    #[test]
    fn a_choice_is_called_one() {
        let ticked = [4, 12, 2].map(Share::Exactly).to_vec();
        let found = finding(ShownTicks::Options { n: 18, ticked });
        let found = TickFinding { several: false, ..found };
        assert_eq!(WORDS.ticks_title(&found), "Chosen most: “talk” (12 of 18)");
        assert_eq!(WORDS.ticks_note(&found), "18 answers.");
    }

    #[test]
    fn what_is_hidden_has_no_picture() {
        let found = finding(ShownTicks::TooFew { n: 4 });
        assert_eq!(WORDS.ticks_chart(&found), None);
        assert!(WORDS.ticks_hidden(&found).contains('4'));
    }
}
