//! What figures say in words, in one language: titles, classes, text alternatives, reasons.

use super::{Bar, Chart, Figure, Numbers, Row, Seen, change, numbers::pieces, waves};
use crate::{evaluation::model::ItemFinding, i18n::Locale, page::tr};
use domain::{
    evaluation::{
        chart::Extent,
        suppression::{Share, Shown},
        tally::Shape,
    },
    locale::Language,
    questionnaire::Wave,
};

/// From which share of the wanted answers before on there is little room to grow, in percent.
const CEILING: u32 = 85;
/// Below this many answers a group is called small.
const SMALL_GROUP: u32 = 20;

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
enum Asks {
    Truth,
    Agreement,
    Likelihood,
}

impl Asks {
    fn of(finding: &ItemFinding) -> Self {
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
            Asks::Truth if count == 2 => return vec![tr!(self, evaluation.not_right), tr!(self, evaluation.right)],
            Asks::Truth => return vec![tr!(self, evaluation.wrong), tr!(self, evaluation.not_sure), tr!(self, evaluation.right)],
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
                let labels: Vec<String> = pieces(counts, seen.percent, |share| self.percent(share)).into_iter().map(|piece| piece.label).collect();
                let labels = match (finding.shape, &labels[..]) {
                    (Shape::Truth { .. }, [wrong, unsure, right]) => vec![right.clone(), wrong.clone(), unsure.clone()],
                    (_, [rest, top]) => vec![top.clone(), rest.clone()],
                    _ => labels,
                };
                self.key(finding, counts.len()).into_iter().map(|(_, name)| name).zip(labels).collect()
            }
            Numbers::Words(share) => {
                let top = self.classes(finding, 2).pop().unwrap_or_default();
                vec![(top, self.share(*share, seen.n))]
            }
            Numbers::Hidden(_) => Vec::new(),
        }
    }

    /// The finding in one plain sentence; the question alone where nothing may be shown.
    #[must_use]
    pub fn title(self, finding: &ItemFinding) -> String {
        let seen = waves(finding);
        let of = |wave: Wave| seen.iter().find(|seen| seen.wave == wave && seen.visible());
        let asks = Asks::of(finding);
        match (of(Wave::Before), of(Wave::After)) {
            (None, None) => tr!(self, evaluation.question, text = finding.item.text.get(self.language).to_owned()),
            (Some(before), None) => self.alone(asks, Wave::Before, self.amount(before, before.top_percent().is_some())),
            (None, Some(after)) => self.alone(asks, Wave::After, self.amount(after, after.top_percent().is_some())),
            (Some(before), Some(after)) => self.compared(asks, before, after),
        }
    }

    fn alone(self, asks: Asks, wave: Wave, amount: String) -> String {
        match (asks, wave) {
            (Asks::Truth, Wave::Before) => tr!(self, evaluation.right_before, amount = amount),
            (Asks::Agreement, Wave::Before) => tr!(self, evaluation.agree_before, amount = amount),
            (Asks::Likelihood, Wave::Before) => tr!(self, evaluation.likely_before, amount = amount),
            (Asks::Truth, _) => tr!(self, evaluation.right_after, amount = amount),
            (Asks::Agreement, _) => tr!(self, evaluation.agree_after, amount = amount),
            (Asks::Likelihood, _) => tr!(self, evaluation.likely_after, amount = amount),
        }
    }

    fn compared(self, asks: Asks, before: &Seen, after: &Seen) -> String {
        let percent = before.top_percent().is_some() && after.top_percent().is_some();
        let ceiling = at_ceiling(before) && !fell(before, after);
        let was = match before.top() {
            Some(top) if !percent && !ceiling && before.n == after.n && after.top().is_some() => top.to_string(),
            _ => self.amount(before, percent),
        };
        let now = self.amount(after, percent);
        match (asks, ceiling) {
            (Asks::Truth, false) => tr!(self, evaluation.right_both, after = now, before = was),
            (Asks::Agreement, false) => tr!(self, evaluation.agree_both, after = now, before = was),
            (Asks::Likelihood, false) => tr!(self, evaluation.likely_both, after = now, before = was),
            (Asks::Truth, true) => tr!(self, evaluation.right_ceiling, after = now, before = was),
            (Asks::Agreement, true) => tr!(self, evaluation.agree_ceiling, after = now, before = was),
            (Asks::Likelihood, true) => tr!(self, evaluation.likely_ceiling, after = now, before = was),
        }
    }

    fn amount(self, seen: &Seen, percent: bool) -> String {
        match (&seen.numbers, seen.top(), seen.top_percent()) {
            (_, _, Some(share)) if percent => self.percent(share),
            (Numbers::Words(share), _, _) => self.share(*share, seen.n),
            (_, top, _) => self.share(Share::Exactly(top.unwrap_or(0)), seen.n),
        }
    }

    /// All numbers of a finding, for who does not see the picture.
    #[must_use]
    pub fn alternative(self, finding: &ItemFinding) -> String {
        let sentences = waves(finding).into_iter().map(|seen| {
            let wave = self.wave(seen.wave);
            if let Numbers::Hidden(shown) = &seen.numbers {
                return tr!(self, evaluation.wave_hidden, wave = wave, reason = self.hidden(shown));
            }
            let cells = self.cells(finding, &seen).into_iter().map(|(name, number)| format!("{name} {number}"));
            let numbers = cells.collect::<Vec<_>>().join(", ");
            tr!(self, evaluation.wave_numbers, wave = wave, n = self.answers(seen.n), numbers = numbers)
        });
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// Why answers are not shown and where they count instead.
    #[must_use]
    pub fn hidden(self, shown: &Shown) -> String {
        self.hidden_of(shown, shown.n().to_string())
    }

    /// Why nothing of a finding is shown.
    #[must_use]
    pub fn all_hidden(self, finding: &ItemFinding) -> String {
        match &finding_numbers(finding)[..] {
            [Numbers::Hidden(only)] => self.hidden(only),
            [Numbers::Hidden(before), Numbers::Hidden(after)] if std::mem::discriminant(before) == std::mem::discriminant(after) => {
                let n = tr!(self, evaluation.n_pair, before = before.n().to_string(), after = after.n().to_string());
                self.hidden_of(if before.n() == 0 { after } else { before }, n)
            }
            _ => self.alternative(finding),
        }
    }

    fn hidden_of(self, shown: &Shown, n: String) -> String {
        match (shown, self.place) {
            (Shown::TooFew { n: 0 }, _) => tr!(self, evaluation.hidden_none),
            (Shown::TooFew { .. }, Place::Workshop) => tr!(self, evaluation.hidden_few_here, n = n),
            (Shown::TooFew { .. }, Place::Total) => tr!(self, evaluation.hidden_few_total, n = n),
            (Shown::Elsewhere { .. }, _) => tr!(self, evaluation.hidden_elsewhere, n = n),
            _ => tr!(self, evaluation.hidden_withheld, n = n),
        }
    }

    /// What the figure rests on: answers, hidden waves, small groups, drops.
    #[must_use]
    pub fn notes(self, finding: &ItemFinding) -> Vec<String> {
        let seen = waves(finding);
        let mut notes = vec![self.rests_on(&seen)];
        if seen.iter().any(|seen| seen.visible() && seen.n < SMALL_GROUP) {
            notes.push(tr!(self, evaluation.small_group));
        }
        for seen in &seen {
            let wave = self.wave(seen.wave);
            if let Numbers::Hidden(shown) = &seen.numbers {
                notes.push(tr!(self, evaluation.wave_hidden, wave = wave, reason = self.hidden(shown)));
            } else if seen.declined > 0 {
                notes.push(tr!(self, evaluation.declined, wave = wave, n = seen.declined.to_string()));
            }
        }
        notes.extend(self.waiting_note(finding, &seen));
        if let [before, after] = &seen[..]
            && fell(before, after)
        {
            notes.push(tr!(self, evaluation.fell));
        }
        notes.extend(self.change_note(finding));
        notes
    }

    /// Answers of drawn waves that are not in the bars yet.
    fn waiting_note(self, finding: &ItemFinding, seen: &[Seen]) -> Option<String> {
        let of = |wave: Wave, waiting: u32| if seen.iter().any(|seen| seen.wave == wave && seen.visible()) { waiting } else { 0 };
        let [before, after, _] = finding.waiting;
        match (of(Wave::Before, before), of(Wave::After, after)) {
            (0, 0) => None,
            (before, 0) => Some(tr!(self, evaluation.waiting, wave = self.wave(Wave::Before), n = before.to_string())),
            (0, after) => Some(tr!(self, evaluation.waiting, wave = self.wave(Wave::After), n = after.to_string())),
            (before, after) => Some(tr!(self, evaluation.waiting_both, before = before.to_string(), after = after.to_string())),
        }
    }

    /// How many answered.
    #[must_use]
    pub fn rests_on(self, seen: &[Seen]) -> String {
        match seen {
            [before, after] => tr!(self, evaluation.n_both, before = before.n.to_string(), after = after.n.to_string()),
            _ => self.answers(seen.first().map_or(0, |seen| seen.n)) + ".",
        }
    }

    /// How the drawn waves are told apart.
    #[must_use]
    pub fn wave_key(self, before: bool, after: bool) -> String {
        match (before, after) {
            (true, true) => tr!(self, evaluation.wave_key),
            (true, false) => tr!(self, evaluation.wave_key_before),
            (false, _) => tr!(self, evaluation.wave_key_after),
        }
    }

    /// The change of linked pairs, where it is no picture.
    fn change_note(self, finding: &ItemFinding) -> Option<String> {
        let shown = change(finding)?;
        Some(match shown {
            Shown::Three { .. } | Shown::Five { .. } => return None,
            Shown::Two { n, top: Share::Exactly(better) } => tr!(self, evaluation.pairs_better, n = n.to_string(), better = better.to_string()),
            Shown::Two { n, top } => tr!(self, evaluation.pairs_better, n = n.to_string(), better = self.share(*top, *n)),
            Shown::TooFew { n: 0 } => tr!(self, evaluation.pairs_none),
            Shown::TooFew { n } | Shown::Elsewhere { n } => tr!(self, evaluation.pairs_few, n = n.to_string()),
            Shown::Withheld { n } => tr!(self, evaluation.pairs_withheld, n = n.to_string()),
        })
    }

    /// "Of 18 …, 12 got better, 4 stayed and 2 got worse", where all three are told.
    #[must_use]
    pub fn change_title(self, finding: &ItemFinding) -> Option<String> {
        let Shown::Three { counts: [worse, same, better] } = change(finding)? else { return None };
        let n = (worse + same + better).to_string();
        Some(tr!(self, evaluation.change_title, n = n, worse = worse.to_string(), same = same.to_string(), better = better.to_string()))
    }

    /// Worse, the same, better with their numbers.
    #[must_use]
    pub fn change_labels(self, counts: [u32; 3]) -> [String; 3] {
        let [worse, same, better] = counts.map(|count| count.to_string());
        [tr!(self, evaluation.n_worse, n = worse), tr!(self, evaluation.n_same, n = same), tr!(self, evaluation.n_better, n = better)]
    }

    /// The picture of the answers; `None` where nothing may be shown.
    #[must_use]
    pub fn answers_chart(self, finding: &ItemFinding, extent: Extent) -> Option<Chart> {
        let seen = waves(finding);
        let row = |seen: &Seen| {
            let bar = seen.bar(|share| self.percent(share), |share| self.share(share, seen.n))?;
            Some(Row { wave: seen.wave, word: self.wave(seen.wave), answers: self.answers(seen.n), bar })
        };
        let rows: Vec<Row> = seen.iter().filter_map(row).collect();
        let classes = rows.iter().find_map(|row| match &row.bar {
            Bar::Pieces(pieces) => Some(pieces.len()),
            Bar::Words(_) => None,
        });
        let names: Vec<String> = self.classes(finding, classes.unwrap_or(2)).iter().map(|name| capital(name)).collect();
        let figure = match (finding.shape, &names[..]) {
            _ if rows.is_empty() => return None,
            (Shape::Rating { .. }, [low, middle, high]) => Figure::Likert { rows, extent, heads: [low.clone(), middle.clone(), high.clone()] },
            (Shape::Rating { .. }, [_, low, middle, high, _]) => Figure::Likert { rows, extent, heads: [low.clone(), middle.clone(), high.clone()] },
            (_, [_, unsure, right]) => Figure::Share { rows, heads: (right.clone(), Some(unsure.clone())) },
            _ => Figure::Share { rows, heads: (names.last().cloned().unwrap_or_default(), None) },
        };
        Some(Chart { figure, alt: self.alternative(finding) })
    }

    /// The picture of the change; `None` where not all three classes are told.
    #[must_use]
    pub fn change_chart(self, finding: &ItemFinding) -> Option<Chart> {
        let Shown::Three { counts } = change(finding)? else { return None };
        let labels = self.change_labels(*counts);
        Some(Chart { alt: self.change_title(finding)?, figure: Figure::Change { counts: *counts, labels } })
    }
}

fn finding_numbers(finding: &ItemFinding) -> Vec<Numbers> {
    waves(finding).into_iter().map(|seen| seen.numbers).collect()
}

fn in_order(names: Vec<String>, order: &[(usize, usize)]) -> Vec<(usize, String)> {
    order.iter().filter_map(|&(name, color)| Some((color, names.get(name)?.clone()))).collect()
}

/// Whether nearly all gave the wanted answer before.
fn at_ceiling(before: &Seen) -> bool {
    match before.numbers {
        Numbers::Words(share) => matches!(share, Share::NearlyEveryone | Share::OverNinetyPercent),
        _ => before.top().is_some_and(|top| top * 100 >= before.n * CEILING),
    }
}

/// Whether clearly fewer gave the wanted answer after than before: by at least one answer of the
/// smaller wave, so that a different number of answers alone is no drop.
fn fell(before: &Seen, after: &Seen) -> bool {
    let (Some(was), Some(is)) = (before.top(), after.top()) else { return false };
    let [was, is, before, after] = [was, is, before.n, after.n].map(i64::from);
    (was * after - is * before) * before.min(after) >= before * after && before.min(after) > 0
}

/// With a capital first letter, for headings.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
