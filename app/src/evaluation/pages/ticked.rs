//! A question with any number of ticks: one bar an option.

use super::finding::{Source, picture};
use crate::{
    evaluation::{
        charts::{Measure, Words, ticks_visible},
        model::TickFinding,
    },
    page::{PageContext, tr},
};
use leptos::prelude::*;

/// The finding with its picture and its numbers.
pub(super) fn ticked(
    cx: &PageContext,
    words: Words,
    source: &Source,
    finding: &TickFinding,
) -> AnyView {
    let code = &finding.code;
    if !ticks_visible(finding) {
        return view! {
            <figure class="chart" id=code.clone()>
                <figcaption><h3>{words.ticks_question(finding)}</h3></figcaption>
                <p class="chart-hidden">{words.ticks_hidden(finding)}</p>
            </figure>
        }
        .into_any();
    }
    let download = source.download(words, code, Measure::Answers);
    let rows = words
        .ticks_cells(finding)
        .into_iter()
        .map(|(name, number)| view! { <tr><th scope="row">{name}</th><td class="number">{number}</td></tr> })
        .collect_view();
    let name = tr!(cx, evaluation.table_of, code = code.clone());
    view! {
        <figure class="chart" id=code.clone()>
            <figcaption>
                <h3>{words.ticks_title(finding)}</h3>
                <p>{words.ticks_question(finding)}</p>
            </figcaption>
            {picture(words, source, code, Measure::Answers, words.ticks_alternative(finding))}
            <div class="chart-side">
                <p class="chart-note">{words.ticks_note(finding)}</p>
                <p class="chart-links"><a href=download download="">{tr!(cx, evaluation.picture)}</a></p>
            </div>
            <details>
                <summary>{tr!(cx, evaluation.table)}</summary>
                <div class="table-scroll" role="region" aria-label=name tabindex="0">
                    <table class="table">
                        <thead><tr><th scope="col">{tr!(cx, evaluation.option_column)}</th><th scope="col" class="number">{tr!(cx, evaluation.ticked_column)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
    .into_any()
}
