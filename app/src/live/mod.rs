//! Pages that keep themselves true: a stream says that something changed, the page reads itself
//! again.

#[cfg(feature = "ssr")]
pub mod hub;
#[expect(missing_docs, reason = "filled with the next commit")]
pub mod islands;
#[cfg(feature = "ssr")]
pub mod stream;
