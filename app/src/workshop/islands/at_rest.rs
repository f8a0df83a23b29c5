//! On the server the islands do nothing.

use crate::workshop::model::Progress;

/// Nothing to follow on the server.
pub fn follow(_: String, _: Progress) {}
