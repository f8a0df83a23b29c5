//! Pages that keep themselves true: a stream says that something changed, the page reads itself
//! again.

#[cfg(feature = "ssr")]
pub mod hub;
pub mod islands;
pub mod model;
#[cfg(feature = "ssr")]
pub mod stream;
