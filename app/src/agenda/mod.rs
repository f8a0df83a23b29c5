//! What a coach does in a workshop: agenda, coach cards, story and polls, to read and to print.

#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
