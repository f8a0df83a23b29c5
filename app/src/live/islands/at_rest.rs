//! On the server the island does nothing.

use crate::live::model::Following;

/// Nothing to follow on the server.
pub fn start(_: Following) {}
