//! `/staff/projects/…/settings`: a project's facts, closing and opening it again.

use super::{
    SAVED,
    facts_form::facts_fields,
    project_in_path,
    targets::{own_contexts, targets_panel},
};
use crate::{
    directory,
    error::AppError,
    evaluation,
    page::{PageContext, tr},
    project::{model::ProjectDetail, service::find_project},
    ui::{
        day::long_day,
        layout::{Area, Width, staff},
        project_head::{ProjectTab, project_head},
    },
    workshop,
};
use domain::{actor::ProjectRole, id::ProjectId};
use leptos::prelude::*;

/// The settings tab, for managers.
#[must_use]
pub fn settings_page() -> AnyView {
    let cx = PageContext::current();
    let id = project_in_path();
    let c = cx.clone();
    cx.page(async move { settings(&c, id?).await })
}

async fn settings(cx: &PageContext, id: ProjectId) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let project = find_project(&cx.state, actor, id).await?;
    if project.role != ProjectRole::Manager {
        return Err(AppError::Forbidden);
    }
    let all = workshop::service::list_workshops(&cx.state, actor, id).await?;
    let directory = directory::service::current(&cx.state).await?;
    let running = all.iter().any(|workshop| workshop.state.running());
    let saved = (cx.query("done") == Some(SAVED)).then(|| {
        view! {
            <div class="notice" role="status">
                <h2>{tr!(cx, project.saved)}</h2>
                <p>{tr!(cx, project.saved_text)}</p>
            </div>
        }
    });
    let state =
        if project.open { close_panel(cx, &project, running) } else { reopen_panel(cx, id) };
    let targets = evaluation::service::targets(&cx.state, actor, id).await?;
    let (of_facts, of_targets) = own_contexts(cx);
    let targets = targets_panel(&of_targets, id, targets);
    let title = project.facts.name.clone();
    let head = project_head(cx, &project, ProjectTab::Settings, ());
    let content = view! {
        {head}
        {saved}
        <div class="split">
            <form class="form" method="post" action=format!("/staff/projects/{id}/settings")>
                <h2>{tr!(cx, project.facts)}</h2>
                {facts_fields(&of_facts, &directory, project.facts, project.closed_on)}
                <div class="actions"><button class="button" data-kind="primary">{tr!(cx, common.save)}</button></div>
            </form>
            <div class="stack">{targets} {state}</div>
        </div>
    };
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}

/// What closing means, in plain words, before the button.
fn close_panel(cx: &PageContext, project: &ProjectDetail, running: bool) -> AnyView {
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let until = long_day(cx, project.facts.deletion_day(Some(today)));
    let button = if running {
        view! { <p>{tr!(cx, project.close_running)}</p> }.into_any()
    } else {
        view! {
            <form class="actions" method="post" action=format!("/staff/projects/{}/close", project.id)>
                <button class="button">{tr!(cx, project.close_button)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <h2>{tr!(cx, project.close_title)}</h2>
            <p>{tr!(cx, project.close_intro)}</p>
            <ul>
                <li>{tr!(cx, project.close_cards)}</li>
                <li>{tr!(cx, project.close_final)}</li>
                <li>{tr!(cx, project.close_work)}</li>
                <li>{tr!(cx, project.close_kept, day = until)}</li>
            </ul>
            {button}
        </section>
    }
    .into_any()
}

fn reopen_panel(cx: &PageContext, id: ProjectId) -> AnyView {
    view! {
        <section class="panel">
            <h2>{tr!(cx, project.reopen_title)}</h2>
            <p>{tr!(cx, project.reopen_text)}</p>
            <form class="actions" method="post" action=format!("/staff/projects/{id}/reopen")>
                <button class="button">{tr!(cx, project.reopen_button)}</button>
            </form>
        </section>
    }
    .into_any()
}
