//! What a finding says: its title, its text alternative, what it rests on, why it is hidden.

use super::{Numbers, Place, Seen, Words, change, waves, words::Asks};
use crate::{evaluation::model::ItemFinding, page::tr};
use domain::{
    evaluation::suppression::{Share, Shown},
    questionnaire::Wave,
};

/// From which share of the wanted answers before on there is little room to grow, in percent.
const CEILING: u32 = 85;
/// Below this many answers a group is called small.
const SMALL_GROUP: u32 = 20;

impl Words {
    /// The finding in one plain sentence; the question alone where nothing may be shown.
    #[must_use]
    pub fn title(self, finding: &ItemFinding) -> String {
        let seen = waves(finding);
        let of = |wave: Wave| seen.iter().find(|seen| seen.wave == wave && seen.visible());
        let asks = Asks::of(finding);
        match (of(Wave::Before), of(Wave::After)) {
            (None, None) => tr!(
                self,
                evaluation.question,
                text = finding.item.text.get(self.language).to_owned()
            ),
            (Some(before), None) => {
                self.alone(asks, Wave::Before, self.amount(before, before.top_percent().is_some()))
            }
            (None, Some(after)) => {
                self.alone(asks, Wave::After, self.amount(after, after.top_percent().is_some()))
            }
            (Some(before), Some(after)) => self.compared(asks, before, after),
        }
    }

    fn alone(self, asks: Asks, wave: Wave, amount: String) -> String {
        match (asks, wave) {
            (Asks::Truth, Wave::Before) => tr!(self, evaluation.right_before, amount = amount),
            (Asks::Agreement, Wave::Before) => tr!(self, evaluation.agree_before, amount = amount),
            (Asks::Likelihood, Wave::Before) => {
                tr!(self, evaluation.likely_before, amount = amount)
            }
            (Asks::Truth, _) => tr!(self, evaluation.right_after, amount = amount),
            (Asks::Agreement, _) => tr!(self, evaluation.agree_after, amount = amount),
            (Asks::Likelihood, _) => tr!(self, evaluation.likely_after, amount = amount),
        }
    }

    fn compared(self, asks: Asks, before: &Seen, after: &Seen) -> String {
        let percent = before.top_percent().is_some() && after.top_percent().is_some();
        let ceiling = at_ceiling(before) && !fell(before, after);
        let was = match before.top() {
            Some(top) if !percent && !ceiling && before.n == after.n && after.top().is_some() => {
                top.to_string()
            }
            _ => self.amount(before, percent),
        };
        let now = self.amount(after, percent);
        match (asks, ceiling) {
            (Asks::Truth, false) => tr!(self, evaluation.right_both, after = now, before = was),
            (Asks::Agreement, false) => tr!(self, evaluation.agree_both, after = now, before = was),
            (Asks::Likelihood, false) => {
                tr!(self, evaluation.likely_both, after = now, before = was)
            }
            (Asks::Truth, true) => tr!(self, evaluation.right_ceiling, after = now, before = was),
            (Asks::Agreement, true) => {
                tr!(self, evaluation.agree_ceiling, after = now, before = was)
            }
            (Asks::Likelihood, true) => {
                tr!(self, evaluation.likely_ceiling, after = now, before = was)
            }
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
            let cells = self
                .cells(finding, &seen)
                .into_iter()
                .map(|(name, number)| format!("{name} {number}"));
            let numbers = cells.collect::<Vec<_>>().join(", ");
            tr!(
                self,
                evaluation.wave_numbers,
                wave = wave,
                n = self.answers(seen.n),
                numbers = numbers
            )
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
            [Numbers::Hidden(before), Numbers::Hidden(after)]
                if std::mem::discriminant(before) == std::mem::discriminant(after) =>
            {
                let n = tr!(
                    self,
                    evaluation.n_pair,
                    before = before.n().to_string(),
                    after = after.n().to_string()
                );
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

    /// What the figure rests on, for readers who see it alone: with the answers that are not in it,
    /// which a page tells once for a whole section.
    #[must_use]
    pub fn all_notes(self, finding: &ItemFinding) -> Vec<String> {
        let mut notes = self.notes(finding);
        notes.extend(self.waiting_note(finding, &waves(finding)));
        notes
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
                notes.push(tr!(
                    self,
                    evaluation.wave_hidden,
                    wave = wave,
                    reason = self.hidden(shown)
                ));
            } else if seen.declined > 0 {
                notes.push(tr!(
                    self,
                    evaluation.declined,
                    wave = wave,
                    n = seen.declined.to_string()
                ));
            }
        }
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
        let of = |wave: Wave, waiting: u32| {
            if seen.iter().any(|seen| seen.wave == wave && seen.visible()) { waiting } else { 0 }
        };
        let [before, after, _] = finding.waiting;
        match (of(Wave::Before, before), of(Wave::After, after)) {
            (0, 0) => None,
            (before, 0) => Some(tr!(
                self,
                evaluation.waiting,
                wave = self.wave(Wave::Before),
                n = before.to_string()
            )),
            (0, after) => Some(tr!(
                self,
                evaluation.waiting,
                wave = self.wave(Wave::After),
                n = after.to_string()
            )),
            (before, after) => Some(tr!(
                self,
                evaluation.waiting_both,
                before = before.to_string(),
                after = after.to_string()
            )),
        }
    }

    /// How many answered.
    #[must_use]
    pub fn rests_on(self, seen: &[Seen]) -> String {
        match seen {
            [before, after] => tr!(
                self,
                evaluation.n_both,
                before = before.n.to_string(),
                after = after.n.to_string()
            ),
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
            Shown::Two { n, top: Share::Exactly(better) } => {
                tr!(self, evaluation.pairs_better, n = n.to_string(), better = better.to_string())
            }
            Shown::Two { n, top } => {
                tr!(self, evaluation.pairs_better, n = n.to_string(), better = self.share(*top, *n))
            }
            Shown::TooFew { n: 0 } => tr!(self, evaluation.pairs_none),
            Shown::TooFew { n } | Shown::Elsewhere { n } => {
                tr!(self, evaluation.pairs_few, n = n.to_string())
            }
            Shown::Withheld { n } => tr!(self, evaluation.pairs_withheld, n = n.to_string()),
        })
    }

    /// "Of 18 …, 12 got better, 4 stayed and 2 got worse", where all three are told.
    #[must_use]
    pub fn change_title(self, finding: &ItemFinding) -> Option<String> {
        let Shown::Three { counts: [worse, same, better] } = change(finding)? else { return None };
        let n = (worse + same + better).to_string();
        Some(tr!(
            self,
            evaluation.change_title,
            n = n,
            worse = worse.to_string(),
            same = same.to_string(),
            better = better.to_string()
        ))
    }

    /// Worse, the same, better with their numbers.
    #[must_use]
    pub fn change_labels(self, counts: [u32; 3]) -> [String; 3] {
        let [worse, same, better] = counts.map(|count| count.to_string());
        [
            tr!(self, evaluation.n_worse, n = worse),
            tr!(self, evaluation.n_same, n = same),
            tr!(self, evaluation.n_better, n = better),
        ]
    }
}

fn finding_numbers(finding: &ItemFinding) -> Vec<Numbers> {
    waves(finding).into_iter().map(|seen| seen.numbers).collect()
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
