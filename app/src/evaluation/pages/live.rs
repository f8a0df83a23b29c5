//! `/staff/projects/…/results/stories`: what groups chose in stories, polls and after their own films.

use super::{
    finding::Source,
    project::empty,
    ticked::ticked,
    waiting::{Waiting, waiting},
};
use crate::{
    error::AppError,
    evaluation::{
        charts::{Place, Words},
        model::{LiveModule, TickFinding},
        service,
    },
    page::{PageContext, tr},
    project::service::find_project,
    ui::{
        form_reader::id,
        layout::{Area, Width, staff},
        project_head::{ProjectTab, project_head},
    },
};
use domain::id::ProjectId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Stories and polls of a project.
#[must_use]
pub fn live_results_page() -> AnyView {
    let cx = PageContext::current();
    let project = use_params_map().get_untracked().get("project").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move { show(&c, id(&project)?).await })
}

async fn show(cx: &PageContext, id: ProjectId) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let project = find_project(&cx.state, actor, id).await?;
    let results = service::live_results(&cx.state, actor, id).await?;
    let words = Words { language: cx.language, locale: cx.locale, place: Place::Total };
    let base = format!("/staff/projects/{id}/results");
    let source = Source { base: base.clone(), part: String::new(), version: results.version };
    let title = tr!(cx, evaluation.live_title);
    let content = if results.all().next().is_none() {
        let next = Some((base.clone(), tr!(cx, evaluation.live_back)));
        let text = tr!(cx, evaluation.live_empty_text);
        empty(tr!(cx, evaluation.live_empty_title), text, next)
    } else {
        let modules: Vec<_> =
            results.modules.iter().map(|found| module(cx, words, &source, found)).collect();
        let film = results.film.as_ref().map(|found| {
            let figure = ticked(cx, words, &source, found);
            let waits = waiting(cx, [Waiting::of_ticks(words, found)].into_iter());
            view! { <section class="finding-group"><h2>{tr!(cx, evaluation.live_film)}</h2>{figure}{waits}</section> }
        });
        view! {
            <section class="stack">
                <h2>{title.clone()}</h2>
                <p>{tr!(cx, evaluation.live_text, workshops = results.workshops.to_string())}</p>
                <p class="small soft">{tr!(cx, evaluation.live_rule)}</p>
            </section>
            <div class="findings">{modules} {film}</div>
        }
        .into_any()
    };
    let back = view! { <a class="button" href=base>{tr!(cx, evaluation.live_back)}</a> };
    let content = view! { {project_head(cx, &project, ProjectTab::Results, back)} {content} };
    let title = format!("{title}: {}", project.facts.name);
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}

fn module(cx: &PageContext, words: Words, source: &Source, found: &LiveModule) -> AnyView {
    let name = words.modules(&[found.module].into());
    let part = |title: String, findings: &[TickFinding]| {
        let figures: Vec<_> =
            findings.iter().map(|finding| ticked(cx, words, source, finding)).collect();
        let waits = findings.iter().map(|finding| Waiting::of_ticks(words, finding));
        let waits = waiting(cx, waits);
        let title = format!("{name}: {title}");
        (!findings.is_empty()).then(|| {
            view! { <section class="finding-group"><h2>{title}</h2>{figures}{waits}</section> }
        })
    };
    view! {
        {part(tr!(cx, evaluation.live_story), &found.story)}
        {part(tr!(cx, evaluation.live_polls), &found.polls)}
    }
    .into_any()
}
