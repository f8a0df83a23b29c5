//! `/staff/projects/…`: the workshops of a project.

use super::{overview::overview, project_in_path};
use crate::{
    error::AppError,
    page::{PageContext, tr},
    project::{
        model::{Partner, ProjectDetail},
        service::{find_project, list_partners},
    },
    report,
    ui::{
        coach_reports::support_notice,
        layout::{Area, Width, staff},
        project_head::{ProjectTab, project_head},
        workshop_row::workshop_row,
    },
    workshop::{self, model::WorkshopSummary},
};
use domain::{actor::ProjectRole, id::ProjectId, workshop::WorkshopState};
use leptos::prelude::*;

/// The workshops tab.
#[must_use]
pub fn project_page() -> AnyView {
    let cx = PageContext::current();
    let id = project_in_path();
    let c = cx.clone();
    cx.page(async move { workshops(&c, id?).await })
}

async fn workshops(cx: &PageContext, id: ProjectId) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let project = find_project(&cx.state, actor, id).await?;
    let partners = list_partners(&cx.state, actor, id).await?;
    let all = workshop::service::list_workshops(&cx.state, actor, id).await?;
    let ready = project.open && partners.iter().any(|partner| !partner.groups.is_empty());
    let new = (ready && !all.is_empty()).then(|| {
        view! { <a class="button" data-kind="primary" href=new_workshop(id)>{tr!(cx, project.new_workshop)}</a> }
    });
    let lists = if all.is_empty() { none_yet(cx, &project, &partners) } else { lists(cx, all) };
    let (overview, support) = match project.role {
        ProjectRole::Manager => {
            let waiting = report::service::waiting_in(&cx.state, actor, id).await?;
            let support: Vec<_> = waiting.iter().map(|one| support_notice(cx, one, true)).collect();
            (overview(cx, actor, &project).await?, support)
        }
        ProjectRole::Coach => (None, Vec::new()),
    };
    let title = project.facts.name.clone();
    let content = view! {
        {project_head(cx, &project, ProjectTab::Workshops, new)}
        {support}
        {overview}
        {lists}
    };
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}

fn new_workshop(project: ProjectId) -> String {
    format!("/staff/projects/{project}/workshops/new")
}

fn lists(cx: &PageContext, all: Vec<WorkshopSummary>) -> AnyView {
    // All come newest first; what is ahead reads better the other way round, what goes on before it.
    let (past, mut coming): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|workshop| workshop.state == WorkshopState::Closed);
    coming.sort_by_key(|workshop| (!workshop.state.running(), workshop.held_on));
    view! {
        {section(cx, tr!(cx, project.coming), &coming)}
        {section(cx, tr!(cx, project.past), &past)}
    }
    .into_any()
}

fn section(cx: &PageContext, title: String, workshops: &[WorkshopSummary]) -> Option<AnyView> {
    if workshops.is_empty() {
        return None;
    }
    let rows = workshops.iter().map(|workshop| workshop_row(cx, workshop)).collect_view();
    Some(
        view! { <section class="stack"><h2>{title}</h2><ul class="rows">{rows}</ul></section> }
            .into_any(),
    )
}

/// No workshop yet: the next step there is, from partner to group to workshop.
fn none_yet(cx: &PageContext, project: &ProjectDetail, partners: &[Partner]) -> AnyView {
    let tab = format!("/staff/projects/{}/partners", project.id);
    let grouped = partners.iter().any(|partner| !partner.groups.is_empty());
    let (text, step) = if !project.open {
        (tr!(cx, project.no_workshops_closed), None)
    } else if grouped {
        (
            tr!(cx, project.no_workshops_ready),
            Some((new_workshop(project.id), tr!(cx, project.new_workshop))),
        )
    } else if !partners.is_empty() {
        (tr!(cx, project.no_workshops_group), Some((tab, tr!(cx, project.add_group_first))))
    } else if project.role == ProjectRole::Manager {
        (tr!(cx, project.no_workshops_partner), Some((tab, tr!(cx, project.add_partner_first))))
    } else {
        (tr!(cx, project.no_workshops_wait), None)
    };
    let step = step
        .map(|(href, label)| view! { <a class="button" data-kind="primary" href=href>{label}</a> });
    view! {
        <div class="empty">
            <h2>{tr!(cx, project.no_workshops_title)}</h2>
            <p>{text}</p>
            {step}
        </div>
    }
    .into_any()
}
