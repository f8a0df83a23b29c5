//! What pages say: type, notices, badges, lists, messages.

use super::Side;
use crate::{
    page::{PageContext, tr},
    ui::{
        layout::page_head,
        workshop_row::{state_badge, workshop_row},
    },
    workshop::model::WorkshopSummary,
};
use domain::{
    id::{ProjectId, WorkshopId},
    module::Module,
    workshop::WorkshopState,
};
use leptos::prelude::*;
use uuid::Uuid;

const STATES: [WorkshopState; 4] =
    [WorkshopState::Draft, WorkshopState::Open, WorkshopState::Locked, WorkshopState::Closed];

/// Headings and text.
pub fn type_sizes(cx: &PageContext, _: Side) -> AnyView {
    view! {
        {page_head(
            vec![("#main".to_owned(), tr!(cx, project.tab_workshops))],
            tr!(cx, workshop.ready),
            Some(tr!(cx, workshop.ready_text)),
            state_badge(cx, WorkshopState::Open),
        )}
        <h3>{tr!(cx, workshop.before)}</h3>
        <p>{tr!(cx, participant.start_private)}</p>
        <p class="small soft">{tr!(cx, workshop.lock_hint)} " " <a href="#main">{tr!(cx, common.back)}</a></p>
        <details><summary>{tr!(cx, workshop.headcount_title)}</summary><p class="hint">{tr!(cx, workshop.headcount_hint)}</p></details>
    }
    .into_any()
}

/// Notices of every kind, and a workshop's states.
pub fn notices(cx: &PageContext, _: Side) -> AnyView {
    view! {
        <div class="notice"><h3>{tr!(cx, project.saved)}</h3><p>{tr!(cx, project.saved_text)}</p></div>
        <div class="notice" data-kind="now"><p>{tr!(cx, workshop.full, cap = "40")}</p></div>
        <div class="notice" data-kind="problem"><h3>{tr!(cx, common.look_again)}</h3><p>{tr!(cx, problem.wrong_password)}</p></div>
        <p class="actions">{STATES.map(|state| state_badge(cx, state)).collect_view()}</p>
    }
    .into_any()
}

/// A list, the tabs above it, and what stands there while it is empty.
pub fn lists(cx: &PageContext, side: Side) -> AnyView {
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let rows = STATES.map(|state| {
        let summary = WorkshopSummary {
            id: WorkshopId(Uuid::nil()),
            project: ProjectId(Uuid::nil()),
            modules: [Module::Passwords].into(),
            group: "3A".to_owned(),
            partner: "Campus Demo A".to_owned(),
            state,
            held_on: today,
            joined: 18,
        };
        workshop_row(cx, &summary)
    });
    view! {
        <nav class="tabs" aria-label=side.id("tabs")>
            <a href="#main" aria-current="page">{tr!(cx, project.tab_workshops)}</a>
            <a href="#main">{tr!(cx, project.tab_results)}</a>
            <a href="#main">{tr!(cx, project.tab_partners)}</a>
        </nav>
        <ul class="rows">{rows.collect_view()}</ul>
        <div class="empty">
            <h3>{tr!(cx, project.no_workshops_title)}</h3>
            <p>{tr!(cx, project.no_workshops_ready)}</p>
        </div>
    }
    .into_any()
}

/// Pages that are one message.
pub fn messages(cx: &PageContext, _: Side) -> AnyView {
    let all = [
        (tr!(cx, error.not_found_title), tr!(cx, error.not_found_text)),
        (tr!(cx, error.unavailable_title), tr!(cx, error.unavailable_text)),
        (tr!(cx, error.too_many_title), tr!(cx, error.too_many_text, seconds = "30")),
    ];
    all.map(|(title, text)| {
        view! {
            <div class="message">
                <h3>{title}</h3>
                <p>{text}</p>
                <a class="button" data-kind="primary" href="#main">{tr!(cx, error.to_start)}</a>
            </div>
        }
    })
    .collect_view()
    .into_any()
}
