//! Facts about the installation itself: its secret, the demonstration mark, how it stands.

pub mod service;
mod store;

pub use service::{Survey, survey};
pub(crate) use store::{find, insert_missing};
