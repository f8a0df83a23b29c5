//! Which answers are not in the numbers of a section: said once, with the details on demand.

use crate::{
    evaluation::{
        charts::{Words, asked_after_only},
        model::{ItemFinding, TickFinding},
    },
    page::{PageContext, tr},
};
use leptos::prelude::*;

/// The answers of one question that are not in its numbers.
pub(super) struct Waiting {
    question: String,
    /// Before, after, pairs; `None` where there is no such number.
    counts: [Option<u32>; 3],
}

impl Waiting {
    pub fn of(words: Words, finding: &ItemFinding) -> Self {
        let [before, after, pairs] = finding.waiting;
        let both = !asked_after_only(finding);
        Self {
            question: words.question_alone(&finding.item.text),
            counts: [both.then_some(before), Some(after), both.then_some(pairs)],
        }
    }

    pub fn of_ticks(words: Words, finding: &TickFinding) -> Self {
        Self {
            question: words.question_alone(&finding.text),
            counts: [None, Some(finding.waiting), None],
        }
    }
}

/// One calm line for a section; nothing where all answers are in.
pub(super) fn waiting(
    cx: &PageContext,
    questions: impl Iterator<Item = Waiting>,
) -> Option<AnyView> {
    let some: Vec<Waiting> =
        questions.filter(|question| question.counts.iter().flatten().sum::<u32>() > 0).collect();
    if some.is_empty() {
        return None;
    }
    let rows = some.into_iter().map(|question| {
        let cells = question.counts.into_iter().map(|count| {
            let count = count.map_or_else(|| "–".to_owned(), |count| count.to_string());
            view! { <td class="number">{count}</td> }
        });
        view! { <tr><th scope="row">{question.question}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let heads =
        [tr!(cx, evaluation.before), tr!(cx, evaluation.after), tr!(cx, evaluation.pairs_column)];
    let heads =
        heads.map(|head| view! { <th scope="col" class="number">{head}</th> }).collect_view();
    Some(
        view! {
            <details class="waiting">
                <summary>{tr!(cx, evaluation.waiting_title)}</summary>
                <p>{tr!(cx, evaluation.waiting_text)}</p>
                <div class="table-scroll" role="region" aria-label=tr!(cx, evaluation.waiting_table) tabindex="0">
                    <table class="table">
                        <thead><tr><th scope="col">{tr!(cx, evaluation.csv_code)}</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        }
        .into_any(),
    )
}
