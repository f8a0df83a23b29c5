//! A project in one look, for its managers: how many, where, what changed, what is too small to say.

use crate::{
    directory::{self, service::Directory},
    error::AppError,
    evaluation::{
        self,
        charts::{Place, Words},
        model::Overview,
    },
    page::{PageContext, tr},
    project::model::ProjectDetail,
};
use domain::actor::Actor;
use leptos::prelude::*;

/// The panel above a project's workshops; nothing before the first one was held.
pub(super) async fn overview(
    cx: &PageContext,
    actor: Actor,
    project: &ProjectDetail,
) -> Result<Option<AnyView>, AppError> {
    let found = evaluation::service::overview(&cx.state, actor, project.id).await?;
    if found.reach.workshops == 0 {
        return Ok(None);
    }
    let directory = directory::service::current(&cx.state).await?;
    let parts = [
        (tr!(cx, overview.how_many), how_many(cx, &found)),
        (tr!(cx, overview.places), places(cx, &directory, project, &found)),
        (tr!(cx, overview.changed), changed(cx, &found)),
        (tr!(cx, overview.small), small(cx, &found)),
    ];
    let parts = parts.map(|(name, lines)| {
        let lines = lines.into_iter().map(|line| view! { <dd>{line}</dd> }).collect_view();
        view! { <div><dt>{name}</dt>{lines}</div> }
    });
    let results = format!("/staff/projects/{}/results", project.id);
    Ok(Some(
        view! {
            <section class="overview">
                <div class="section-head">
                    <h2>{tr!(cx, overview.title)}</h2>
                    <a class="button" href=results>{tr!(cx, overview.all)}</a>
                </div>
                <dl>{parts.collect_view()}</dl>
            </section>
        }
        .into_any(),
    ))
}

fn how_many(cx: &PageContext, found: &Overview) -> Vec<String> {
    let (workshops, young) = (found.reach.workshops.to_string(), found.reach.joined.to_string());
    vec![
        match found.targets.workshops {
            Some(target) => {
                tr!(cx, overview.workshops_of, count = workshops, target = target.to_string())
            }
            None => tr!(cx, overview.workshops, count = workshops),
        },
        match found.targets.participants {
            Some(target) => {
                tr!(cx, overview.young_of, count = young, target = target.to_string())
            }
            None => tr!(cx, overview.young, count = young),
        },
    ]
}

fn places(
    cx: &PageContext,
    directory: &Directory,
    project: &ProjectDetail,
    found: &Overview,
) -> Vec<String> {
    let countries: Vec<String> = directory
        .countries(cx.language)
        .into_iter()
        .filter(|(code, _)| project.facts.countries.contains(code))
        .map(|(_, name)| name)
        .collect();
    let partners = found.partners.iter().map(|(name, count)| {
        tr!(cx, overview.partner, name = name.clone(), count = count.to_string())
    });
    let partners: Vec<String> = partners.collect();
    vec![countries.join(", "), partners.join(" · ")]
}

fn changed(cx: &PageContext, found: &Overview) -> Vec<String> {
    let words = Words { language: cx.language, locale: cx.locale, place: Place::Total };
    let lines: Vec<String> = found
        .findings
        .iter()
        .filter_map(|finding| {
            let title = words.change_title(finding)?;
            let question = words.question(finding);
            Some(tr!(cx, overview.of_question, finding = title, question = question))
        })
        .collect();
    if lines.is_empty() { vec![tr!(cx, overview.changed_none)] } else { lines }
}

fn small(cx: &PageContext, found: &Overview) -> Vec<String> {
    let (count, all) = found.too_small;
    let questions = match count {
        0 if all > 0 => tr!(cx, overview.small_none),
        _ if count == all => tr!(cx, overview.small_all),
        _ => tr!(cx, overview.small_some, count = count.to_string(), all = all.to_string()),
    };
    let left_out = (found.left_out > 0)
        .then(|| tr!(cx, overview.left_out, count = found.left_out.to_string()));
    std::iter::once(questions).chain(left_out).collect()
}
