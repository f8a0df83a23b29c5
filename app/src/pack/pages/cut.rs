//! Cards to cut: help numbers, the help ladder, the own six characters.

use crate::{
    directory::model::Entry,
    pack::{
        model::{Pack, SIGNS},
        practice::{Ladder, Rung},
    },
    page::{PageContext, tr},
    ui::kit::words,
};
use leptos::prelude::*;

/// Help cards on a page.
const HELP_CARDS: usize = 8;
/// Services on a help card.
const SERVICES: usize = 4;
/// Ladders on a page.
const LADDERS: usize = 2;
/// Cards for the six characters on a page.
const OWN_CARDS: usize = 10;

/// The same card as often as it fits on a page; screen readers and screens hear it once.
fn page_of(
    cx: &PageContext,
    kind: &'static str,
    count: usize,
    card: impl Fn() -> AnyView,
) -> AnyView {
    let cards = (0..count)
        .map(|number| {
            let again = (number > 0).then_some("true");
            view! { <div class="cut-card" aria-hidden=again data-again=again>{card()}</div> }
        })
        .collect_view();
    view! {
        <p class="screen-only small soft">{tr!(cx, pack.times, count = count.to_string())}</p>
        <div class="cut-page" data-kind=kind>{cards}</div>
    }
    .into_any()
}

/// Numbers of the group's country, to take along.
pub(super) fn help(cx: &PageContext, pack: &Pack) -> AnyView {
    let services = pack.room.directory.for_teenagers(Some(&pack.room.country), cx.language);
    let services: Vec<&Entry> =
        services.into_iter().filter(|entry| entry.phone().is_some()).take(SERVICES).collect();
    page_of(cx, "help", HELP_CARDS, || {
        let rows = services.iter().map(|entry| service(cx, entry)).collect_view();
        view! {
            <h3>{tr!(cx, directory.title)}</h3>
            <ul>{rows}</ul>
        }
        .into_any()
    })
}

fn service(cx: &PageContext, entry: &Entry) -> AnyView {
    let name = entry.name.get(cx.language).to_owned();
    let phone = entry.phone().unwrap_or_default();
    // Some services are called by their number.
    let phone = (!name.contains(phone)).then(|| view! { " " <strong>{phone.to_owned()}</strong> });
    let other = entry.facts.channels.iter().find(|channel| channel.kind == "chat");
    let other = other.map(|channel| view! { <span class="cut-way">{channel.value.clone()}</span> });
    let hours = entry.facts.hours.get(cx.language).to_owned();
    let hours = (!hours.is_empty()).then(|| view! { <span class="cut-way">{hours}</span> });
    view! { <li><span class="cut-name">{name}</span> {phone} {hours} {other}</li> }.into_any()
}

/// The help ladder with a line for a name on every rung.
pub(super) fn ladders(cx: &PageContext, pack: &Pack) -> AnyView {
    let Some(ladder) = pack.ladder else { return ().into_any() };
    page_of(cx, "ladder", LADDERS, || one_ladder(cx, pack, ladder))
}

fn one_ladder(cx: &PageContext, pack: &Pack, ladder: &Ladder) -> AnyView {
    let rung = |rung: &Rung| {
        view! {
            <li>
                <p><strong>{rung.title.get(cx.language).to_owned()}</strong></p>
                <p class="cut-line"></p>
                <p class="cut-text">{words(cx, &pack.room, &rung.text)}</p>
            </li>
        }
    };
    let rungs = ladder.rungs.iter().map(rung).collect_view();
    view! {
        <h3>{ladder.intro.get(cx.language).to_owned()}</h3>
        <ol>{rungs}</ol>
        <p class="cut-text">{tr!(cx, pack.ladder_yours)}</p>
    }
    .into_any()
}

/// Cards on which young people write down what their phone shows.
pub(super) fn cards(cx: &PageContext) -> AnyView {
    page_of(cx, "own", OWN_CARDS, || {
        view! {
            {own_card(cx)}
            <p class="cut-text">{tr!(cx, pack.card_text)}</p>
        }
        .into_any()
    })
}

/// "My card:" with a box for each of its characters.
pub(super) fn own_card(cx: &PageContext) -> AnyView {
    let boxes = (0..SIGNS).map(|_| view! { <span class="sign-box"></span> }).collect_view();
    view! { <p class="own-card"><strong>{tr!(cx, pack.my_card)}</strong> <span class="sign-boxes" aria-hidden="true">{boxes}</span></p> }
        .into_any()
}
