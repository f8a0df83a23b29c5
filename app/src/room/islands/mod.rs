//! What measures the network the page was opened on.

#[cfg(not(feature = "hydrate"))]
#[path = "at_rest.rs"]
mod live;
#[cfg(feature = "hydrate")]
mod live;

use leptos::prelude::*;

/// Measures, and shows the part of the page that says what came of it.
#[island]
pub fn RoomCheck() -> impl IntoView {
    live::check();
}
