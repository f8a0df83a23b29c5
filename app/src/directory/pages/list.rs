//! `/staff/directory`: every service with its last check, and what was changed.

use super::{channel_text, mark_text, status_text};
use crate::{
    clock::day_of,
    directory::{
        model::{Change, Entry, Facts},
        service::{self, CountryFile, Directory},
    },
    page::{PageContext, tr},
    ui::{
        day::day,
        layout::{Area, Width, page_head, staff},
    },
};
use domain::time::Day;
use leptos::prelude::*;

/// The lists, and the latest changes.
#[must_use]
pub fn list_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let directory = service::find_all(&c.state, actor).await?;
        let changes = service::list_changes(&c.state, actor).await?;
        let today = c.state.clock.today(&c.state.settings.time_zone);
        let lists =
            directory.countries.iter().map(|file| country(&c, file, today)).collect_view();
        let title = tr!(c, directory.editor_title);
        let content = view! {
            {page_head(vec![("/staff".to_owned(), tr!(c, staff.home))], title.clone(), Some(tr!(c, directory.editor_text)), ())}
            <div class="stack" data-gap="wide">
                {lists}
                {change_list(&c, &directory, &changes)}
            </div>
        };
        Ok(staff(&c, Area::Inside, Width::Wide, &title, content))
    })
}

fn country(cx: &PageContext, file: &CountryFile, today: Day) -> AnyView {
    let rows = file.entries.iter().map(|entry| row(cx, &file.country, entry, today)).collect_view();
    view! {
        <section class="stack">
            <h2>{file.name.get(cx.language).to_owned()}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(cx: &PageContext, country: &str, entry: &Entry, today: Day) -> AnyView {
    let facts = &entry.facts;
    let mut about: Vec<String> =
        facts.channels.iter().map(|channel| channel.value.clone()).collect();
    about.dedup();
    let about = if about.is_empty() { tr!(cx, directory.no_channel) } else { about.join(" · ") };
    let state = [status_text(cx, &facts.status), mark_text(cx, &facts.mark), checked(cx, facts)];
    let badge = if entry.stale(today) {
        Some(tr!(cx, directory.badge_stale))
    } else {
        (!entry.usable()).then(|| tr!(cx, directory.badge_hidden))
    };
    let badge = badge.map(|text| view! { <span class="badge" data-state="closed">{text}</span> });
    view! {
        <li class="row">
            <h3><a href=format!("/staff/directory/{country}/{}", entry.id)>{entry.name.get(cx.language).to_owned()}</a></h3>
            <p>{about}</p>
            <p class="small soft">{state.join(" · ")}</p>
            {badge}
        </li>
    }
    .into_any()
}

/// When and by whom an entry was checked.
pub(super) fn checked(cx: &PageContext, facts: &Facts) -> String {
    tr!(cx, directory.checked_by, day = day(cx, facts.checked), who = facts.checked_by.clone())
}

fn change_list(cx: &PageContext, directory: &Directory, changes: &[Change]) -> AnyView {
    let list = if changes.is_empty() {
        view! { <p class="soft">{tr!(cx, directory.no_changes)}</p> }.into_any()
    } else {
        let rows = changes.iter().map(|change| change_row(cx, directory, change)).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <section class="stack" id="changes"><h2>{tr!(cx, directory.changes)}</h2>{list}</section> }.into_any()
}

fn change_row(cx: &PageContext, directory: &Directory, change: &Change) -> AnyView {
    let name = directory
        .entry(&change.country, &change.entry)
        .map_or_else(|| change.entry.clone(), |entry| entry.name.get(cx.language).to_owned());
    let list = directory
        .file(&change.country)
        .map_or_else(|| change.country.clone(), |file| file.name.get(cx.language).to_owned());
    let who = if change.who.is_empty() { tr!(cx, directory.somebody) } else { change.who.clone() };
    let when = day(cx, day_of(change.at, &cx.state.settings.time_zone));
    let lines = differences(cx, &change.before, &change.after)
        .into_iter()
        .map(|(label, before, after)| {
            view! { <li>{label} ": " <del>{before}</del> " → " <ins>{after}</ins></li> }
        })
        .collect_view();
    view! {
        <li class="row">
            <h3>{name}</h3>
            <p class="small soft">{[list, when, who].join(" · ")}</p>
            <ul class="small">{lines}</ul>
        </li>
    }
    .into_any()
}

/// What differs: label, before, after.
fn differences(cx: &PageContext, before: &Facts, after: &Facts) -> Vec<(String, String, String)> {
    let nothing = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let channels = |facts: &Facts| {
        let each = facts.channels.iter();
        let each =
            each.map(|channel| format!("{} {}", channel_text(cx, &channel.kind), channel.value));
        nothing(each.collect::<Vec<_>>().join(", "))
    };
    let hours = |facts: &Facts| nothing(facts.hours.get(cx.language).to_owned());
    let all = [
        (tr!(cx, directory.channels), channels(before), channels(after)),
        (tr!(cx, directory.hours), hours(before), hours(after)),
        (tr!(cx, directory.mark), mark_text(cx, &before.mark), mark_text(cx, &after.mark)),
        (
            tr!(cx, directory.status),
            status_text(cx, &before.status),
            status_text(cx, &after.status),
        ),
        (tr!(cx, directory.check), checked(cx, before), checked(cx, after)),
    ];
    let different: Vec<_> = all.into_iter().filter(|(_, before, after)| before != after).collect();
    if different.is_empty() {
        // Hours in another language than the reader's.
        return vec![(tr!(cx, directory.hours), hours(before), hours(after))];
    }
    different
}
