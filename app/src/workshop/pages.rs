//! The coach's pages of a workshop.

mod plan;
mod run;

pub use plan::{new_workshop_page, plan_page};
pub use run::{qr_page, workshop_page};

use crate::{
    page::{PageContext, tr},
    questionnaire::service::module_text,
};
use domain::{
    module::Module,
    workshop::WorkshopState,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// "Passwords" or "Respect, Passwords": the modules' short titles.
#[must_use]
pub fn modules_title(cx: &PageContext, modules: &BTreeSet<Module>) -> String {
    modules.iter().map(|module| module_text(*module).short.get(cx.language)).collect::<Vec<_>>().join(", ")
}

/// "Passwords · class 3B": how a workshop is called everywhere.
#[must_use]
pub fn workshop_title(cx: &PageContext, modules: &BTreeSet<Module>, group: &str) -> String {
    format!("{} · {group}", modules_title(cx, modules))
}

/// The state as a badge.
#[must_use]
pub fn state_badge(cx: &PageContext, state: WorkshopState) -> AnyView {
    let words = match state {
        WorkshopState::Draft => tr!(cx, workshop.draft),
        WorkshopState::Open => tr!(cx, workshop.open),
        WorkshopState::Locked => tr!(cx, workshop.locked),
        WorkshopState::Closed => tr!(cx, workshop.closed),
    };
    view! { <span class="badge" data-state=state.as_str()>{words}</span> }.into_any()
}
