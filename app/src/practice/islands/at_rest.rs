//! On the server the island does nothing.

/// Nothing to take over on the server.
pub const fn start() {}
