//! `/staff/projects/…/results`: the evaluation, for the project's managers.

use super::{
    finding::{Source, findings},
    headline::headline,
    method, read_part, write_part,
};
use crate::{
    error::AppError,
    evaluation::{
        charts::{Place, Words},
        model::{Part, ProjectResults},
        service,
    },
    page::{PageContext, tr},
    project::service::find_project,
    questionnaire::service::module_text,
    ui::{
        day::day,
        form_reader::id,
        layout::{Area, Width, staff},
        project_head::{ProjectTab, project_head},
        workshop_row::workshop_title,
    },
    workshop::{self, model::WorkshopSummary},
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
    let table = (results.finished > 0).then(|| view! { <a class="button" href=source.table(words) download="">{tr!(cx, evaluation.numbers_file)}</a> });
    let content = if nothing {
        empty(
            tr!(cx, evaluation.empty_title),
            tr!(cx, evaluation.empty_text),
            Some((address, tr!(cx, evaluation.empty_action))),
        )
    } else if results.finished == 0 {
        let empty =
            empty(tr!(cx, evaluation.part_empty_title), tr!(cx, evaluation.part_empty_text), None);
        view! { {filter_bar(cx, &results, &workshops, &source)} {empty} }.into_any()
    } else {
        view! {
            {filter_bar(cx, &results, &workshops, &source)}
            {headline(cx, words, &results.reach, place == Place::Total, true)}
            {findings(cx, words, &source, &results.items)}
            {method(cx)}
        }
        .into_any()
    };
    let content = view! { {project_head(cx, &project, ProjectTab::Results, table)} {content} };
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}

fn empty(title: String, text: String, next: Option<(String, String)>) -> AnyView {
    let next = next
        .map(|(href, label)| view! { <a class="button" data-kind="primary" href=href>{label}</a> });
    view! { <div class="empty"><h2>{title}</h2><p>{text}</p>{next}</div> }.into_any()
}

/// One breakdown at a time: everything, a module, or a workshop.
fn filter_bar(
    cx: &PageContext,
    results: &ProjectResults,
    workshops: &[WorkshopSummary],
    source: &Source,
) -> AnyView {
    let modules = results.modules.iter().map(|module| {
        let name = module_text(*module).short.get(cx.language).to_owned();
        (write_part(Part::Module(*module)), tr!(cx, evaluation.part_module, name = name))
    });
    let finished = workshops
        .iter()
        .filter(|workshop| results.workshops.iter().any(|(id, _, _)| *id == workshop.id));
    let single = finished.map(|workshop| {
        let name = tr!(
            cx,
            evaluation.part_workshop,
            name = workshop_title(cx, &workshop.modules, &workshop.group),
            day = day(cx, workshop.held_on)
        );
        (write_part(Part::Workshop(workshop.id)), name)
    });
    let options =
        [(String::new(), tr!(cx, evaluation.part_all))].into_iter().chain(modules).chain(single);
    let options = options
        .map(|(value, text)| {
            let selected = value == source.part;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <form class="filter-bar" method="get">
            <div class="field">
                <label for="part">{tr!(cx, evaluation.part)}</label>
                <select class="select" id="part" name="part">{options}</select>
            </div>
            <button class="button">{tr!(cx, evaluation.show)}</button>
        </form>
    }
    .into_any()
}
