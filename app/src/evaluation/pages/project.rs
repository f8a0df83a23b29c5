//! `/staff/projects/…/results`: the evaluation, for the project's managers.

use super::{
    downloads::downloads,
    filter::filter,
    finding::{Source, findings},
    headline::{Headline, headline},
    left_out::{decision, left_out},
    method, read_part,
    scores::scores,
    tables::tables,
    write_part,
};
use crate::{
    error::AppError,
    evaluation::{
        charts::{Place, Words},
        model::{Part, Targets},
        service,
    },
    page::{PageContext, tr},
    project::service::find_project,
    ui::{
        form_reader::id,
        layout::{Area, Width, staff},
        project_head::{ProjectTab, project_head},
    },
    workshop,
};
use domain::id::ProjectId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The evaluation of a project.
#[must_use]
pub fn project_results_page() -> AnyView {
    let cx = PageContext::current();
    let project = use_params_map().get_untracked().get("project").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move { show(&c, id(&project)?).await })
}

async fn show(cx: &PageContext, id: ProjectId) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let project = find_project(&cx.state, actor, id).await?;
    let part = read_part(cx.query("part").unwrap_or_default())?;
    let results = service::project_results(&cx.state, actor, id, part).await?;
    let workshops = workshop::service::list_workshops(&cx.state, actor, id).await?;
    let place = if matches!(part, Part::Workshop(_)) { Place::Workshop } else { Place::Total };
    let words = Words { language: cx.language, locale: cx.locale, place };
    let address = format!("/staff/projects/{id}");
    let source = Source {
        base: format!("{address}/results"),
        part: write_part(part),
        version: results.version,
    };
    let title = format!("{}: {}", tr!(cx, evaluation.results), project.facts.name);
    let nothing = results.workshops.is_empty();
    let bar = filter(cx, &results, &workshops, &source);
    let decision = match part {
        Part::Workshop(only) => Some(decision(cx, id, only, &results)),
        Part::All | Part::Module(_) => None,
    };
    let content = if nothing {
        let next = Some((address, tr!(cx, evaluation.empty_action)));
        let empty = empty(tr!(cx, evaluation.empty_title), tr!(cx, evaluation.empty_text), next);
        view! { {left_out(cx, &results)} {empty} }.into_any()
    } else if results.finished == 0 {
        let empty =
            empty(tr!(cx, evaluation.part_empty_title), tr!(cx, evaluation.part_empty_text), None);
        view! { {bar} {left_out(cx, &results)} {empty} {decision} }.into_any()
    } else {
        let counts = Headline {
            several: !matches!(part, Part::Workshop(_)),
            after_too: true,
            targets: if part == Part::All { results.targets } else { Targets::default() },
        };
        let breakdown = results.tables.as_ref().map(|found| tables(cx, words, found));
        view! {
            {bar}
            {headline(cx, words, &results.reach, counts)}
            {left_out(cx, &results)}
            {findings(cx, words, &source, &results.items, &results.ticks)}
            {scores(cx, words, &results.scores)}
            {breakdown}
            {downloads(cx, words, &source)}
            {decision}
            {method(cx)}
        }
        .into_any()
    };
    let stories = format!("/staff/projects/{id}/results/stories");
    let stories = view! { <a class="button" href=stories>{tr!(cx, evaluation.live_title)}</a> };
    let content = view! { {project_head(cx, &project, ProjectTab::Results, stories)} {content} };
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}

pub(super) fn empty(title: String, text: String, next: Option<(String, String)>) -> AnyView {
    let next = next
        .map(|(href, label)| view! { <a class="button" data-kind="primary" href=href>{label}</a> });
    view! { <div class="empty"><h2>{title}</h2><p>{text}</p>{next}</div> }.into_any()
}
