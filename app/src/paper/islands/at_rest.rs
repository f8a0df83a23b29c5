//! On the server the island does nothing.

/// Nothing to do on the server.
pub fn start() {}
