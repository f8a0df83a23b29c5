//! Means of scores, for linked pairs.

use crate::{
    evaluation::{charts::Words, model::ScoreFinding},
    page::{PageContext, tr},
};
use leptos::prelude::*;

/// The scores, a table for each form; nothing where no form has one.
pub(super) fn scores(cx: &PageContext, words: Words, found: &[ScoreFinding]) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let mut forms: Vec<&ScoreFinding> = found.iter().collect();
    forms.dedup_by(|two, one| two.modules == one.modules);
    let several = forms.len() > 1;
    let tables = forms.into_iter().map(|form| {
        let title = words.modules(&form.modules);
        let of_form: Vec<&ScoreFinding> =
            found.iter().filter(|score| score.modules == form.modules).collect();
        let head = several.then(|| view! { <h3>{title.clone()}</h3> });
        view! { <div class="stack">{head}{table(cx, words, &title, &of_form)}</div> }
    });
    Some(
        view! {
            <section class="finding-group" id="scores">
                <h2>{tr!(cx, evaluation.scores_title)}</h2>
                <p class="soft">{tr!(cx, evaluation.scores_text)}</p>
                {tables.collect_view()}
            </section>
        }
        .into_any(),
    )
}

fn table(cx: &PageContext, words: Words, title: &str, scores: &[&ScoreFinding]) -> AnyView {
    let rows = scores.iter().map(|finding| {
        let title = finding.change.is_some().then(|| {
            view! { <br /><span class="soft small">{words.score_title(finding)}</span> }
        });
        let name = view! { <th scope="row">{words.score_name(finding)}{title}</th> };
        let cells = match finding.change {
            None => view! { <td colspan="4" class="soft">{tr!(cx, evaluation.score_waits)}</td> }
                .into_any(),
            Some(change) => {
                let means = words.means(finding, &change);
                let likely = means.interval.map_or_else(
                    || means.difference.clone(),
                    |(low, high)| tr!(cx, evaluation.between_numbers, low = low, high = high),
                );
                view! {
                    <td class="number">{means.before}</td>
                    <td class="number">{means.after}</td>
                    <td class="number">{likely}</td>
                    <td class="number">{change.pairs}</td>
                }
                .into_any()
            }
        };
        view! { <tr>{name}{cells}</tr> }
    });
    let rows = rows.collect_view();
    let heads = [
        tr!(cx, evaluation.before),
        tr!(cx, evaluation.after),
        tr!(cx, evaluation.likely_change),
        tr!(cx, evaluation.pairs_column),
    ];
    let heads =
        heads.map(|head| view! { <th scope="col" class="number">{head}</th> }).collect_view();
    view! {
        <div class="table-scroll" role="region" aria-label=title.to_owned() tabindex="0">
            <table class="table">
                <thead><tr><th scope="col">{tr!(cx, evaluation.score_column)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
