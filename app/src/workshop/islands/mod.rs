//! What keeps the coach's page true by itself.

#![expect(missing_docs, reason = "the macro makes public types without docs of their own")]

#[cfg(not(feature = "hydrate"))]
#[path = "at_rest.rs"]
mod live;
#[cfg(feature = "hydrate")]
mod live;

use super::model::Progress;
use leptos::prelude::*;

/// Puts fresh counts into the page every few seconds, and loads it anew when more has changed.
#[island]
pub fn LiveCounts(
    /// The workshop's id.
    workshop: String,
    /// What the page shows now.
    progress: Progress,
) -> impl IntoView {
    live::follow(workshop, progress);
}
