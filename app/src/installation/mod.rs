//! Facts about the installation itself: its secret, the demonstration mark.

mod store;

pub(crate) use store::{find, insert_missing};
