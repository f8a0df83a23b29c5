//! What makes a participant's plain pages comfortable.
//!
//! The islands render nothing: the page is complete without them. They take the plain form that is
//! there and show one question at a time, or ask whether the waiting is over.

#![expect(missing_docs, reason = "the macro makes public types without docs of their own")]

#[cfg(not(feature = "hydrate"))]
#[path = "at_rest.rs"]
mod live;
#[cfg(feature = "hydrate")]
mod live;

use super::model::{FormPlan, Step};
use leptos::prelude::*;

/// Turns the plain form beside it into one question a screen, saved as it is answered.
#[island]
pub fn AnswerForm(
    /// Codes, stored keys and words.
    plan: FormPlan,
) -> impl IntoView {
    live::start_form(plan);
}

/// Asks every few seconds whether another screen is the true one now, and goes there.
#[island]
pub fn WaitingRoom(
    /// The screen that is shown.
    step: Step,
) -> impl IntoView {
    live::wait_for_change(step);
}
