//! `/staff/projects/…/people`: who works in a project.

use super::project_in_path;
use crate::{
    error::AppError,
    page::{PageContext, tr},
    project::{
        model::{Member, ProjectDetail},
        service::{find_project, list_members},
    },
    ui::{
        field::{Field, error_summary, select_field, text_field},
        hand_over::HandOver,
        layout::{Area, Width, staff},
        project_head::{ProjectTab, project_head},
    },
};
use domain::{
    actor::ProjectRole,
    id::{ProjectId, StaffId},
};
use leptos::prelude::*;

/// The people tab.
#[must_use]
pub fn people_page() -> AnyView {
    let cx = PageContext::current();
    let made = HandOver::current();
    let id = project_in_path();
    let c = cx.clone();
    cx.page(async move { people(&c, made, id?).await })
}

async fn people(
    cx: &PageContext,
    made: Option<HandOver>,
    id: ProjectId,
) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let project = find_project(&cx.state, actor, id).await?;
    let members = list_members(&cx.state, actor, id).await?;
    let keeps = project.open && project.role == ProjectRole::Manager;
    let rows = members
        .into_iter()
        .map(|member| row(cx, &project, member, actor.staff(), keeps))
        .collect_view();
    let list = view! { <section class="stack"><h2>{tr!(cx, project.members)}</h2><ul class="rows">{rows}</ul></section> };
    let body = if keeps {
        view! { <div class="split">{list}{invite_form(cx, id)}</div> }.into_any()
    } else {
        list.into_any()
    };
    let title = project.facts.name.clone();
    let content = view! {
        {project_head(cx, &project, ProjectTab::People, ())}
        {made.map(|made| made.notice(cx))}
        {body}
    };
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}

fn row(
    cx: &PageContext,
    project: &ProjectDetail,
    member: Member,
    reader: Option<StaffId>,
    keeps: bool,
) -> AnyView {
    let Member { staff, role } = member;
    let yourself = Some(staff.id) == reader;
    let role = match role {
        ProjectRole::Manager => tr!(cx, project.member_manager),
        ProjectRole::Coach => tr!(cx, project.member_coach),
    };
    let mut about = vec![role, staff.email];
    if !staff.active {
        about.push(tr!(cx, project.not_active));
    }
    let actions =
        (keeps && !yourself).then(|| member_actions(cx, project.id, staff.id, &staff.name));
    let name = if yourself { tr!(cx, project.member_you, name = staff.name) } else { staff.name };
    view! {
        <li class="row">
            <strong>{name}</strong>
            <p>{about.join(" · ")}</p>
            {actions}
        </li>
    }
    .into_any()
}

/// What a manager can do for a colleague. Removing takes two taps: the first says what it means.
fn member_actions(cx: &PageContext, project: ProjectId, member: StaffId, name: &str) -> AnyView {
    let path = format!("/staff/projects/{project}/people/{member}");
    let link = tr!(cx, project.new_link_for, name = name.to_owned());
    let remove = tr!(cx, project.remove_who, name = name.to_owned());
    view! {
        <form class="row-end" method="post" action=format!("{path}/link")>
            <button class="button" aria-label=link>{tr!(cx, project.new_link)}</button>
        </form>
        <details class="small">
            <summary aria-label=remove>{tr!(cx, project.remove)}</summary>
            <form class="stack" method="post" action=format!("{path}/remove")>
                <p>{tr!(cx, project.remove_text)}</p>
                <div class="actions"><button class="button">{tr!(cx, project.remove_button)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn invite_form(cx: &PageContext, project: ProjectId) -> AnyView {
    let labels = [
        ("email", tr!(cx, project.email)),
        ("name", tr!(cx, project.person_name)),
        ("role", tr!(cx, project.role)),
    ];
    let email = Field {
        name: "email",
        label: tr!(cx, project.email),
        hint: tr!(cx, project.email_hint),
        kind: "email",
        ..Field::default()
    };
    let name = Field {
        name: "name",
        label: tr!(cx, project.person_name),
        hint: tr!(cx, project.person_name_hint),
        ..Field::default()
    };
    let roles = [
        (ProjectRole::Coach, tr!(cx, project.role_coach)),
        (ProjectRole::Manager, tr!(cx, project.role_manager)),
    ];
    let roles = roles.into_iter().map(|(role, text)| (role.as_str().to_owned(), text)).collect();
    view! {
        <section class="panel">
            <h2>{tr!(cx, project.invite)}</h2>
            <form class="form" method="post" action=format!("/staff/projects/{project}/people")>
                {error_summary(cx, &labels)}
                {text_field(cx, email)}
                {text_field(cx, name)}
                {select_field(cx, "role", tr!(cx, project.role), roles, ProjectRole::Coach.as_str())}
                <p class="soft small">{tr!(cx, project.invite_text)}</p>
                <div class="actions"><button class="button" data-kind="primary">{tr!(cx, project.invite_button)}</button></div>
            </form>
        </section>
    }
    .into_any()
}
