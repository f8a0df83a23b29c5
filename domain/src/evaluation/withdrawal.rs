//! Answers that were taken back: the raw ones go at once, what is shown follows in batches.
//!
//! If a shown count changed with every single withdrawal, the difference of two visits would be one
//! person's answer. So a frozen table is counted again only when it loses nobody or at least
//! [`BATCH`] people on each of its sides, or when the project closes and nothing is compared any more.

use super::tally::CrossTab;
use crate::question::Answer;
use std::collections::BTreeMap;

/// People whose answers leave a shown table together, at least.
pub const BATCH: u32 = 5;

/// Sides of a table that can be compared between two visits: answers and declined ones, before and
/// after, and linked pairs.
fn sides(table: &CrossTab) -> [u32; 5] {
    let given = |answer: &Option<Answer>| matches!(answer, Some(Answer::Given(_)));
    let declined = |answer: &Option<Answer>| matches!(answer, Some(Answer::Declined));
    let mut sides = [0; 5];
    for (before, after, people) in table.cells() {
        let counted = [
            given(before),
            declined(before),
            given(after),
            declined(after),
            given(before) && given(after),
        ];
        for (side, counts) in sides.iter_mut().zip(counted) {
            *side += if counts { people } else { 0 };
        }
    }
    sides
}

/// What to do with a shown table after some of its people withdrew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recount {
    /// Nobody in it withdrew.
    Same,
    /// Enough did: the new count may take its place.
    Replace,
    /// Too few did: it stays as it is for now.
    Wait,
}

/// Compares a frozen table with the count of the answers that are left.
#[must_use]
pub fn recount(frozen: &CrossTab, left: &CrossTab) -> Recount {
    if frozen == left {
        return Recount::Same;
    }
    let lost = sides(frozen).into_iter().zip(sides(left)).map(|(then, now)| then.abs_diff(now));
    let enough = |lost: u32| lost == 0 || lost >= BATCH;
    if lost.into_iter().all(enough) { Recount::Replace } else { Recount::Wait }
}

/// The "after" table of a workshop keeps what its frozen "before" told: who withdrew in between stays
/// there, without a pair.
#[must_use]
pub fn keep_before(frozen_before: &CrossTab, mut table: CrossTab) -> CrossTab {
    let mut missing: BTreeMap<&Answer, u32> = BTreeMap::new();
    for (before, _, people) in frozen_before.cells() {
        if let Some(answer) = before {
            *missing.entry(answer).or_insert(0) += people;
        }
    }
    for (before, _, people) in table.clone().cells() {
        if let Some(known) = before.as_ref().and_then(|answer| missing.get_mut(answer)) {
            *known = known.saturating_sub(people);
        }
    }
    for (answer, people) in missing {
        table.add(Some(answer.clone()), None, people);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Option<Answer> {
        Some(Answer::Given(text.to_owned()))
    }

    fn table(cells: &[(Option<Answer>, Option<Answer>, u32)]) -> CrossTab {
        let mut table = CrossTab::default();
        for (before, after, people) in cells {
            table.add(before.clone(), after.clone(), *people);
        }
        table
    }

    #[test]
    fn a_batch_of_five_may_change_what_is_shown_and_four_may_not() {
        let frozen = table(&[(given("true"), given("true"), 12)]);
        let left = |people| table(&[(given("true"), given("true"), people)]);
        assert_eq!(recount(&frozen, &left(12)), Recount::Same);
        assert_eq!(recount(&frozen, &left(8)), Recount::Wait);
        assert_eq!(recount(&frozen, &left(7)), Recount::Replace);
        assert_eq!(recount(&frozen, &left(0)), Recount::Replace);
    }

    #[test]
    fn nobody_leaves_one_side_alone() {
        // Five withdrew; one of them had answered "after" too: that answer would be told.
        let frozen = table(&[(given("true"), given("true"), 8), (given("false"), None, 4)]);
        let left = table(&[(given("true"), given("true"), 7)]);
        assert_eq!(recount(&frozen, &left), Recount::Wait);
        let declined = table(&[(given("true"), None, 9), (Some(Answer::Declined), None, 2)]);
        let one_less = table(&[(given("true"), None, 4), (Some(Answer::Declined), None, 1)]);
        assert_eq!(recount(&declined, &one_less), Recount::Wait);
    }

    #[test]
    fn before_stays_as_it_was_told() {
        let before = table(&[(given("true"), None, 6), (given("false"), None, 3)]);
        let now = table(&[
            (given("true"), given("true"), 5),
            (given("false"), None, 3),
            (None, given("true"), 1),
        ]);
        let kept = keep_before(&before, now.clone());
        let expected = table(&[
            (given("true"), given("true"), 5),
            (given("true"), None, 1),
            (given("false"), None, 3),
            (None, given("true"), 1),
        ]);
        assert_eq!(kept, expected);
        assert_eq!(keep_before(&CrossTab::default(), now.clone()), now);
    }

    #[test]
    fn ticks_taken_back_are_no_answer() {
        assert_eq!(table(&[(None, Some(Answer::Cleared), 3)]), CrossTab::default());
    }
}
