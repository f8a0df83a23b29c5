//! The letter, its public page, and the privacy text.

mod paper;
mod privacy;
mod public;

pub use paper::letter_page;
pub use privacy::privacy_page;
pub use public::public_page;

use super::model::Letter;
use crate::{
    directory::model::Entry,
    page::{PageContext, tr},
    questionnaire::service::module_text,
    ui::day::long_day,
};
use leptos::prelude::*;

/// Questions answered in a minute, as on the participants' start screen.
const PER_MINUTE: usize = 4;

/// The workshop's topics as one text.
fn topics(cx: &PageContext, letter: &Letter) -> String {
    let titles = letter.modules.iter().map(|module| module_text(*module).title.get(cx.language));
    titles.collect::<Vec<_>>().join(", ")
}

/// The workshop's days as one text.
fn days(cx: &PageContext, letter: &Letter) -> String {
    letter.days.iter().map(|day| long_day(cx, *day)).collect::<Vec<_>>().join(", ")
}

/// What is asked, in one sentence.
fn asked(cx: &PageContext, letter: &Letter) -> String {
    let questions = letter.asked_before();
    let minutes = questions.div_ceil(PER_MINUTE).to_string();
    tr!(cx, letter.asked, n = questions.to_string(), minutes = minutes)
}

/// Services for families: name, number, hours.
fn help(cx: &PageContext, entries: &[Entry]) -> AnyView {
    let rows = entries
        .iter()
        .map(|entry| {
            let mut shown: Vec<&str> = Vec::new();
            let ways = entry
                .facts
                .channels
                .iter()
                .filter(|channel| {
                    let repeated = shown.contains(&channel.value.as_str());
                    shown.push(&channel.value);
                    !repeated
                })
                .map(|channel| view! { " " <a href=channel.href.clone() rel="noreferrer">{channel.value.clone()}</a> })
                .collect_view();
            let hours = entry.facts.hours.get(cx.language).to_owned();
            let hours = (!hours.is_empty()).then(|| format!(" ({hours})"));
            view! { <li><strong>{entry.name.get(cx.language).to_owned()}</strong> ":" {ways} {hours}</li> }
        })
        .collect_view();
    view! { <ul>{rows}</ul> }.into_any()
}
