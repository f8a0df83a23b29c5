//! Which finding a result has.

use super::{
    super::{
        mean::MeanChange,
        paired::Change,
        score::Score,
        statistics::{
            mcnemar::{Fourfold, McNemarTest},
            welch::Welch,
        },
        suppression::{FROM_THREE, ItemResult, Shown},
    },
    Basis, CEILING_PERCENT, Clarity, Finding, Hidden, ScoreChange, Side,
    side::side,
};
use crate::questionnaire::Wave;

/// p under which a change is told from chance.
const CLEAR_BELOW: f64 = 0.05;

impl Finding {
    /// The sentence of an item's chart of answers.
    #[must_use]
    pub fn of_answers(result: &ItemResult) -> Self {
        let (before, after) = waves(result);
        match (before, after) {
            (Ok(before), Some(Ok(after))) => Self::of_waves(before, after),
            (Ok(side), _) => Self::One { wave: Wave::Before, side },
            (Err(_), Some(Ok(side))) => Self::One { wave: Wave::After, side },
            // The later wave is what the reader asks for.
            (Err(hidden), None) | (Err(_), Some(Err(hidden))) => hidden,
        }
    }

    fn of_waves(before: Side, after: Side) -> Self {
        let fell = after.bounds().1 < before.bounds().0;
        let ceiling = before.bounds().0 >= f64::from(CEILING_PERCENT) / 100.0;
        match (before, after) {
            _ if ceiling && !fell => Self::Ceiling { before, after },
            (Side::Percent { percent: first, n }, Side::Percent { percent: second, n: m }) => {
                let points = i64::from(second) - i64::from(first);
                Self::Points { before: first, after: second, points, n: n.min(m) }
            }
            _ => Self::Counts { before, after },
        }
    }

    /// The sentence of an item's chart of change.
    #[must_use]
    pub fn of_change(result: &ItemResult) -> Self {
        let hidden = Self::Hidden { n: 0, why: Hidden::TooFew };
        let Some(table) = &result.change else { return hidden };
        let [worse, same, better] = match (table, side(table, table.n())) {
            (_, Err(hidden)) => return hidden,
            (Shown::Three { counts }, _) => *counts,
            (_, Ok(side)) => return Self::BetterOnly { side },
        };
        let change = Change { better, same, worse };
        let clarity = Clarity::of(change);
        if worse > better {
            return Self::Drop { change, clarity };
        }
        if let (Ok(before), Some(Ok(after))) = waves(result) {
            let found = Self::of_waves(before, after);
            if clarity != Clarity::Clear && matches!(found, Self::Ceiling { .. }) {
                return found;
            }
        }
        if better == worse { Self::Balanced { change } } else { Self::Better { change, clarity } }
    }

    /// The sentence of a score of the same persons. Under ten pairs nothing is told.
    #[must_use]
    pub fn of_score(score: Score, change: &MeanChange) -> Self {
        let pairs = change.pairs;
        let difference = change.difference();
        match change.interval {
            _ if pairs < FROM_THREE => Self::Hidden { n: pairs, why: Hidden::TooFew },
            None => Self::ScoreConstant { pairs, shift: difference },
            Some(interval) => {
                let basis = Basis::Linked { pairs };
                Self::of_interval(score, change.before, ScoreChange { basis, difference, interval })
            }
        }
    }

    /// The sentence of a score where persons were not linked. Under ten answers in a wave nothing is
    /// told.
    #[must_use]
    pub fn of_unlinked(score: Score, change: &Welch) -> Self {
        let (before, after) = (change.before.n, change.after.n);
        if before.min(after) < FROM_THREE {
            return Self::Hidden { n: before.min(after), why: Hidden::TooFew };
        }
        let basis = Basis::Unlinked { before, after };
        let (difference, interval) = (change.difference, change.interval);
        Self::of_interval(score, change.before.mean, ScoreChange { basis, difference, interval })
    }

    fn of_interval(score: Score, before: f64, change: ScoreChange) -> Self {
        let (least, most) = score.range();
        let high = least + (most - least) * f64::from(CEILING_PERCENT) / 100.0;
        match change.interval {
            (_, end) if end < 0.0 => Self::ScoreDown(change),
            (start, _) if start > 0.0 => Self::ScoreUp(change),
            _ if before >= high => Self::ScoreCeiling(change),
            _ => Self::ScoreUnclear(change),
        }
    }

    /// The sentence of a breakdown, from the answers of its shown rows and the number of hidden ones.
    #[must_use]
    pub fn of_groups(shown: &[u32], hidden: u32) -> Self {
        Self::Groups {
            shown: u32::try_from(shown.len()).unwrap_or(u32::MAX),
            hidden,
            smallest: shown.iter().copied().min(),
        }
    }
}

impl Clarity {
    fn of(change: Change) -> Self {
        let table = Fourfold { lost: change.worse, gained: change.better, ..Fourfold::default() };
        match table.test() {
            _ if change.n() < FROM_THREE => Self::Untested,
            McNemarTest::NobodyChanged | McNemarTest::TooFew => Self::Untested,
            McNemarTest::MidP(p) if p < CLEAR_BELOW => Self::Clear,
            McNemarTest::MidP(_) => Self::Unclear,
        }
    }
}

/// The wanted side of both waves; `None` while only "before" is over.
fn waves(result: &ItemResult) -> (Result<Side, Finding>, Option<Result<Side, Finding>>) {
    let beside = |other: Option<&Shown>, own: &Shown| {
        other.filter(|other| other.visible()).map_or_else(|| own.n(), Shown::n)
    };
    let (before, after) = (&result.before, result.after.as_ref());
    (
        side(before, beside(after, before)),
        after.map(|after| side(after, beside(Some(before), after))),
    )
}
