//! `/staff/workshops/…/results`: what a group answered, for its coaches.

use super::{
    downloads::downloads,
    finding::{Source, findings},
    headline::{Headline, headline},
    method,
};
use crate::{
    error::AppError,
    evaluation::{
        charts::{Place, Words},
        model::Targets,
        service,
    },
    page::{PageContext, tr},
    ui::{
        form_reader::id,
        layout::{Area, Width, page_head, staff},
        trial::trial_banner,
        workshop_row::workshop_title,
    },
    workshop,
};
use domain::id::WorkshopId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The group result of one workshop.
#[must_use]
pub fn workshop_results_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move { show(&c, id(&workshop)?).await })
}

async fn show(cx: &PageContext, id: WorkshopId) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let results = service::workshop_results(&cx.state, actor, id).await?;
    let trial = workshop::service::find_workshop(&cx.state, actor, id).await?.detail.plan.trial;
    let words = Words { language: cx.language, locale: cx.locale, place: Place::Workshop };
    let address = format!("/staff/workshops/{id}");
    let source = Source {
        base: format!("{address}/results"),
        part: String::new(),
        version: results.version,
    };
    let about = if results.after_too {
        tr!(cx, evaluation.result_after)
    } else {
        tr!(cx, evaluation.result_before)
    };
    let trail = vec![(address, workshop_title(cx, &results.modules, &results.group))];
    let title = tr!(cx, evaluation.result_title);
    let counts =
        Headline { several: false, after_too: results.after_too, targets: Targets::default() };
    let content = view! {
        {page_head(trail, title.clone(), Some(about), ())}
        {trial_banner(cx, trial)}
        {headline(cx, words, &results.reach, counts)}
        {findings(cx, words, &source, &results.items, &results.ticks)}
        {downloads(cx, words, &source)}
        {method(cx)}
    };
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}
