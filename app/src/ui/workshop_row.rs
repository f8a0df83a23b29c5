//! A workshop in a list.

use super::{day::day, trial::trial_badge};
use crate::{
    page::{PageContext, tr},
    questionnaire::service::module_text,
    workshop::model::WorkshopSummary,
};
use domain::{module::Module, workshop::WorkshopState};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The modules' short titles: "Passwords" or "Respect + Passwords".
#[must_use]
pub fn modules_title(cx: &PageContext, modules: &BTreeSet<Module>) -> String {
    let titles: Vec<&str> =
        modules.iter().map(|module| module_text(*module).short.get(cx.language)).collect();
    titles.join(" + ")
}

/// What staff call a workshop: its modules and its group.
#[must_use]
pub fn workshop_title(cx: &PageContext, modules: &BTreeSet<Module>, group: &str) -> String {
    format!("{}, {group}", modules_title(cx, modules))
}

/// The row: title, partner, day, how many took part, state.
#[must_use]
pub fn workshop_row(cx: &PageContext, workshop: &WorkshopSummary) -> AnyView {
    let href = format!("/staff/workshops/{}", workshop.id);
    let mut about = vec![workshop.partner.clone(), day(cx, workshop.held_on)];
    if workshop.state != WorkshopState::Draft {
        about.push(tr!(cx, staff.joined, count = workshop.joined.to_string()));
    }
    view! {
        <li class="row">
            <h3><a href=href>{workshop_title(cx, &workshop.modules, &workshop.group)}</a></h3>
            <p>{about.join(" · ")}</p>
            <span class="row-end">{trial_badge(cx, workshop.trial)} {state_badge(cx, workshop.state)}</span>
        </li>
    }
    .into_any()
}

/// A workshop's state as a word.
#[must_use]
pub fn state_badge(cx: &PageContext, state: WorkshopState) -> AnyView {
    let word = match state {
        WorkshopState::Draft => tr!(cx, common.state_draft),
        WorkshopState::Open => tr!(cx, common.state_open),
        WorkshopState::Locked => tr!(cx, common.state_locked),
        WorkshopState::Closed => tr!(cx, common.state_closed),
    };
    view! { <span class="badge" data-state=state.as_str()>{word}</span> }.into_any()
}
