//! One breakdown at a time: everything, a module, or a workshop. Links, so that nothing has to be sent.

use super::{finding::Source, write_part};
use crate::{
    evaluation::model::{Part, ProjectResults},
    page::{PageContext, tr},
    questionnaire::service::module_text,
    ui::{day::day, workshop_row::workshop_title},
    workshop::model::WorkshopSummary,
};
use domain::workshop::WorkshopState;
use leptos::prelude::*;

/// Everything and the modules as chips; the workshops in a list that unfolds.
pub(super) fn filter(
    cx: &PageContext,
    results: &ProjectResults,
    workshops: &[WorkshopSummary],
    source: &Source,
) -> AnyView {
    let modules = results.modules.iter().filter(|_| results.modules.len() > 1).map(|module| {
        let name = module_text(*module).short.get(cx.language).to_owned();
        (write_part(Part::Module(*module)), name)
    });
    let chips: Vec<_> =
        [(String::new(), tr!(cx, evaluation.part_all))].into_iter().chain(modules).collect();
    let single: Vec<_> = workshops
        .iter()
        .filter(|workshop| workshop.state != WorkshopState::Draft && !workshop.trial)
        .map(|workshop| {
            let title = workshop_title(cx, &workshop.modules, &workshop.group);
            let name =
                tr!(cx, evaluation.part_workshop, name = title, day = day(cx, workshop.held_on));
            (write_part(Part::Workshop(workshop.id)), name)
        })
        .collect();
    let chosen = single.iter().find(|(part, _)| *part == source.part).map(|(_, name)| name.clone());
    let summary = chosen.map_or_else(
        || view! { {tr!(cx, evaluation.part_single)} }.into_any(),
        |name| view! { <strong>{name}</strong> }.into_any(),
    );
    view! {
        <nav class="filter" aria-label=tr!(cx, evaluation.part)>
            <ul class="chips">{links(source, chips)}</ul>
            <details class="filter-single">
                <summary>{summary}</summary>
                <ul>{links(source, single)}</ul>
            </details>
        </nav>
    }
    .into_any()
}

fn links(source: &Source, parts: Vec<(String, String)>) -> AnyView {
    let link = |(part, name): (String, String)| {
        let here = (part == source.part).then_some("true");
        let href = if part.is_empty() {
            source.base.clone()
        } else {
            format!("{}?part={part}", source.base)
        };
        view! { <li><a href=href aria-current=here>{name}</a></li> }
    };
    parts.into_iter().map(link).collect_view().into_any()
}
