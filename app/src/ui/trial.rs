//! The mark of a trial: on every screen of such a workshop, calm and never missing.

use crate::page::{PageContext, tr};
use leptos::prelude::*;

/// The banner, where this is a trial. Programs know it by `data-trial`.
#[must_use]
pub fn trial_banner(cx: &PageContext, trial: bool) -> Option<AnyView> {
    trial.then(|| {
        view! { <p class="trial-banner" data-trial="">{tr!(cx, trial.banner)}</p> }.into_any()
    })
}

/// The same as one word, for lists.
#[must_use]
pub fn trial_badge(cx: &PageContext, trial: bool) -> Option<AnyView> {
    trial.then(|| {
        view! { <span class="badge" data-state="trial">{tr!(cx, trial.badge)}</span> }.into_any()
    })
}
