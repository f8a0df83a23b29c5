//! By partner and by workshop: to spot needs, not to rank.

use super::{headline::part_of, write_part};
use crate::{
    evaluation::{
        charts::{Words, capital},
        model::{Part, Row, RowOutcome, Table, Tables},
    },
    page::{PageContext, tr},
    ui::{day::day, workshop_row::workshop_title},
};
use leptos::prelude::*;

/// Both breakdowns.
pub(super) fn tables(cx: &PageContext, words: Words, tables: &Tables) -> AnyView {
    let across = (tables.across > 0).then(|| {
        view! { <p class="small soft">{tr!(cx, evaluation.rows_across, n = tables.across.to_string())}</p> }
    });
    view! {
        <section class="finding-group" id="rows">
            <h2>{tr!(cx, evaluation.rows_title)}</h2>
            <p class="soft">{tr!(cx, evaluation.rows_text)} " " {tr!(cx, evaluation.rows_outcome, question = words.question(&tables.outcome))}</p>
            <div class="stack">
                <h3>{tr!(cx, evaluation.by_partner)}</h3>
                {table(cx, words, &tr!(cx, evaluation.by_partner), &tables.partners)}
                {across}
            </div>
            <div class="stack">
                <h3>{tr!(cx, evaluation.by_workshop)}</h3>
                {table(cx, words, &tr!(cx, evaluation.by_workshop), &tables.workshops)}
            </div>
        </section>
    }
    .into_any()
}

fn table(cx: &PageContext, words: Words, title: &str, table: &Table) -> AnyView {
    let partners = table.rows.iter().all(|row| row.workshop.is_none());
    let rows = table.rows.iter().map(|row| line(cx, words, row)).collect_view();
    let pooled = table.rows.iter().filter(|row| row.outcome == RowOutcome::Other).count();
    let other = table.other.as_ref().map(|outcome| {
        let span = if partners { "6" } else { "5" };
        view! {
            <tr>
                <th scope="row" colspan=span>{tr!(cx, evaluation.row_rest, count = pooled.to_string())}</th>
                <td class="number">{outcome.pairs}</td>
                <td>{words.outcome(outcome)}</td>
            </tr>
        }
    });
    let mut heads = vec![
        tr!(cx, evaluation.present_column),
        tr!(cx, evaluation.joined_column),
        tr!(cx, evaluation.forms_column),
        tr!(cx, evaluation.participation_column),
        tr!(cx, evaluation.pairs_column),
    ];
    if partners {
        heads.insert(0, capital(&tr!(cx, evaluation.workshops)));
    }
    let heads = heads
        .into_iter()
        .map(|head| view! { <th scope="col" class="number">{head}</th> })
        .collect_view();
    let first = if partners {
        tr!(cx, evaluation.partner_column)
    } else {
        tr!(cx, evaluation.workshop_column)
    };
    view! {
        <div class="table-scroll" role="region" aria-label=title.to_owned() tabindex="0">
            <table class="table" data-kind="breakdown">
                <thead><tr><th scope="col">{first}</th>{heads}<th scope="col">{tr!(cx, evaluation.outcome_column)}</th></tr></thead>
                <tbody>{rows}{other}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(cx: &PageContext, words: Words, row: &Row) -> AnyView {
    let reach = &row.reach;
    let name = match &row.workshop {
        None => view! { {row.name.clone()} }.into_any(),
        Some((id, modules, held_on)) => {
            let href = format!("?part={}", write_part(Part::Workshop(*id)));
            view! { <a href=href>{workshop_title(cx, modules, &row.name)}</a> <br /> <span class="soft small">{day(cx, *held_on)}</span> }
                .into_any()
        }
    };
    let workshops =
        row.workshop.is_none().then(|| view! { <td class="number">{reach.workshops}</td> });
    let present = reach.present.map_or_else(|| "–".to_owned(), |present| present.to_string());
    let participation = reach
        .present
        .map_or_else(|| "–".to_owned(), |present| part_of(words, reach.joined_of_present, present));
    let forms = tr!(
        cx,
        evaluation.forms_sent,
        before = reach.before_sent.to_string(),
        after = reach.after_sent.to_string()
    );
    let (pairs, outcome) = told(cx, words, &row.outcome);
    view! {
        <tr>
            <th scope="row">{name}</th>
            {workshops}
            <td class="number">{present}</td>
            <td class="number">{reach.joined}</td>
            <td class="number">{forms}</td>
            <td class="number">{participation}</td>
            <td class="number">{pairs}</td>
            <td>{outcome}</td>
        </tr>
    }
    .into_any()
}

/// Number of pairs and outcome of a row as words.
fn told(cx: &PageContext, words: Words, outcome: &RowOutcome) -> (String, String) {
    match outcome {
        RowOutcome::Own(outcome) => (outcome.pairs.to_string(), words.outcome(outcome)),
        RowOutcome::Other => (String::new(), tr!(cx, evaluation.row_in_other)),
        RowOutcome::NotYet => (String::new(), tr!(cx, evaluation.row_not_yet)),
        RowOutcome::LeftOut => (String::new(), tr!(cx, evaluation.row_left_out)),
    }
}
