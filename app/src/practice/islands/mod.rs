//! Tools for young people's own hands: putting a sentence together, drawing words, reading aloud.
//! The island draws nothing; it takes over what is marked for it, also after a part of the page was
//! renewed.

#[cfg(not(feature = "hydrate"))]
#[path = "at_rest.rs"]
mod tools;
#[cfg(feature = "hydrate")]
mod tools;

use leptos::prelude::*;

/// Takes over `[data-compose]`, `[data-words]` and `[data-listen]`. Once on a page, outside the parts
/// that are renewed.
#[island]
pub fn PracticeTools() -> impl IntoView {
    tools::start();
}
