//! What the island that follows a page needs.

use serde::{Deserialize, Serialize};

/// Words the island puts in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveWords {
    /// The connection is lost and being made again.
    pub lost: String,
    /// Something is on its way.
    pub saving: String,
    /// Something waits for the network.
    pub waiting: String,
}

/// How a page follows its workshop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// Path of the stream.
    pub stream: String,
    /// Path of the page, to be read again.
    pub page: String,
    /// Version of what the page shows.
    pub version: String,
    /// Whether it renews itself at once (console, projector) or spread over a moment (phones, so that
    /// a class does not ask all at once).
    pub hurry: bool,
    /// Whether the screen is kept awake.
    pub awake: bool,
    /// Words.
    pub words: LiveWords,
}
