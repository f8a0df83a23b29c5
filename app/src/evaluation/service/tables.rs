//! By partner and by workshop: to spot needs, not to rank.
//!
//! Counts stand in every row. The outcome follows rule 5: rows with too few linked pairs are told
//! together as "other", and what several workshops are told together comes from the project's release
//! units, never from their plain sum.

use super::{
    super::model::{ItemFinding, Outcome, Row, RowOutcome, Table, Tables},
    alone,
    books::{Books, Held},
};
use domain::{
    evaluation::{
        release::{Release, Total},
        split::{Row as Place, by_workshop},
        suppression::Shown,
    },
    question::{Construct, Item, Part},
};
use std::collections::BTreeMap;

/// The item that all forms share and that stands for the change.
fn outcome_item(books: &Books) -> Option<&Item> {
    let shared =
        |item: &&Item| item.part == Part::Shared && item.construct == Construct::SelfEfficacy;
    books.questionnaire.items.iter().find(shared)
}

/// The change of the linked pairs of some workshops.
struct Pairs<'a> {
    books: &'a Books,
    release: Release<'a>,
    asked: Vec<usize>,
}

impl Pairs<'_> {
    fn of(&self, wanted: impl Fn(&Held) -> bool) -> Total {
        self.release
            .totals(|position| {
                let held = self.asked.get(position).and_then(|&index| self.books.held.get(index));
                held.is_some_and(|held| !held.left_out && wanted(held))
            })
            .change
    }

    fn outcome(&self, wanted: impl Fn(&Held) -> bool) -> Outcome {
        let total = self.of(wanted);
        Outcome { pairs: total.included + total.waiting, shown: total.shown }
    }
}

/// Both tables; `None` while nothing is over.
pub(super) fn tables(books: &Books) -> Option<Tables> {
    let item = outcome_item(books)?;
    let (_, release, asked) = books.release(item)?;
    let pairs = Pairs { books, release, asked };
    let partners = by_partner(&pairs);
    let all = pairs.of(|_| true);
    let told = |outcome: &Outcome| if outcome.shown.visible() { outcome.shown.n() } else { 0 };
    let own = partners.rows.iter().map(|row| match &row.outcome {
        RowOutcome::Own(outcome) => told(outcome),
        _ => 0,
    });
    let in_rows = own.sum::<u32>() + partners.other.as_ref().map_or(0, told);
    let any = books.held.iter().find_map(|held| alone(&books.questionnaire, item, &held.frozen))?;
    Some(Tables {
        outcome: ItemFinding { waiting: [0; 3], ..any },
        across: all.included.saturating_sub(in_rows),
        workshops: by_single(&pairs, item),
        partners,
    })
}

fn by_partner(pairs: &Pairs<'_>) -> Table {
    let books = pairs.books;
    let mut names: Vec<&str> =
        books.summaries.iter().map(|summary| summary.partner.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let outcomes: Vec<Outcome> =
        names.iter().map(|name| pairs.outcome(|held| held.summary.partner == *name)).collect();
    let sizes: Vec<u32> = outcomes.iter().map(|outcome| outcome.pairs).collect();
    let places = by_workshop(&sizes);
    let pooled: Vec<&str> = names
        .iter()
        .zip(&places)
        .filter(|(_, place)| **place == Place::Other)
        .map(|(name, _)| *name)
        .collect();
    let rows = names.iter().zip(outcomes).zip(&places).map(|((name, outcome), place)| Row {
        name: (*name).to_owned(),
        workshop: None,
        reach: books.reach(|id| {
            books.summaries.iter().any(|summary| summary.id == id && summary.partner == *name)
        }),
        outcome: placed(*place, outcome),
    });
    Table {
        rows: rows.collect(),
        other: (!pooled.is_empty())
            .then(|| pairs.outcome(|held| pooled.contains(&held.summary.partner.as_str()))),
    }
}

/// Where an outcome stands. What is too few stands there as its number alone.
fn placed(place: Place, outcome: Outcome) -> RowOutcome {
    match place {
        Place::Other => RowOutcome::Other,
        Place::TooFew => {
            RowOutcome::Own(Outcome { shown: Shown::TooFew { n: outcome.pairs }, ..outcome })
        }
        Place::Shown | Place::Complement | Place::Empty => RowOutcome::Own(outcome),
    }
}

fn by_single(pairs: &Pairs<'_>, item: &Item) -> Table {
    let books = pairs.books;
    // What a workshop's own page tells of its linked pairs.
    let own: BTreeMap<_, Outcome> = books
        .held
        .iter()
        .filter(|held| !held.left_out)
        .filter_map(|held| {
            let shown = alone(&books.questionnaire, item, &held.frozen)?.result.change?;
            Some((held.summary.id, Outcome { pairs: shown.n(), shown }))
        })
        .collect();
    let sizes: Vec<u32> = own.values().map(|outcome| outcome.pairs).collect();
    let places: BTreeMap<_, Place> = own.keys().copied().zip(by_workshop(&sizes)).collect();
    let place = |id| places.get(&id).copied().unwrap_or(Place::Empty);
    let held_already = |id| books.reach.iter().any(|row| row.workshop_id == id);
    let out = |id| books.held.iter().any(|held| held.summary.id == id && held.left_out);
    let rows =
        books.summaries.iter().filter(|summary| held_already(summary.id)).map(|summary| Row {
            name: summary.group.clone(),
            workshop: Some((summary.id, summary.modules.clone(), summary.held_on)),
            reach: books.reach(|id| id == summary.id),
            outcome: match own.get(&summary.id) {
                Some(outcome) => placed(place(summary.id), outcome.clone()),
                None if out(summary.id) => RowOutcome::LeftOut,
                None => RowOutcome::NotYet,
            },
        });
    let pooled = |held: &Held| place(held.summary.id) == Place::Other;
    Table {
        rows: rows.collect(),
        other: books.held.iter().any(pooled).then(|| pairs.outcome(pooled)),
    }
}
