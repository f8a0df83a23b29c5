//! Whether a venue's network carries a workshop, and what its IT should know.

pub mod islands;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod stream;
