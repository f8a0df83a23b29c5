//! Pictures and tables of results, with invented numbers.

use super::Side;
use crate::{
    evaluation::{
        charts::{Palette, Place, Width, Words, draw, extent},
        model::ItemFinding,
    },
    page::{PageContext, tr},
    questionnaire::service::YOUTH,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::evaluation::{
    suppression::{ItemResult, Share, Shown},
    tally::Shape,
};
use leptos::prelude::*;

const fn words(cx: &PageContext) -> Words {
    Words { language: cx.language, locale: cx.locale, place: Place::Workshop }
}

fn finding(cx: &PageContext, code: &str, result: ItemResult) -> Option<ItemFinding> {
    let questionnaire = cx.state.questionnaires.newest(YOUTH).ok()?;
    let item = questionnaire.item(code)?.clone();
    let shape = Shape::of(&item, questionnaire.scale(&item)?)?;
    Some(ItemFinding { item, shape, result, waiting: [0; 3] })
}

const fn result(before: Shown, after: Shown, change: Option<Shown>) -> ItemResult {
    ItemResult { before, after: Some(after), change, declined: (0, 0) }
}

/// A picture at one width, as an image of its own.
fn picture(svg: &str, alt: String) -> AnyView {
    let source = format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg));
    view! { <img src=source alt=alt /> }.into_any()
}

/// Every kind of picture, in the palette of its column, at both widths.
pub fn answers(cx: &PageContext, side: Side) -> AnyView {
    let palette = if side == Side::Dark { Palette::Dark } else { Palette::Light };
    let all = [
        (
            "Q5",
            result(
                Shown::Three { counts: [8, 6, 10] },
                Shown::Three { counts: [2, 2, 20] },
                Some(Shown::Three { counts: [1, 12, 10] }),
            ),
        ),
        (
            "Q6",
            result(
                Shown::Two { n: 9, top: Share::Exactly(4) },
                Shown::Two { n: 9, top: Share::Exactly(6) },
                None,
            ),
        ),
        (
            "Q13",
            result(
                Shown::Five { counts: [4, 7, 9, 6, 3] },
                Shown::Five { counts: [1, 2, 6, 12, 8] },
                Some(Shown::Three { counts: [2, 11, 14] }),
            ),
        ),
        (
            "Q11",
            result(Shown::Three { counts: [4, 5, 5] }, Shown::Three { counts: [2, 3, 9] }, None),
        ),
        (
            "Q14",
            result(
                Shown::Two { n: 8, top: Share::Exactly(5) },
                Shown::Two { n: 8, top: Share::NearlyEveryone },
                None,
            ),
        ),
    ];
    let findings: Vec<ItemFinding> =
        all.into_iter().filter_map(|(code, result)| finding(cx, code, result)).collect();
    let (words, extent) = (words(cx), extent(&findings));
    findings
        .iter()
        .map(|finding| {
            let charts = [words.answers_chart(finding, extent), words.change_chart(finding)];
            let pictures = charts.into_iter().flatten().flat_map(|chart| {
                [Width::Wide, Width::Narrow]
                    .map(|width| picture(&draw(&chart, palette, width, None), chart.alt.clone()))
            });
            view! {
                <h3>{words.title(finding)}</h3>
                <p class="soft">{words.question(finding)}</p>
                {pictures.collect_view()}
            }
        })
        .collect_view()
        .into_any()
}

/// What stands where a picture would tell too much.
pub fn hidden(cx: &PageContext, _: Side) -> AnyView {
    let all = [
        ("Q5", result(Shown::TooFew { n: 3 }, Shown::TooFew { n: 4 }, None)),
        ("Q12", result(Shown::Elsewhere { n: 8 }, Shown::Elsewhere { n: 7 }, None)),
    ];
    all.into_iter()
        .filter_map(|(code, result)| finding(cx, code, result))
        .map(|finding| {
            view! {
                <h3>{words(cx).title(&finding)}</h3>
                <p class="chart-hidden">{words(cx).all_hidden(&finding)}</p>
            }
        })
        .collect_view()
        .into_any()
}

/// A table of numbers.
pub fn table(cx: &PageContext, side: Side) -> AnyView {
    let rows = [(tr!(cx, workshop.before), [8, 6, 10]), (tr!(cx, workshop.after), [2, 2, 20])];
    let rows = rows.map(|(name, counts)| {
        let cells = counts.map(|count| view! { <td class="number">{count}</td> });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    });
    let heads = [tr!(cx, workshop.joined), tr!(cx, workshop.inside), tr!(cx, workshop.done)];
    let heads = heads.map(|head| view! { <th scope="col" class="number">{head}</th> });
    view! {
        <div class="table-scroll" role="region" aria-label=side.id("table") tabindex="0">
            <table class="table">
                <thead><tr><th scope="col">{tr!(cx, evaluation.wave_column)}</th>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
