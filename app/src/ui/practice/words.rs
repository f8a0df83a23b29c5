//! Four words by chance, and how strong the given examples are.

use super::{Fill, stays};
use crate::{
    page::{PageContext, tr},
    practice::{strength, words},
};
use domain::practice::{Example, Practice, Strength};
use leptos::prelude::*;

/// Drawing by phone or with dice, then the examples.
pub(super) fn draw(cx: &PageContext, practice: &Practice, fill: Fill<'_>) -> AnyView {
    let list = format!("/words/{}", cx.language);
    let examples: Vec<_> =
        practice.examples.iter().map(|example| example_view(cx, example, fill)).collect();
    view! {
        <div class="draw" data-words=words::path(cx.language) data-trouble=tr!(cx, practice.trouble)>
            <ol class="drawn" aria-live="polite" data-drawn=""></ol>
            <p role="status"></p>
            <div class="actions" data-with-tools=""><button class="button" data-kind="primary" type="button" data-draw=tr!(cx, practice.again)>{tr!(cx, practice.draw)}</button></div>
            <p class="small">{tr!(cx, practice.dice)} " " <a href=list>{tr!(cx, practice.list_link)}</a></p>
            <div data-with-tools="">{stays(cx)}</div>
        </div>
        <h2>{tr!(cx, practice.examples)}</h2>
        <ul class="strengths">{examples}</ul>
        <p class="small soft">{tr!(cx, practice.how)}</p>
    }
    .into_any()
}

fn example_view(cx: &PageContext, example: &Example, fill: Fill<'_>) -> AnyView {
    let text = example.text(cx.language);
    let strength = strength::of_example(cx.language, text).map(|strength| {
        let strong = (strength >= Strength::Years).then_some("strong");
        view! { <strong class="badge" data-strength=strong>{strength_text(cx, strength)}</strong> }
    });
    view! { <li><p><code>{text.to_owned()}</code> " " {strength}</p> <p class="small">{fill(&example.why)}</p></li> }
        .into_any()
}

fn strength_text(cx: &PageContext, strength: Strength) -> String {
    match strength {
        Strength::AtOnce => tr!(cx, practice.at_once),
        Strength::Hours => tr!(cx, practice.hours),
        Strength::Months => tr!(cx, practice.months),
        Strength::Years => tr!(cx, practice.years),
        Strength::Centuries => tr!(cx, practice.centuries),
    }
}

/// The wall draws once by itself; without scripts it shows the content's strong example.
pub(super) fn wall(cx: &PageContext, practice: &Practice, fill: Fill<'_>) -> AnyView {
    let given = practice.examples.iter().filter_map(|example| example.text_by_language.as_ref());
    let given: Vec<_> = given
        .flat_map(|text| fill(text).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .map(|word| view! { <li><strong>{word}</strong></li> })
        .collect();
    view! {
        <div data-words=words::path(cx.language) data-auto=""><ol class="drawn" data-drawn="">{given}</ol></div>
        <p class="wall-text soft">{tr!(cx, practice.wall_seen)}</p>
    }
    .into_any()
}
