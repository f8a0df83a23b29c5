//! One key an answer: the next field takes the focus by itself.

#[cfg(not(feature = "hydrate"))]
#[path = "at_rest.rs"]
mod keys;
#[cfg(feature = "hydrate")]
mod keys;

use leptos::prelude::*;

/// Goes on to the next field after a digit.
#[island]
pub fn PaperKeys() -> impl IntoView {
    keys::start();
}
