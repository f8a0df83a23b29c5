//! What keeps a page true. The island draws nothing: it replaces the marked parts of the page by those
//! of a fresh one.
#![expect(missing_docs, reason = "the macro makes public types without docs of their own")]

#[cfg(not(feature = "hydrate"))]
#[path = "at_rest.rs"]
mod follow;
#[cfg(feature = "hydrate")]
mod follow;

use super::model::Following;
use leptos::prelude::*;

/// Follows a workshop: every element with `data-live` is renewed when the version changes, forms with
/// `data-live-form` are sent without leaving the page.
#[island]
pub fn LivePage(
    /// What to follow and how.
    following: Following,
) -> impl IntoView {
    follow::start(following);
}
