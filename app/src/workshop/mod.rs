//! Workshops: planning, opening, steering and closing them.

pub mod api;
#[cfg(feature = "ssr")]
pub mod forms;
pub mod islands;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
