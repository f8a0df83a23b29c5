//! Screens without questions: waiting, sent, declined, finished, full, locked, taken back. From two
//! seats away they look alike.

use crate::{
    directory::model::Entry,
    page::{PageContext, tr},
    participate::{
        model::Screen,
        pages::keepsake::{card_view, until_view},
        service::{Here, may_hand_over},
    },
    ui::help::help_entry,
};
use domain::{questionnaire::Wave, time::Day};
use leptos::prelude::*;

/// How many services the help card names.
const HELP_CARD: usize = 3;

/// The screen for where this phone stands; until `until` its answers can be taken back.
pub fn content(cx: &PageContext, here: &Here, until: Option<Day>) -> AnyView {
    let (title, text) = match here.step.screen {
        Screen::Sent => (tr!(cx, participant.sent_title), tr!(cx, participant.sent_text)),
        Screen::Declined => {
            (tr!(cx, participant.declined_title), tr!(cx, participant.declined_text))
        }
        Screen::Locked => (tr!(cx, participant.locked_title), tr!(cx, participant.locked_text)),
        Screen::Full => (tr!(cx, participant.full_title), tr!(cx, participant.full_text)),
        Screen::Finished => {
            (tr!(cx, participant.finished_title), tr!(cx, participant.finished_text))
        }
        Screen::Withdrawn => {
            (tr!(cx, participant.withdrawn_title), tr!(cx, participant.withdrawn_text))
        }
        Screen::Waiting | Screen::Form | Screen::Step => {
            (tr!(cx, participant.waiting_title), tr!(cx, participant.waiting_text))
        }
    };
    let keepsake = match (here.step.screen, &here.card) {
        (Screen::Sent, Some(card)) => card_view(cx, card.clone()),
        (Screen::Finished, Some(card)) if here.begun => card_view(cx, card.clone()),
        (Screen::Waiting, _) => path_view(cx, here.step.wave),
        (screen, _) => calm_view(cx, matches!(screen, Screen::Sent | Screen::Declined)),
    };
    let data = matches!(here.step.screen, Screen::Sent | Screen::Declined | Screen::Finished)
        .then(|| view! { <p class="small soft">{tr!(cx, participant.what_happens)} " " <a href="/privacy">{tr!(cx, privacy.link)}</a></p> });
    let open = (here.open > 0).then(|| {
        view! { <p><a class="button" href="/here?open=1">{tr!(cx, participant.left_open, n = here.open.to_string())}</a></p> }
    });
    let until =
        until_view(cx, until.filter(|_| here.begun && here.step.screen != Screen::Declined));
    let (more, help) = (more(cx, here), help_card(cx, here));
    view! { <h1>{title}</h1> <p>{text}</p> {open} {keepsake} {more} {data} {until} {help} }
        .into_any()
}

/// Under a live step: what else this phone can do, and who helps.
pub fn foot(cx: &PageContext, here: &Here) -> AnyView {
    view! { {more(cx, here)} {help_card(cx, here)} }.into_any()
}

/// What else this phone can do, the same quiet list under every screen.
fn more(cx: &PageContext, here: &Here) -> AnyView {
    let over = !here.detail.state.running();
    let withdrawn = here.step.screen == Screen::Withdrawn;
    let link = |path: &'static str, text: String| view! { <li><a href=path>{text}</a></li> };
    let mind = here.may_return.then(|| {
        view! {
            <li>
                <form method="post" action="/here">
                    <input type="hidden" name="wave" value=here.step.wave.as_str() />
                    <button class="link" name="decision" value="again">{tr!(cx, participant.changed_mind)}</button>
                </form>
            </li>
        }
    });
    let card = (here.joined && !over && !withdrawn).then(|| link("/here/card", tr!(cx, card.link)));
    let typed = (!here.joined && !over && here.step.wave == Wave::After)
        .then(|| link("/here/card", tr!(cx, card.type_link)));
    let other = may_hand_over(here).then(|| link("/here/other", tr!(cx, card.other_link)));
    let back = (over && !withdrawn).then(|| link("/here/take-back", tr!(cx, card.back_link)));
    let any = [card.is_some(), typed.is_some(), other.is_some(), back.is_some()].contains(&true);
    let list = view! { <ul class="more">{mind}{card}{typed}{other}{back}</ul> };
    any.then_some(list).into_any()
}

/// What stands in the card's place, alike from two seats away.
pub fn calm_view(cx: &PageContext, goes_on: bool) -> AnyView {
    let goes_on =
        goes_on.then(|| view! { <p class="small soft">{tr!(cx, participant.calm_text)}</p> });
    view! {
        <div class="keepsake">
            <p class="soft">{tr!(cx, participant.calm_title)}</p>
            <p class="card-code" data-words="">{tr!(cx, participant.calm)}</p>
            {goes_on}
        </div>
    }
    .into_any()
}

/// Where the group is on its way; nothing here tells what this phone answered.
pub fn path_view(cx: &PageContext, wave: Wave) -> AnyView {
    let over = wave == Wave::After;
    view! {
        <div class="keepsake">
            <ol class="path">
                <li data-state="done"><strong>{tr!(cx, participant.path_first)}</strong></li>
                <li aria-current=(!over).then_some("step")><strong>{tr!(cx, participant.path_workshop)}</strong>{tr!(cx, participant.path_now)}</li>
                <li aria-current=over.then_some("step")><strong>{tr!(cx, participant.path_last)}</strong>{tr!(cx, participant.path_later)}</li>
            </ol>
        </div>
    }
    .into_any()
}

fn help_card(cx: &PageContext, here: &Here) -> AnyView {
    let entries: Vec<&Entry> =
        here.directory.for_teenagers(Some(&here.detail.country), cx.language);
    let shown = entries
        .into_iter()
        .filter(|entry| entry.kind != "emergency")
        .take(HELP_CARD)
        .map(|entry| help_entry(cx, entry))
        .collect_view();
    view! {
        <h2 class="quiet-text">{tr!(cx, participant.help)}</h2>
        <ul class="help-list">{shown}</ul>
        <p><a class="button" href="/help">{tr!(cx, participant.all_help)}</a></p>
    }
    .into_any()
}
