//! The coach's kit on one page: what to do when, what to say, the story and the polls. It prints.

use super::service;
use crate::{
    error::AppError,
    page::{PageContext, tr},
    ui::{
        kit::module_part,
        layout::{Area, Width, page_head, staff},
        workshop_row::workshop_title,
    },
    workshop,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

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
        let room = service::room(&c.state, &detail).await?;
        let title = workshop_title(&c, &detail.plan.modules, &detail.group);
        let base = format!("/staff/workshops/{id}");
        let trail = vec![(base.clone(), title)];
        let heading = tr!(c, agenda.title);
        let length = tr!(c, agenda.made_for, minutes = room.length.minutes().to_string());
        let print = view! { <a class="button" href=format!("{base}/pack")>{tr!(c, pack.open)}</a> };
        let head = page_head(trail, heading.clone(), Some(length), print);
        let many = detail.plan.modules.len() > 1;
        let kits = service::kits(&detail.plan.modules)?;
        let modules: Vec<_> = kits
            .into_iter()
            .map(|(module, kit)| module_part(&c, &room, module, kit, many))
            .collect();
        let hint = many.then(|| view! { <p class="notice">{tr!(c, agenda.several)}</p> });
        let protocol =
            view! { <p><a href=format!("{base}/protocol")>{tr!(c, report.protocol_open)}</a></p> };
        let content = view! { {head} {hint} {protocol} {modules} };
        Ok(staff(&c, Area::Inside, Width::Narrow, &heading, content))
    })
}
