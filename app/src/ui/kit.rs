//! A module's agenda with its coach cards, story and polls, as a coach reads and prints them.

mod card;
mod story;

pub use card::coach_card;
pub use story::{polls, story};

use crate::{
    agenda::{
        model::Room,
        service::{Kit, fill_slots},
    },
    page::{PageContext, tr},
    questionnaire::service::module_text,
};
use domain::{agenda::StepKind, module::Module, question::Translated};
use leptos::prelude::*;

/// A text of content in the page's language, its slots filled for the room's country.
#[must_use]
pub fn words(cx: &PageContext, room: &Room, text: &Translated) -> String {
    fill_slots(text.get(cx.language), &room.directory, &room.country, cx.language)
}

/// A module's overview and its cards; where there are `many` modules, under its title.
#[must_use]
pub fn module_part(
    cx: &PageContext,
    room: &Room,
    module: Module,
    kit: &'static Kit,
    many: bool,
) -> AnyView {
    let title = many.then(|| {
        view! { <h2 class="module-title">{module_text(module).title.get(cx.language)}</h2> }
    });
    let anchor = move |id: &str| format!("{module}-{id}");
    let steps = &kit.agenda.steps;
    let overview: Vec<_> = steps
        .iter()
        .map(|step| {
            let minutes = tr!(cx, agenda.minutes, count = step.planned(room.length).to_string());
            view! {
                <li>
                    <a href=format!("#{}", anchor(&step.id))>{words(cx, room, &step.title)}</a>
                    " "<span class="soft">{minutes}</span>
                </li>
            }
        })
        .collect();
    let cards: Vec<_> = steps
        .iter()
        .map(|step| {
            let inside = match step.kind {
                StepKind::Story => story(cx, room, &kit.story),
                StepKind::Poll => polls(cx, room, &kit.polls),
                _ => ().into_any(),
            };
            coach_card(cx, room, step, &anchor(&step.id), inside)
        })
        .collect();
    view! {
        {title}
        <ol class="agenda">{overview}</ol>
        {cards}
    }
    .into_any()
}
