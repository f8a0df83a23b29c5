//! `/staff`: what goes on, what comes, and the reader's projects.

use crate::{
    account,
    directory::{self, model::Stale},
    error::AppError,
    page::{PageContext, tr},
    project::{
        model::ProjectSummary,
        service::{list_projects, may_create},
    },
    report,
    ui::{
        coach_reports::support_notice,
        layout::{Area, Width, page_head, staff},
        trial::trial_badge,
        workshop_row::{workshop_row, workshop_title},
    },
    workshop::{self, model::WorkshopSummary},
};
use domain::actor::ProjectRole;
use leptos::prelude::*;

/// The home page.
#[must_use]
pub fn home_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move { home(&c).await })
}

async fn home(cx: &PageContext) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let own = account::service::own_account(&cx.state, actor).await?;
    let projects = list_projects(&cx.state, actor).await?;
    let mut ahead = workshop::service::list_ahead(&cx.state, actor).await?;
    // What was planned in a project that has closed is not ahead any more.
    ahead.retain(|workshop| {
        projects.iter().any(|project| project.open && project.id == workshop.project)
    });
    let stale = directory::service::waiting_for_check(&cx.state, actor, cx.language).await?;
    let support = report::service::waiting(&cx.state, actor).await?;
    let support = support.iter().map(|one| support_notice(cx, one, true)).collect_view();
    let may_create = may_create(actor);
    let accounts = account::service::may_keep_accounts(actor).then(|| {
        view! { <a class="button" href="/staff/accounts">{tr!(cx, project.people_of_site)}</a> }
    });
    let editors = directory::service::may_keep(actor).then(|| {
        view! { <a class="button" href="/staff/directory">{tr!(cx, directory.editor_title)}</a> }
    });
    let room = view! { <a class="button" href="/staff/room">{tr!(cx, check.link)}</a> };
    let content = if projects.is_empty() {
        no_project(cx, may_create, own.email)
    } else {
        view! {
            {workshops(cx, ahead, &projects)}
            {project_list(cx, projects, may_create)}
        }
        .into_any()
    };
    let content = view! {
        {page_head(Vec::new(), tr!(cx, project.hello, name = own.name), None, view! { <div class="actions">{room} {accounts} {editors}</div> })}
        {support}
        {checks(cx, &stale)}
        {content}
    };
    Ok(staff(cx, Area::Home, Width::Wide, &tr!(cx, staff.home), content))
}

/// Services that an administrator should look at again; teenagers see nothing of it.
fn checks(cx: &PageContext, stale: &[Stale]) -> Option<AnyView> {
    if stale.is_empty() {
        return None;
    }
    let rows = stale
        .iter()
        .map(|entry| {
            let href = format!("/staff/directory/{}/{}", entry.country, entry.id);
            view! { <li><a href=href>{entry.name.clone()}</a> " · " {entry.country_name.clone()}</li> }
        })
        .collect_view();
    let title = tr!(cx, directory.stale_title, n = stale.len().to_string());
    Some(
        view! {
            <div class="notice">
                <h2>{title}</h2>
                <p>{tr!(cx, directory.stale_text)}</p>
                <details><summary>{tr!(cx, directory.stale_list)}</summary><ul>{rows}</ul></details>
            </div>
        }
        .into_any(),
    )
}

fn no_project(cx: &PageContext, may_create: bool, email: String) -> AnyView {
    let (text, button) = if may_create {
        let button = view! { <a class="button" data-kind="primary" href="/staff/projects/new">{tr!(cx, project.new_project)}</a> };
        (tr!(cx, project.no_project_create), Some(button))
    } else {
        (tr!(cx, project.no_project_wait, email = email), None)
    };
    view! {
        <div class="empty">
            <h2>{tr!(cx, project.no_project_title)}</h2>
            <p>{text}</p>
            {button}
        </div>
    }
    .into_any()
}

fn workshops(
    cx: &PageContext,
    ahead: Vec<WorkshopSummary>,
    projects: &[ProjectSummary],
) -> AnyView {
    if ahead.is_empty() {
        return nothing_planned(cx, projects);
    }
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let (running, waiting): (Vec<_>, Vec<_>) =
        ahead.into_iter().partition(|workshop| workshop.state.running());
    let (overdue, coming): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|workshop| workshop.held_on < today);
    let running = running
        .iter()
        .enumerate()
        .map(|(position, workshop)| now(cx, workshop, position == 0))
        .collect_view();
    let overdue_text = view! { <p class="soft">{tr!(cx, project.overdue_text)}</p> };
    view! {
        {running}
        {section(cx, tr!(cx, project.ahead), (), &coming)}
        {section(cx, tr!(cx, project.overdue), overdue_text, &overdue)}
    }
    .into_any()
}

/// A workshop that is going on: what its coach most likely came for.
fn now(cx: &PageContext, workshop: &WorkshopSummary, first: bool) -> AnyView {
    let href = format!("/staff/workshops/{}", workshop.id);
    let about = [
        workshop_title(cx, &workshop.modules, &workshop.group),
        workshop.partner.clone(),
        tr!(cx, staff.joined, count = workshop.joined.to_string()),
    ];
    view! {
        <div class="notice" data-kind="now">
            <h2>{tr!(cx, project.now)}</h2>
            <p>{about.join(" · ")} " " {trial_badge(cx, workshop.trial)}</p>
            <div class="actions">
                <a class="button" data-kind=first.then_some("primary") href=href>{tr!(cx, project.to_workshop)}</a>
            </div>
        </div>
    }
    .into_any()
}

fn section(
    cx: &PageContext,
    title: String,
    text: impl IntoView + 'static,
    workshops: &[WorkshopSummary],
) -> Option<AnyView> {
    if workshops.is_empty() {
        return None;
    }
    let rows = workshops.iter().map(|workshop| workshop_row(cx, workshop)).collect_view();
    Some(view! { <section class="stack"><h2>{title}</h2>{text}<ul class="rows">{rows}</ul></section> }.into_any())
}

fn nothing_planned(cx: &PageContext, projects: &[ProjectSummary]) -> AnyView {
    let mut open = projects.iter().filter(|project| project.open);
    let (text, button) = match (open.next(), open.next()) {
        (None, _) => return ().into_any(),
        (Some(only), None) => {
            let href = format!("/staff/projects/{}", only.id);
            let button = view! { <a class="button" data-kind="primary" href=href>{tr!(cx, project.to_project, name = only.name.clone())}</a> };
            (tr!(cx, project.no_ahead_text), Some(button))
        }
        _ => (tr!(cx, project.no_ahead_choose), None),
    };
    view! {
        <div class="empty">
            <h2>{tr!(cx, project.no_ahead_title)}</h2>
            <p>{text}</p>
            {button}
        </div>
    }
    .into_any()
}

fn project_list(cx: &PageContext, projects: Vec<ProjectSummary>, may_create: bool) -> AnyView {
    let rows = projects.into_iter().map(|project| {
        let role = match project.role {
            ProjectRole::Manager => tr!(cx, project.as_manager),
            ProjectRole::Coach => tr!(cx, project.as_coach),
        };
        let closed = (!project.open).then(|| view! { <span class="badge" data-state="closed">{tr!(cx, common.state_closed)}</span> });
        view! {
            <li class="row">
                <h3><a href=format!("/staff/projects/{}", project.id)>{project.name}</a></h3>
                <p>{role}</p>
                {closed}
            </li>
        }
    });
    let new = may_create
        .then(|| view! { <a class="button" href="/staff/projects/new">{tr!(cx, project.new_project)}</a> });
    view! {
        <section class="stack">
            <div class="section-head"><h2>{tr!(cx, project.projects)}</h2>{new}</div>
            <ul class="rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}
