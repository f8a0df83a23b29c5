//! What is logged, and how it looks.

use serde::{Deserialize, Serialize};

use super::topic::topic;

topic! {
    /// What is logged, to standard error. No setting makes it log addresses, browsers,
    /// codes or answers.
    struct Telemetry in "telemetry" {
        /// error, warn, info, debug or trace, for our own code; libraries log from warn.
        level: Level = Level::Info;
        /// text for people, json for a log collector.
        format: Format = Format::Text;
    }
    check(_telemetry) {}
}

/// The least important messages that are still logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something failed.
    Error,
    /// Something is odd or about to fail.
    Warn,
    /// What happens, one line a request.
    Info,
    /// Also health checks and files.
    Debug,
    /// Everything we have.
    Trace,
}

impl Level {
    /// The name a log filter understands.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// The shape of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One line of text.
    Text,
    /// One JSON object a line.
    Json,
}
