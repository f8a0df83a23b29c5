//! A help service as young people see it.

use crate::{directory::model::Entry, page::PageContext};
use leptos::prelude::*;

/// One service: what it does, when, and how to reach it.
pub fn help_entry(cx: &PageContext, entry: &Entry) -> AnyView {
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
        .map(|channel| view! { <a href=channel.href.clone() rel="noreferrer">{channel.value.clone()}</a> " " })
        .collect_view();
    let hours = entry.facts.hours.get(cx.language).to_owned();
    let hours = (!hours.is_empty()).then(|| view! { <p class="hours">{hours}</p> });
    view! {
        <li class="help-entry">
            <h2>{entry.name.get(cx.language).to_owned()}</h2>
            <p>{entry.purpose.get(cx.language).to_owned()}</p>
            {hours}
            <p class="help-ways">{ways}</p>
        </li>
    }
    .into_any()
}
