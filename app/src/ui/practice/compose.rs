//! A sentence or a request, put together from parts.

use super::{Fill, stays};
use crate::page::{PageContext, tr};
use domain::practice::{Part, Practice, PracticeKind};
use leptos::prelude::*;

/// The parts, each with one option to pick; scripted, the sentence writes itself.
pub(super) fn parts(cx: &PageContext, practice: &Practice, fill: Fill<'_>, id: &str) -> AnyView {
    let request = practice.kind == PracticeKind::Request;
    let parts: Vec<_> = practice
        .parts
        .iter()
        .zip(1..)
        .map(|(part, number)| part_view(part, fill, &format!("{id}-{number}")))
        .collect();
    let (plain, label, empty) = if request {
        (
            tr!(cx, practice.plain_request),
            tr!(cx, practice.request),
            tr!(cx, practice.request_empty),
        )
    } else {
        (
            tr!(cx, practice.plain_sentence),
            tr!(cx, practice.sentence),
            tr!(cx, practice.sentence_empty),
        )
    };
    let copy = request.then(|| {
        view! {
            <button class="button" type="button" hidden="" data-copy="" data-copied=tr!(cx, common.copied) data-marked=tr!(cx, practice.marked)>{tr!(cx, common.copy)}</button>
        }
    });
    let stays = (!request).then(|| stays(cx));
    let output = format!("{id}-whole");
    view! {
        <div class="compose" data-compose="">
            <p class="hint" data-without-tools="">{plain}</p>
            {parts}
            <div class="compose-whole" data-with-tools="">
                <p class="small soft" id=output.clone()>{label}</p>
                <output aria-live="polite" aria-labelledby=output data-empty=empty></output>
                {copy}
                <p class="small" role="status"></p>
            </div>
            {stays}
        </div>
    }
    .into_any()
}

fn part_view(part: &Part, fill: Fill<'_>, name: &str) -> AnyView {
    let options: Vec<_> = part
        .options
        .iter()
        .zip(1..)
        .map(|(option, number)| {
            let id = format!("{name}-{number}");
            // The name only makes the options of a part exclude each other: no form is around them.
            view! {
                <label class="option">
                    <input type="radio" id=id name=name.to_owned() autocomplete="off" />
                    <span>{fill(option)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="compose-part">
            <legend>{fill(&part.title)}</legend>
            <div class="options">{options}</div>
        </fieldset>
    }
    .into_any()
}

/// The parts' titles in their order, for the wall.
pub(super) fn titles(cx: &PageContext, practice: &Practice, fill: Fill<'_>) -> AnyView {
    let titles: Vec<_> =
        practice.parts.iter().map(|part| view! { <li>{fill(&part.title)}</li> }).collect();
    view! { <p class="wall-text">{tr!(cx, practice.wall_parts)}</p> <ol class="wall-parts">{titles}</ol> }
        .into_any()
}
