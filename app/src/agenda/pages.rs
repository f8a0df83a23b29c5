//! The coach's kit on one page: what to do when, what to say, the story and the polls. It prints.

mod card;
mod story;

use super::service::{self, Kit};
use crate::{
    error::AppError,
    page::{PageContext, tr},
    project,
    questionnaire::service::module_text,
    ui::{
        layout::{Area, Width, page_head, staff},
        workshop_row::workshop_title,
    },
    workshop,
};
use domain::{
    age::AgeBand,
    agenda::{Length, StepKind},
    module::Module,
    question::Translated,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// For whom the kit is shown: decides about words, prompts and numbers.
struct Room {
    country: String,
    length: Length,
    younger: bool,
}

impl Room {
    fn text(&self, cx: &PageContext, text: &Translated) -> String {
        let text = text.get(cx.language);
        service::fill_slots(text, &cx.state.directory, &self.country, cx.language)
    }
}

/// Agenda and coach cards of a workshop.
#[must_use]
pub fn agenda_page() -> AnyView {
    let cx = PageContext::current();
    let id = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let detail = workshop::service::find_workshop(&c.state, actor, id).await?.detail;
        let partners = project::service::list_partners(&c.state, actor, detail.project).await?;
        let group = partners
            .iter()
            .flat_map(|partner| &partner.groups)
            .find(|group| group.id == detail.plan.group);
        let minutes = detail.plan.meetings.iter().map(|meeting| meeting.minutes).max();
        let room = Room {
            country: detail.country.clone(),
            length: Length::fitting(minutes.unwrap_or(0)),
            younger: group.is_some_and(|group| group.facts.age_band == AgeBand::From12),
        };
        let title = workshop_title(&c, &detail.plan.modules, &detail.group);
        let trail = vec![(format!("/staff/workshops/{}", detail.id), title)];
        let heading = tr!(c, agenda.title);
        let length = tr!(c, agenda.made_for, minutes = room.length.minutes().to_string());
        let head = page_head(trail, heading.clone(), Some(length), ());
        let many = detail.plan.modules.len() > 1;
        let kits = detail
            .plan
            .modules
            .iter()
            .map(|module| Ok((*module, service::kit(*module)?)))
            .collect::<Result<Vec<_>, AppError>>()?;
        let modules: Vec<_> = kits
            .into_iter()
            .map(|(module, kit)| module_part(&c, &room, module, kit, many))
            .collect();
        let hint = many.then(|| view! { <p class="notice">{tr!(c, agenda.several)}</p> });
        Ok(staff(&c, Area::Inside, Width::Narrow, &heading, view! { {head} {hint} {modules} }))
    })
}

fn module_part(
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
                    <a href=format!("#{}", anchor(&step.id))>{room.text(cx, &step.title)}</a>
                    " "<span class="soft">{minutes}</span>
                </li>
            }
        })
        .collect();
    let cards: Vec<_> = steps
        .iter()
        .map(|step| {
            let inside = match step.kind {
                StepKind::Story => story::story(cx, room, &kit.story),
                StepKind::Poll => story::polls(cx, room, &kit.polls),
                _ => ().into_any(),
            };
            card::coach_card(cx, room, step, &anchor(&step.id), inside)
        })
        .collect();
    view! {
        {title}
        <ol class="agenda">{overview}</ol>
        {cards}
    }
    .into_any()
}
