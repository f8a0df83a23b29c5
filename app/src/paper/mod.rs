//! Sheets of paper that a coach enters: keyboard only, one sheet in seconds.

#[cfg(feature = "ssr")]
pub mod forms;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
