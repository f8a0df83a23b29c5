//! The head that all pages of a project share: its name and time, and its tabs.

use super::{day::days, layout::page_head};
use crate::{
    page::{PageContext, tr},
    project::model::ProjectDetail,
};
use domain::actor::ProjectRole;
use leptos::prelude::*;

/// A part of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectTab {
    /// Its workshops.
    Workshops,
    /// Its evaluation, for managers.
    Results,
    /// Its partners and their groups.
    Partners,
    /// Who works in it.
    People,
    /// Its facts, for managers.
    Settings,
}

/// The head of a project's page, with what can be done there beside the name.
#[must_use]
pub fn project_head(
    cx: &PageContext,
    project: &ProjectDetail,
    tab: ProjectTab,
    actions: impl IntoView + 'static,
) -> AnyView {
    let facts = &project.facts;
    let about = days(cx, facts.starts_on, facts.ends_on);
    let closed = (!project.open).then(|| {
        view! {
            <div class="notice">
                <h2>{tr!(cx, project.closed_title)}</h2>
                <p>{tr!(cx, project.closed_text)}</p>
            </div>
        }
    });
    view! {
        {page_head(Vec::new(), facts.name.clone(), Some(about), actions)}
        {tabs(cx, project, tab)}
        {closed}
    }
    .into_any()
}

fn tabs(cx: &PageContext, project: &ProjectDetail, current: ProjectTab) -> AnyView {
    let all = [
        (ProjectTab::Workshops, "", tr!(cx, project.tab_workshops), false),
        (ProjectTab::Results, "/results", tr!(cx, project.tab_results), true),
        (ProjectTab::Partners, "/partners", tr!(cx, project.tab_partners), false),
        (ProjectTab::People, "/people", tr!(cx, project.tab_people), false),
        (ProjectTab::Settings, "/settings", tr!(cx, project.tab_settings), true),
    ];
    let links = all
        .into_iter()
        .filter(|(_, _, _, managers)| !managers || project.role == ProjectRole::Manager)
        .map(|(tab, path, label, _)| {
            let href = format!("/staff/projects/{}{path}", project.id);
            view! { <a href=href aria-current=(tab == current).then_some("page")>{label}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=tr!(cx, project.tabs)>{links}</nav> }.into_any()
}
