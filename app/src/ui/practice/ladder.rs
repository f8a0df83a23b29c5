//! The ladder of help. Nothing is typed: names go on the paper card.

use super::Fill;
use domain::practice::Practice;
use leptos::prelude::*;

/// The rungs with what they do.
pub(super) fn rungs(practice: &Practice, fill: Fill<'_>) -> AnyView {
    let rungs: Vec<_> = practice
        .rungs
        .iter()
        .map(|rung| view! { <li><h2>{fill(&rung.title)}</h2> <p>{fill(&rung.text)}</p></li> })
        .collect();
    view! { <ol class="ladder">{rungs}</ol> }.into_any()
}

/// The rungs alone, for the wall, and where the names go.
pub(super) fn titles(practice: &Practice, fill: Fill<'_>) -> AnyView {
    let rungs: Vec<_> =
        practice.rungs.iter().map(|rung| view! { <li>{fill(&rung.title)}</li> }).collect();
    view! { <ol class="wall-ladder">{rungs}</ol> <p class="wall-text">{fill(&practice.after)}</p> }
        .into_any()
}
